import { differences } from './compare.ts'
import { finalOf, prepare, run } from './call.ts'
import { isChat, lastExchange, scripts } from './law.ts'
import { cutAt, framingOf, join, piecesOf, textOf, unitsOf, withText } from './units.ts'
import type { Fixture, Reply } from './fixture.ts'
import type { Law, Subject } from './law.ts'

/** What a call says about one way of getting the bytes. Sounds are compared whole: their pieces are the network's. */
async function told(
  fixture: Fixture,
  { provider }: Subject,
  pieces: readonly Uint8Array<ArrayBuffer>[],
  before?: (piece: number) => Promise<void>,
): Promise<unknown> {
  const outcome = await run(prepare(provider, fixture, scripts(fixture, { pieces, ...(before && { before }) })))
  if (outcome.error !== undefined) return { error: String(outcome.error) }
  return fixture.capability === 'chat' ? outcome.events : finalOf(fixture, outcome)
}

const streamOf = (fixture: Fixture): Reply | undefined =>
  fixture.error || fixture.call !== undefined ? undefined : lastExchange(fixture).stream

const hasAnswer = (fixture: Fixture): boolean => !fixture.error && fixture.exchanges.length > 0

/** Every place inside a character of several bytes, else every place. Long bodies are cut at 400 places, spread evenly. */
function places(bytes: Uint8Array): readonly number[] {
  const inside: number[] = []
  for (let at = 1; at < bytes.length; at++) if ((bytes[at]! & 0xc0) === 0x80) inside.push(at)
  const step = Math.max(1, Math.floor(bytes.length / 400))
  const spread = Array.from({ length: Math.floor((bytes.length - 1) / step) }, (_, at) => 1 + at * step)
  return [...new Set([...inside.slice(0, 200), ...spread])]
}

/** Cuts at random places, the same ones each time. */
function randomCuts(length: number, count: number): readonly (readonly number[])[] {
  let seed = 20_261_124
  const random = (): number => (seed = (seed * 48_271) % 0x7fff_ffff) / 0x7fff_ffff
  return Array.from({ length: count }, () => {
    const share = random() ** 2
    return Array.from({ length: length - 1 }, (_, at) => at + 1).filter(() => random() < share)
  })
}

/** Bytes may be split anywhere, also inside a character. */
export const split: Law = {
  name: 'any split of the bytes gives the same events',
  about: hasAnswer,
  async check(fixture, subject) {
    const { bytes } = (lastExchange(fixture).stream ?? lastExchange(fixture).reply)!
    const whole = await told(fixture, subject, [bytes])
    const ways: (readonly [string, readonly Uint8Array<ArrayBuffer>[]])[] = [
      ['in pieces of 1 byte', piecesOf(bytes, 1)],
      ['in pieces of 7 bytes', piecesOf(bytes, 7)],
      ...randomCuts(bytes.length, 20).map(
        (cuts) => [`cut at random into ${cuts.length + 1}`, cutAt(bytes, cuts)] as const,
      ),
      ...(streamOf(fixture) ? places(bytes).map((at) => [`cut at byte ${at}`, cutAt(bytes, [at])] as const) : []),
    ]
    for (const [way, pieces] of ways) {
      const [found] = differences(whole, await told(fixture, subject, pieces))
      if (found) return [`${way}: ${found}.`]
    }
    return []
  },
}

/** Line ends, byte order marks, comments and missing ends are the service's freedom. */
export const framing: Law = {
  name: 'CRLF, a byte order mark, comments and a missing last blank line change nothing',
  about: (fixture) => streamOf(fixture) !== undefined && /sse|ndjson/.test(framingOf(streamOf(fixture)!)),
  async check(fixture, subject) {
    const reply = streamOf(fixture)!
    const text = textOf(reply)
    const units = unitsOf(reply)
    const isSse = framingOf(reply) === 'sse'
    const comment = new TextEncoder().encode(': keep-alive\n\n')
    const ways: (readonly [string, readonly Uint8Array<ArrayBuffer>[]])[] = [
      ['with CRLF', [withText(reply, text.replaceAll('\n', '\r\n')).bytes]],
      [
        'with CRLF cut between the two',
        text
          .split('\n')
          .flatMap((line, at, { length }) =>
            [line + (at < length - 1 ? '\r' : ''), '\n'].slice(0, at < length - 1 ? 2 : 1),
          )
          .map((piece) => new TextEncoder().encode(piece)),
      ],
      ['with a byte order mark', [new Uint8Array([0xef, 0xbb, 0xbf]), ...units]],
      ['without its last line end', [withText(reply, text.trimEnd()).bytes]],
      ...(isSse
        ? ([
            ['with comments between units', units.flatMap((unit) => [comment, unit])],
            ['without the space after "data:"', [withText(reply, text.replaceAll(/^data: /gm, 'data:')).bytes]],
            [
              'with ids and retry times',
              [withText(reply, text.replaceAll(/^data:/gm, 'id: 1\nretry: 3000\ndata:')).bytes],
            ],
            ['without [DONE]', [withText(reply, text.replaceAll(/^data: ?\[DONE\]\n*/gm, '')).bytes]],
          ] as const)
        : ([
            ['with empty lines between units', units.flatMap((unit) => [unit, new TextEncoder().encode('\n')])],
          ] as const)),
    ]
    const whole = await told(fixture, subject, [reply.bytes])
    for (const [way, pieces] of ways) {
      const [found] = differences(whole, await told(fixture, subject, [join(pieces)]))
      const [foundInPieces] = differences(whole, await told(fixture, subject, pieces))
      if (found ?? foundInPieces) return [`${way}: ${found ?? foundInPieces}.`]
    }
    return []
  },
}

/** A service may take its time between two units. */
export const pauses: Law = {
  name: 'pauses of the service change nothing',
  about: (fixture) => streamOf(fixture) !== undefined,
  async check(fixture, subject) {
    const reply = streamOf(fixture)!
    const units = unitsOf(reply)
    const waits = fixture.pauses ?? { 1: 100 }
    // The wait is the number of turns of the event loop: no law sleeps.
    const pause = async (piece: number): Promise<void> => {
      for (let turn = 0; turn < Math.min(50, waits[piece] ?? 0); turn++)
        await new Promise((resolve) => setImmediate(resolve))
    }
    return differences(await told(fixture, subject, [reply.bytes]), await told(fixture, subject, units, pause)).slice(
      0,
      3,
    )
  },
}

/** Bytes are asked for as they are used. */
export const pull: Law = {
  name: 'no more than two pieces are pulled ahead of what was consumed',
  about: (fixture) => isChat(fixture) && streamOf(fixture) !== undefined,
  async check(fixture, { provider }) {
    const pieces = unitsOf(streamOf(fixture)!)
    // First with an eager consumer, to see which piece each event comes of.
    const pulledAt: number[] = []
    const eager = prepare(provider, fixture, scripts(fixture, { pieces }))
    for await (const _ of eager.start() as AsyncIterable<unknown>) pulledAt.push(eager.sockets.at(-1)!.pulled)
    // Then with one who takes one event and looks what has been pulled while nobody asked.
    const lazy = prepare(provider, fixture, scripts(fixture, { pieces }))
    const iterator = (lazy.start() as AsyncIterable<unknown>)[Symbol.asyncIterator]()
    for (const [at, due] of pulledAt.entries()) {
      await iterator.next()
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
      const { pulled } = lazy.sockets.at(-1)!
      if (pulled > due + 2) {
        await iterator.return?.()
        return [`After event ${at}, which needs ${due} pieces, ${pulled} had been pulled.`]
      }
    }
    await iterator.return?.()
    return []
  },
}

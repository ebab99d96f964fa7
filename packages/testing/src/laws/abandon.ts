import { aTurn, prepare, run, settled, unsettled } from './call.ts'
import { chatStream, isChat, scripts } from './law.ts'
import { unitsOf } from './units.ts'
import type { Fixture } from './fixture.ts'
import type { Law, Subject } from './law.ts'
import type { Script } from './socket.ts'

const hasStream = (fixture: Fixture): boolean => isChat(fixture) && chatStream(fixture) !== undefined

const hung = Symbol('hung')

/** Consumes `count` events of a call on a service that then falls silent, and aborts. */
async function abortAfter(
  fixture: Fixture,
  { provider }: Subject,
  count: number,
  last: Partial<Script>,
): Promise<string | undefined> {
  const controller = new AbortController()
  const reason = new Error('The caller has had enough.')
  const call = prepare(provider, fixture, scripts(fixture, last), { signal: controller.signal })
  const iterator = (call.start() as AsyncIterable<unknown>)[Symbol.asyncIterator]()
  for (let at = 0; at < count; at++) await iterator.next()
  const waiting = iterator.next().then(
    () => undefined,
    (error: unknown) => error,
  )
  for (let turn = 0; turn < 5; turn++) await aTurn()
  // What is sent after the abort (a run is cancelled) has a connection of its own.
  const socket = call.sockets.at(-1)
  controller.abort(reason)
  const ended = await settled(waiting, hung, 200)
  if (ended === hung) return 'the iterator still waits'
  if (ended === undefined) return 'the iterator went on'
  if (socket && !socket.released) return 'the connection was kept'
  return call.openTimers() > 0 ? `${call.openTimers()} timers were left` : undefined
}

/** The caller's signal reaches the socket at every stage. */
export const abort: Law = {
  name: 'an abort reaches the socket at every stage',
  about: hasStream,
  async check(fixture, subject) {
    const { provider } = subject
    const findings: string[] = []
    const early = prepare(provider, fixture, scripts(fixture), { signal: AbortSignal.abort(new Error('early')) })
    const { events, error } = await run(early)
    if (error === undefined || error === unsettled || events.length > 0)
      findings.push('Aborted before the call, it answered all the same.')
    const pending = await abortAfter(fixture, subject, 0, { connect: 'hang' })
    if (pending) findings.push(`Aborted before the headers, ${pending}.`)
    const units = unitsOf(chatStream(fixture)!)
    for (let count = 0; count < units.length; count++) {
      const pieces = units.slice(0, count)
      const seen = await countEvents(fixture, subject, pieces)
      const found = await abortAfter(fixture, subject, seen, { pieces, ending: 'hang' })
      if (found) findings.push(`Aborted after ${count} units and ${seen} events, ${found}.`)
    }
    return findings
  },
}

/** How many events come of the pieces before the service falls silent. */
async function countEvents(
  fixture: Fixture,
  { provider }: Subject,
  pieces: readonly Uint8Array<ArrayBuffer>[],
): Promise<number> {
  const controller = new AbortController()
  const call = prepare(provider, fixture, scripts(fixture, { pieces, ending: 'hang' }), { signal: controller.signal })
  let seen = 0
  const reading = (async () => {
    for await (const _ of call.start() as AsyncIterable<unknown>) seen += 1
  })().catch(() => {}) // The abort below ends it.
  const socketIsSilent = (): boolean => (call.sockets.at(-1)?.pulled ?? 0) > pieces.length
  for (let turn = 0; turn < 2000 && !socketIsSilent(); turn++) await aTurn()
  for (let turn = 0; turn < 5; turn++) await aTurn()
  const count = seen
  controller.abort(new Error('counted'))
  await settled(reading, undefined, 200)
  return count
}

/** Whoever stops reading lets the connection go. */
export const stop: Law = {
  name: 'a consumer who breaks off at any event lets the connection go',
  about: hasStream,
  async check(fixture, { provider }) {
    const pieces = unitsOf(chatStream(fixture)!)
    const { events } = await run(prepare(provider, fixture, scripts(fixture)))
    const findings: string[] = []
    for (let count = 0; count < events.length; count++) {
      const call = prepare(provider, fixture, scripts(fixture, { pieces }))
      const iterator = (call.start() as AsyncIterable<unknown>)[Symbol.asyncIterator]()
      for (let at = 0; at <= count; at++) await iterator.next()
      const socket = call.sockets.at(-1)
      const returned: Promise<unknown> = iterator.return?.() ?? Promise.resolve()
      if ((await settled(returned, hung, 200)) === hung)
        findings.push(`After event ${count}, return() does not come back.`)
      else if (!socket!.released) findings.push(`After event ${count}, the connection is still open.`)
      if (call.openTimers() > 0) findings.push(`After event ${count}, ${call.openTimers()} timers were left.`)
    }
    return findings
  },
}

/** A rejection that nobody can catch brings a process down. */
export const rejections: Law = {
  name: 'no rejection is left unhandled',
  about: hasStream,
  async check(fixture, subject) {
    const findings: string[] = []
    const others = process.listeners('unhandledRejection')
    const listen = (reason: unknown): void =>
      void findings.push(`A promise was rejected with ${String(reason)}, and nobody could know.`)
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', listen)
    try {
      const pieces = unitsOf(chatStream(fixture)!)
      const half = pieces.slice(0, Math.ceil(pieces.length / 2))
      await run(prepare(subject.provider, fixture, scripts(fixture)))
      await run(prepare(subject.provider, fixture, scripts(fixture, { pieces: half, ending: 'reset' })))
      await run(prepare(subject.provider, fixture, scripts(fixture, { connect: 'refuse' })))
      await abortAfter(fixture, subject, 0, { connect: 'hang' })
      await abortAfter(fixture, subject, 1, { pieces: half, ending: 'hang' })
      const left = prepare(subject.provider, fixture, scripts(fixture, { pieces: half, ending: 'reset' }))
      const iterator = (left.start() as AsyncIterable<unknown>)[Symbol.asyncIterator]()
      await iterator.next()
      await iterator.return?.()
      for (let turn = 0; turn < 20; turn++) await aTurn()
    } finally {
      process.removeListener('unhandledRejection', listen)
      for (const other of others) process.on('unhandledRejection', other)
    }
    return [...new Set(findings)]
  },
}

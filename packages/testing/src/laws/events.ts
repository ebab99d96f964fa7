import { differences, show } from './compare.ts'
import { finalOf, prepare, run } from './call.ts'
import { gather, withoutState } from './gather.ts'
import { chatStream, isChat, isPlainChat, lastExchange, scripts } from './law.ts'
import type { ChatEvent } from '@llmrr/core'
import type { Fixture } from './fixture.ts'
import type { Law, Subject } from './law.ts'

const eventsOf = async (fixture: Fixture, { provider }: Subject): Promise<readonly ChatEvent[]> =>
  (await run(prepare(provider, fixture, scripts(fixture)))).events

/** The answer is what the fixture says it is. State and usage are matters of other laws. */
export const result: Law = {
  name: 'the answer is the expected one',
  about: (fixture) => fixture.result !== undefined,
  async check(fixture, { provider }) {
    const outcome = await run(prepare(provider, fixture, scripts(fixture)))
    if (outcome.error !== undefined) return [`It failed with ${String(outcome.error)}.`]
    const isPlain = fixture.capability === 'chat' && fixture.call === undefined
    const actual = withoutState((isPlain ? gather(outcome.events) : finalOf(fixture, outcome)) ?? {}) as Record<
      string,
      unknown
    >
    const { usage, ...expected } = withoutState(fixture.result!)
    const named = isPlain ? expected : withoutState(fixture.result!)
    return Object.entries(named).flatMap(([field, value]) => differences(value, actual[field], field))
  },
}

/** Exactly one `finish`, and nothing after it. */
export const finish: Law = {
  name: 'there is one finish, and it is last',
  about: isChat,
  async check(fixture, subject) {
    const events = await eventsOf(fixture, subject)
    const count = events.filter((event) => event.type === 'finish').length
    if (count !== 1) return [`${count} finish events came.`]
    const last = events.at(-1)!
    return last.type === 'finish' ? [] : [`"${last.type}" came after the finish.`]
  },
}

/** Parts are numbered from 0 without gaps, in order of first appearance. */
export const indices: Law = {
  name: 'parts are numbered densely in order of first appearance',
  about: isChat,
  async check(fixture, subject) {
    let next = 0
    for (const event of await eventsOf(fixture, subject)) {
      const { index } = event as { index?: number }
      if (index === undefined || index < next) continue
      if (index > next) return [`Part ${index} appeared where part ${next} was due.`]
      next += 1
    }
    return []
  },
}

/** Every tool call ends in a `part` that says what its deltas said. */
export const toolParts: Law = {
  name: 'every tool call ends in a part',
  about: isChat,
  async check(fixture, subject) {
    const open = new Set<number>()
    const findings: string[] = []
    for (const event of (await eventsOf(fixture, subject)) as readonly (ChatEvent & {
      index: number
      part: { type: string; input?: unknown; invalid?: unknown }
    })[]) {
      if (event.type === 'tool-call-delta') open.add(event.index)
      if (event.type !== 'part') continue
      open.delete(event.index)
      const { type, input, invalid } = event.part
      if (type === 'tool-call' && (input === undefined || (invalid !== undefined && input !== null)))
        findings.push(
          `The part of tool call ${event.index} holds ${show(event.part)}: neither parsed input nor null with "invalid".`,
        )
    }
    return [...findings, ...[...open].map((index) => `Tool call ${index} had deltas and no part after them.`)]
  },
}

/** One reply, asked for without streaming, is the collected stream. */
export const replyIsStream: Law = {
  name: 'one reply equals the collected stream',
  about: (fixture) => chatStream(fixture) !== undefined && lastExchange(fixture).reply !== undefined,
  async check(fixture, { provider }) {
    const streamed = await run(prepare(provider, fixture, scripts(fixture)))
    const replied = await run(prepare(provider, fixture, scripts(fixture, {}, 'reply'), { stream: false }))
    if (replied.error !== undefined) return [`The reply failed with ${String(replied.error)}.`]
    return differences(gather(streamed.events), gather(replied.events))
  },
}

/** The handler asks for what the context wants, and takes what comes. */
export const unaskedForm: Law = {
  name: 'a stream where a reply was asked for is read all the same, and the other way round',
  about: replyIsStream.about,
  async check(fixture, { provider }) {
    const streamed = await run(prepare(provider, fixture, scripts(fixture), { stream: false }))
    const replied = await run(prepare(provider, fixture, scripts(fixture, {}, 'reply'), { stream: true }))
    return [
      ...(streamed.error === undefined ? [] : [`A stream for a reply failed with ${String(streamed.error)}.`]),
      ...(replied.error === undefined ? [] : [`A reply for a stream failed with ${String(replied.error)}.`]),
    ]
  },
}

/** The raw chunks come as `x-raw` where the request says `raw`, and otherwise do not. */
export const rawChunks: Law = {
  name: 'wire chunks come exactly when the request says raw',
  about: isPlainChat,
  async check(fixture, { provider }) {
    const kept = await run(
      prepare(provider, fixture, scripts(fixture), { request: { ...(fixture.request as object), raw: true } }),
    )
    const plain = await run(prepare(provider, fixture, scripts(fixture)))
    const count = (events: readonly ChatEvent[]): number => events.filter((event) => event.type === 'x-raw').length
    return [
      ...(count(kept.events) > 0 ? [] : ['With raw: true no x-raw event came.']),
      ...(count(plain.events) === 0 ? [] : ['Without raw an x-raw event came.']),
    ]
  },
}

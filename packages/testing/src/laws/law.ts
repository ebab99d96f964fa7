import type { ChatRequest, Part, Provider } from '@llmrr/core'
import type { Exchange, Fixture, Reply } from './fixture.ts'
import type { Script } from './socket.ts'
import { scriptOf } from './socket.ts'

/** What the laws are run over. */
export interface Subject {
  readonly provider: Provider
  readonly fixtures: readonly Fixture[]
}

/**
 * A promise that every adapter keeps. `check` answers what it found, as sentences: an empty list says that the law holds.
 * No clock, no network, no test runner.
 */
export interface Law {
  /** Completes "the law that ...". */
  readonly name: string
  /** The fixtures that can show it. */
  about(fixture: Fixture, subject: Subject): boolean
  check(fixture: Fixture, subject: Subject): Promise<readonly string[]>
}

/** The exchange with the answer: the last one that streams (what it took may be asked for behind it), else the last one. */
export const lastExchange = (fixture: Fixture): Exchange =>
  fixture.exchanges.findLast(({ stream }) => stream !== undefined) ?? fixture.exchanges.at(-1) ?? {}

/** The answer of the last exchange as a stream, of a chat that succeeds. */
export function chatStream(fixture: Fixture): Reply | undefined {
  return fixture.capability === 'chat' && !fixture.error && fixture.call === undefined
    ? lastExchange(fixture).stream
    : undefined
}

/** A chat that succeeds, in whatever form. */
export const isChat = (fixture: Fixture): boolean =>
  fixture.capability === 'chat' && !fixture.error && fixture.exchanges.length > 0

/** The answer that a fixture gives by default: its stream, else its reply. */
export const answerOf = (exchange: Exchange): Reply => (exchange.stream ?? exchange.reply)!

/** Every exchange of the fixture as a script; the one with the answer changed. */
export function scripts(
  fixture: Fixture,
  last: Partial<Script> = {},
  form: 'stream' | 'reply' = 'stream',
): readonly Script[] {
  const answering = lastExchange(fixture)
  return fixture.exchanges.map((exchange) => {
    const reply = (form === 'stream' ? answerOf(exchange) : (exchange.reply ?? exchange.stream))!
    return scriptOf(reply, exchange === answering ? last : {})
  })
}

/** The fixture that shows a plain chat best: the first stream, else the first chat. */
export const plainChat = (subject: Subject): Fixture | undefined =>
  subject.fixtures.find((fixture) => chatStream(fixture)) ?? subject.fixtures.find(isChat)

/** Whether it is the one fixture that stands for all where a law needs only one. */
export const isPlainChat = (fixture: Fixture, subject: Subject): boolean => fixture === plainChat(subject)

/** The request with one more user message. */
export function asking(request: unknown, text: string): ChatRequest {
  const { prompt, messages = [], ...rest } = request as ChatRequest
  const asked = prompt === undefined ? [] : [{ role: 'user' as const, content: prompt }]
  return {
    ...rest,
    messages: [...messages, ...asked, { role: 'user', content: [{ type: 'text', text }] satisfies Part[] }],
  }
}

import { differences } from './compare.ts'
import { prepare, run } from './call.ts'
import { gather } from './gather.ts'
import { isChat, scripts } from './law.ts'
import type { ChatRequest, Message, Part, ToolCallPart } from '@llmrr/core'
import type { Fixture } from './fixture.ts'
import type { Law, Subject } from './law.ts'

/** The turn after an answer: its parts as they are, results for its calls, and a question. */
function nextTurn(request: ChatRequest, parts: readonly Part[]): ChatRequest {
  const { prompt, messages = [], ...rest } = request
  const calls = parts.filter((part): part is ToolCallPart => part.type === 'tool-call' && !('by' in part))
  const results: Message[] =
    calls.length > 0
      ? [{ role: 'tool', content: calls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: 'done' })) }]
      : []
  const asked: Message[] = prompt === undefined ? [] : [{ role: 'user', content: prompt }]
  const question: Message[] = calls.length > 0 ? [] : [{ role: 'user', content: 'And then?' }]
  return { ...rest, messages: [...messages, ...asked, { role: 'assistant', content: parts }, ...results, ...question] }
}

async function answer(fixture: Fixture, { provider }: Subject): Promise<readonly Part[]> {
  return gather((await run(prepare(provider, fixture, scripts(fixture)))).events).parts
}

async function bodyAfter(
  fixture: Fixture,
  { provider }: Subject,
  parts: readonly Part[],
): Promise<{ body: unknown; error: unknown }> {
  const call = prepare(provider, fixture, scripts(fixture), {
    request: nextTurn(fixture.request as ChatRequest, parts),
  })
  const { error } = await run(call)
  // What is looked up before it is sent has no body.
  return { body: call.sockets.find(({ body }) => body !== undefined)?.body, error }
}

const strings = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : []

const states = (parts: readonly Part[]): readonly object[] =>
  parts.flatMap((part) => ('state' in part && part.state ? [part.state] : []))

/** What a service wants back with its parts comes back. */
export const ownState: Law = {
  name: 'own state comes back in the next turn',
  about: (fixture) => isChat(fixture) && fixture.next !== undefined,
  async check(fixture, subject) {
    const parts = await answer(fixture, subject)
    const { body, error } = await bodyAfter(fixture, subject, JSON.parse(JSON.stringify(parts)) as Part[])
    return body === undefined ? [`The next turn was not sent: ${String(error)}.`] : differences(fixture.next, body)
  },
}

const sentinel = 'STATE-OF-A-STRANGER'

const estranged = (value: unknown): unknown =>
  typeof value === 'string'
    ? sentinel
    : Array.isArray(value)
      ? value.map(estranged)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, estranged(field)]))
        : value

/** What another service wants back is none of this one's business, and would make it refuse the turn. */
export const foreignState: Law = {
  name: 'foreign state is dropped',
  about: isChat,
  async check(fixture, subject) {
    const parts = (await answer(fixture, subject)) as readonly (Part & { state?: Record<string, unknown> })[]
    const foreign = parts.map((part) =>
      part.state ? { ...part, state: { stranger: estranged(Object.values(part.state)[0]) } } : part,
    ) as Part[]
    const hidden: Part[] = [
      { type: 'reasoning', text: '', redacted: true, state: { stranger: { data: sentinel } } },
      { type: 'x-stranger', data: { secret: sentinel }, state: { stranger: sentinel } } as Part,
      { type: 'text', text: 'Said.', state: { stranger: { id: sentinel } } },
    ]
    const { body, error } = await bodyAfter(fixture, subject, [...hidden, ...foreign])
    if (body === undefined) return [`A conversation from elsewhere was not sent: ${String(error)}.`]
    return JSON.stringify(body).includes(sentinel) ? ['The state of another provider was sent.'] : []
  },
}

/** State is plain data, so that a conversation can be stored. */
export const plainParts: Law = {
  name: 'parts are plain JSON data',
  about: isChat,
  async check(fixture, subject) {
    const parts = await answer(fixture, subject)
    return [
      ...differences(JSON.parse(JSON.stringify(parts)), parts),
      ...states(parts).flatMap((state) =>
        strings(state).length === 0 && Object.keys(state).length === 0 ? ['A state is empty.'] : [],
      ),
    ]
  },
}

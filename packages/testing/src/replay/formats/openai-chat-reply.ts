import { isStream } from '../recording.ts'
import { failed, joined, parsed, unitsOf } from './reply.ts'
import type { Bag } from './request.ts'
import type { Facts } from '../format.ts'
import type { Recording } from '../recording.ts'

const ends: Bag = { stop: 'stop', eos: 'stop', eos_token: 'stop', stop_sequence: 'stop' }
const stops: Bag = { ...ends, length: 'length', content_filter: 'content-filter' }
const reasons: Bag = { ...stops, tool_calls: 'tool-calls', tool_call: 'tool-calls', function_call: 'tool-calls' }
const textOf = (content: Bag | string | undefined): unknown =>
  Array.isArray(content)
    ? joined(content, (part) => part['text'])
    : // Cloudflare answers a schema with the object itself.
      typeof content === 'object' && content !== null
      ? JSON.stringify(content)
      : content

/** Mistral: reasoning is a piece of the content whose text is a list of its own. */
const thoughts = (content: unknown): string =>
  Array.isArray(content) ? joined(content, ({ thinking = [] }) => joined(thinking, (piece) => piece['text'])) : ''

/** Chat Completions: the reply, in one piece or as a stream; only the first choice. */
export function saidByChat(recording: Recording): Facts {
  const units = unitsOf(recording)
  const trouble = units.find((unit) => unit['error'] || unit['choices']?.some((choice: Bag) => choice['error']))
  if (trouble || recording.status >= 400) return failed(recording, trouble)
  const choices: Bag[] = units.flatMap((unit) => unit['choices'] ?? []).filter(({ index = 0 }) => index === 0)
  // Perplexity has both: a stream's message is the sum so far, and the delta of a whole reply is empty.
  const said: Bag[] = choices.map(({ delta, message }) =>
    isStream(recording) ? (delta ?? message ?? {}) : (message ?? delta ?? {}),
  )
  const calls: Bag[] = []
  for (const { tool_calls: list, function_call: old } of said) {
    for (const { index = calls.length, function: call = {} } of list ?? (old ? [{ function: old }] : [])) {
      const { name, text = '' } = calls[index] ?? {}
      const more = typeof call.arguments === 'object' ? JSON.stringify(call.arguments) : call.arguments
      calls[index] = { name: name ?? call.name, text: text + (more ?? '') }
    }
  }
  const finish = choices.findLast((choice) => choice['finish_reason'])?.['finish_reason']
  const usage = units.map((unit) => unit['usage'] ?? unit['x_groq']?.usage).findLast(Boolean)
  const refusal = joined(said, (one) => one['refusal'])
  // A call that was forced ends with `stop` at some.
  const ended = finish === 'stop' && calls.length > 0 ? 'tool_calls' : finish
  return {
    text: joined(said, (one) => textOf(one['content']) ?? one['audio']?.transcript) + refusal,
    reasoning: joined(said, (one) => one['reasoning'] ?? one['reasoning_content'] ?? thoughts(one['content'])),
    // Of an answer that was cut, a call without arguments is not complete.
    toolCalls: calls
      .filter(Boolean)
      .map(({ name, text }) => ({ name, input: finish === 'length' && text === '' ? { invalid: '' } : parsed(text) })),
    finish: refusal ? 'content-filter' : (reasons[ended] ?? 'other'),
    total: usage && (usage.total_tokens ?? usage.prompt_tokens + (usage.completion_tokens ?? 0)),
  }
}

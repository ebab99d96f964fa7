import { failed, joined, parsed, unitsOf } from './reply.ts'
import type { Bag } from './request.ts'
import type { Facts } from '../format.ts'
import type { Recording } from '../recording.ts'

const stops: Bag = { COMPLETE: 'stop', STOP_SEQUENCE: 'stop', MAX_TOKENS: 'length', ERROR_LIMIT: 'length' }
const reasons: Bag = { ...stops, TOOL_CALL: 'tool-calls', ERROR_TOXIC: 'content-filter' }
const list = (value: unknown): Bag[] => (Array.isArray(value) ? value : value ? [value as Bag] : [])

/** Cohere's v2 chat: the reply, in one piece or as a stream. The working is what is thought, and the plan before calls. */
export function saidByCohere(recording: Recording): Facts {
  const units = unitsOf(recording)
  const ends = units.map((unit) => (unit['finish_reason'] ? unit : (unit['delta'] ?? {})))
  const end = ends.find((one) => one['finish_reason']) ?? {}
  const isFailure = recording.status >= 400 || ['ERROR', 'TIMEOUT'].includes(end['finish_reason'])
  if (isFailure) return failed(recording, end['finish_reason'] ? end : undefined)
  const messages: Bag[] = units.flatMap((unit) => unit['message'] ?? unit['delta']?.message ?? [])
  const blocks = messages.flatMap(({ content }) => list(content))
  const calls: { name: string; text: string }[] = []
  for (const { function: called, id } of messages.flatMap(({ tool_calls: all }) => list(all))) {
    // A piece of a call has no id: it belongs to the one before.
    if (id) calls.push({ name: called.name, text: called.arguments ?? '' })
    else calls.at(-1)!.text += called.arguments ?? ''
  }
  const counts: Bag = end['usage']?.billed_units ?? end['usage']?.tokens ?? {}
  const total = (counts['input_tokens'] ?? 0) + (counts['output_tokens'] ?? 0)
  return {
    text: joined(blocks, (block) => block['text']),
    reasoning: joined(blocks, (block) => block['thinking']) + joined(messages, (message) => message['tool_plan']),
    toolCalls: calls.map(({ name, text }) => ({ name, input: parsed(text) ?? {} })),
    finish: reasons[end['finish_reason']] ?? 'other',
    total: total || undefined,
  }
}

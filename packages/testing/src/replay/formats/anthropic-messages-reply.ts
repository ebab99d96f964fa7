import { failed, joined, parsed, unitsOf } from './reply.ts'
import type { Bag } from './request.ts'
import type { Facts } from '../format.ts'
import type { Recording } from '../recording.ts'

const stops: Bag = { end_turn: 'stop', stop_sequence: 'stop', max_tokens: 'length', refusal: 'content-filter' }
const reasons: Bag = { ...stops, model_context_window_exceeded: 'length', tool_use: 'tool-calls' }
const isCount = /^(?:input|output|cache_read_input|cache_creation_input)_tokens$/

/** A block of a stream, with all that its deltas add. */
function whole(block: Bag, index: number, units: readonly Bag[]): Bag {
  const deltas: Bag[] = units.filter((unit) => unit['delta'] && unit['index'] === index).map((unit) => unit['delta'])
  const add = (field: string): string => (block[field] ?? '') + joined(deltas, (delta) => delta[field])
  const json = joined(deltas, (delta) => delta['partial_json'])
  return { ...block, text: add('text'), thinking: add('thinking'), ...(json && { input: parsed(json) }) }
}

/** Messages: the reply, in one piece or as a stream. */
export function saidByMessages(recording: Recording): Facts {
  const units = unitsOf(recording)
  const trouble = units.find((unit) => unit['type'] === 'error')
  if (trouble || recording.status >= 400) return failed(recording, trouble)
  const begun = units.filter((unit) => unit['content_block'])
  const built = begun.map(({ content_block: block, index }) => whole(block, index, units))
  const blocks: Bag[] = units[0]?.['content'] ?? built
  const pairs = units.flatMap((unit) => Object.entries(unit['message']?.usage ?? unit['usage'] ?? {}))
  const usage: Bag = Object.fromEntries(pairs.filter(([, count]) => count !== null))
  const reason = units.map((unit) => unit['stop_reason'] ?? unit['delta']?.stop_reason).findLast(Boolean)
  // The rounds of the model itself; an advisor's are of another model.
  const rounds: Bag[] = usage['iterations']?.filter((round: Bag) => !round['model']) ?? [usage]
  const counts = rounds.flatMap((round) =>
    Object.keys(round).flatMap((name) => (isCount.test(name) ? round[name] : [])),
  )
  const calls = blocks.filter((block) => block['type'] === 'tool_use')
  return {
    text: joined(blocks, (block) => (block['type'] === 'text' ? block['text'] : '')),
    reasoning: joined(blocks, (block) => (block['type'] === 'thinking' ? block['thinking'] : '')),
    toolCalls: calls.map(({ name, input }) => ({ name, input })),
    finish: reasons[reason] ?? 'other',
    total: counts.reduce((sum, count) => sum + count, 0),
  }
}

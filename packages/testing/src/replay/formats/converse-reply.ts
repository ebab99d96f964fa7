import { failed, joined, parsed, unitsOf } from './reply.ts'
import type { Bag } from './request.ts'
import type { Facts } from '../format.ts'
import type { Recording } from '../recording.ts'

const reasons: Bag = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  content_filtered: 'content-filter',
  guardrail_intervened: 'content-filter',
}

/** The blocks of a stream, with all that their deltas add. */
function built(units: readonly Bag[]): readonly Bag[] {
  const numbers = units.flatMap((unit) => {
    const { contentBlockIndex: at } = unit['contentBlockStart'] ?? unit['contentBlockDelta'] ?? {}
    return at === undefined ? [] : [at as number]
  })
  return [...new Set(numbers)].map((number) => {
    const start = units.find((unit) => unit['contentBlockStart']?.contentBlockIndex === number)?.['contentBlockStart']
    const deltas: Bag[] = units.flatMap(({ contentBlockDelta: one }) =>
      one?.contentBlockIndex === number ? [one.delta] : [],
    )
    const call = start?.start?.toolUse
    const thought = joined(deltas, (delta) => delta['reasoningContent']?.text)
    return {
      text: joined(deltas, (delta) => delta['text']),
      reasoningContent: { reasoningText: { text: thought } },
      ...(call && { toolUse: { ...call, input: parsed(joined(deltas, (delta) => delta['toolUse']?.input)) } }),
    }
  })
}

/** Converse: the reply, in one piece or as a stream. */
export function saidByConverse(recording: Recording): Facts {
  const units = unitsOf(recording)
  const trouble = units.find((unit) => Object.keys(unit).some((name) => name.endsWith('Exception')))
  if (trouble || recording.status >= 400) return failed(recording, trouble)
  const [whole] = units
  const blocks: readonly Bag[] = whole!['output']?.message.content ?? built(units)
  const reason = whole!['stopReason'] ?? units.find((unit) => unit['messageStop'])?.['messageStop'].stopReason
  const usage = whole!['usage'] ?? units.find((unit) => unit['metadata'])?.['metadata'].usage
  const calls = blocks.flatMap(({ toolUse }) => (toolUse && toolUse.type !== 'server_tool_use' ? [toolUse] : []))
  const cited = (block: Bag): string => joined(block['citationsContent']?.content ?? [], (one) => one['text'])
  return {
    text: joined(blocks, (block) => (block['text'] ?? '') + cited(block)),
    reasoning: joined(blocks, (block) => block['reasoningContent']?.reasoningText?.text),
    toolCalls: calls.map(({ name, input }) => ({ name, input })),
    finish: reasons[reason] ?? 'other',
    total: usage?.totalTokens,
    requestId: recording.headers['x-amzn-requestid'],
  }
}

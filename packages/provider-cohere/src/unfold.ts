import type { WireChunk, WireReply } from './wire.ts'

/** An answer in one piece, as the events that its stream would have had. */
export function* unfold(reply: WireReply): Iterable<WireChunk> {
  // A sentence in place of the message is an error.
  if (typeof reply.message === 'string') return yield { message: reply.message }
  const { id, message = {}, logprobs, ...end } = reply
  yield { type: 'message-start', ...(id !== undefined && { id }) }
  const { content: said } = message
  const blocks = typeof said === 'string' ? [{ type: 'text', text: said }] : (said ?? [])
  const lastText = blocks.findLastIndex(({ text }) => text !== undefined)
  for (const [index, content] of blocks.entries()) {
    yield { type: 'content-start', index, delta: { message: { content } } }
    if (index !== lastText) continue
    for (const one of logprobs ?? [])
      yield { type: 'content-delta', index, delta: { message: { content: { text: '' } } }, logprobs: one }
  }
  if (message.tool_plan) yield { type: 'tool-plan-delta', delta: { message: { tool_plan: message.tool_plan } } }
  for (const [index, call] of (message.tool_calls ?? []).entries()) {
    yield { type: 'tool-call-start', index, delta: { message: { tool_calls: call } } }
    yield { type: 'tool-call-end', index }
  }
  for (const [index, cited] of (message.citations ?? []).entries())
    yield { type: 'citation-start', index, delta: { message: { citations: cited } } }
  yield { type: 'message-end', delta: end }
}

import { llmError } from '@llmrr/core'
import type { WireBlock, WireChunk, WireCitation, WireDelta, WireEnd, WireMessage } from './wire.ts'

/** A reply in one piece, as the events that its stream would have sent. */
export function* unfold(message: WireMessage): Generator<WireChunk> {
  if (message.type === 'error') {
    yield message as WireChunk
    return
  }
  const { content, usage, stop_reason, stop_sequence, stop_details, container, ...rest } = message
  if (!Array.isArray(content))
    throw llmError(
      'bad-response',
      'The service sent JSON that is no message: its "content" is missing. Check the base URL.',
    )
  yield { type: 'message_start', message: { ...rest, usage } as WireMessage }
  for (const [index, block] of (content as readonly WireBlock[]).entries()) {
    yield* unfoldBlock(index, block)
  }
  yield {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence, stop_details, container } as WireEnd,
    usage: usage ?? null,
  }
  yield { type: 'message_stop' }
}

function* unfoldBlock(index: number, block: WireBlock): Generator<WireChunk> {
  const delta = (piece: WireDelta): WireChunk => ({ type: 'content_block_delta', index, delta: piece })
  const { type } = block
  if (type === 'text') {
    yield { type: 'content_block_start', index, content_block: { ...block, text: '' } }
    for (const citation of (block.citations ?? []) as readonly WireCitation[])
      yield delta({ type: 'citations_delta', citation })
    yield delta({ type: 'text_delta', text: block.text ?? '' })
  } else if (type === 'thinking') {
    yield { type: 'content_block_start', index, content_block: { ...block, thinking: '', signature: '' } }
    yield delta({ type: 'thinking_delta', thinking: block.thinking ?? '' })
    yield delta({ type: 'signature_delta', signature: block.signature ?? '' })
  } else if (/(?:^|_)tool_use$/.test(type)) {
    yield { type: 'content_block_start', index, content_block: { ...block, input: {} } }
    yield delta({ type: 'input_json_delta', partial_json: JSON.stringify(block.input ?? {}) })
  } else yield { type: 'content_block_start', index, content_block: { ...block } }
  yield { type: 'content_block_stop', index }
}

import { argumentPieces } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import type { Written } from './blocks.ts'

/** The keep-alive event. */
export const ping = 'event: ping\ndata: {"type": "ping"}\n\n'

/** The events of one message. */
export function* messageEvents(message: Loose, written: readonly Written[]): Iterable<string> {
  const { stop_reason, stop_sequence, stop_details, usage } = message
  const begun = { ...usage, output_tokens: Math.min(1, usage.output_tokens) }
  delete begun.output_tokens_details
  delete begun.server_tool_use
  yield event('message_start', {
    message: { ...message, content: [], stop_reason: null, stop_sequence: null, stop_details: null, usage: begun },
  })
  for (const [index, { block, pieces }] of written.entries()) {
    yield event('content_block_start', { index, content_block: started(block) })
    if (index === 0) yield ping
    yield* deltas(block, pieces, index)
    // The service pads this event with blanks inside the object.
    yield `event: content_block_stop\ndata: {"type":"content_block_stop","index":${index}      }\n\n`
  }
  yield event('message_delta', { delta: { stop_reason, stop_sequence, stop_details }, usage: cumulative(usage) })
  yield event('message_stop', {})
}

const event = (type: string, facts: Loose): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...facts })}\n\n`

function cumulative({
  input_tokens,
  cache_creation_input_tokens,
  cache_read_input_tokens,
  output_tokens,
  output_tokens_details,
  server_tool_use,
}: Loose): Loose {
  return {
    input_tokens,
    cache_creation_input_tokens,
    cache_read_input_tokens,
    output_tokens,
    output_tokens_details,
    server_tool_use,
  }
}

function started(block: Loose): Loose {
  if (block.type === 'text') return { ...(block.citations && { citations: [] }), type: 'text', text: '' }
  if (block.type === 'thinking') return { type: 'thinking', thinking: '', signature: '' }
  return block.type === 'tool_use' || block.type === 'server_tool_use' ? { ...block, input: {} } : block
}

function* deltas(block: Loose, pieces: readonly string[], index: number): Iterable<string> {
  const head = `event: content_block_delta\ndata: {"type":"content_block_delta","index":${index},"delta":{"type":`
  switch (block.type) {
    case 'text':
      for (const citation of block.citations ?? [])
        yield `${head}"citations_delta","citation":${JSON.stringify(citation)}}}\n\n`
      // Put together from text, since this is where benchmarks spend their time.
      for (const piece of pieces) yield `${head}"text_delta","text":${JSON.stringify(piece)}}}\n\n`
      return
    case 'thinking':
      for (const piece of pieces) yield `${head}"thinking_delta","thinking":${JSON.stringify(piece)}}}\n\n`
      yield `${head}"signature_delta","signature":${JSON.stringify(block.signature)}}}\n\n`
      return
    case 'tool_use':
    case 'server_tool_use':
      yield `${head}"input_json_delta","partial_json":""}}\n\n`
      for (const piece of pieces.flatMap(argumentPieces))
        yield `${head}"input_json_delta","partial_json":${JSON.stringify(piece)}}}\n\n`
      return
    default:
  }
}

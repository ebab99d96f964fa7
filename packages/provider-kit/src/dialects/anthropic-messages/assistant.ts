import { cached } from './cache.ts'
import { safeId, textBlock } from './content.ts'
import { ownState, stateOf, thinkingKey } from './state.ts'
import type { CallState } from './content.ts'
import type { Context, Part, ReasoningPart, TextPart, ToolCallPart } from '@llmrr/core'
import type { WireBlock, WireCitation } from './wire.ts'

/** What is kept of reasoning: a signature, or the whole where the text is hidden. */
export type ThinkingState = { readonly signature?: string; readonly data?: string }

/** What is kept of a cited text. */
export type TextState = { readonly citations?: readonly WireCitation[] }

function thinkingBlock(part: ReasoningPart): WireBlock[] {
  const state = stateOf<ThinkingState>(part, thinkingKey)
  if (state?.data !== undefined) return [{ type: 'redacted_thinking', data: state.data }]
  if (state?.signature !== undefined) return [{ type: 'thinking', thinking: part.text, signature: state.signature }]
  return []
}

function callBlock(part: ToolCallPart, context: Context): WireBlock {
  const { id, name, input, invalid, cache } = part
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
  return {
    type: 'tool_use',
    id: safeId(id),
    name,
    // Claude takes objects only; the key is the one that its documentation names for arguments that are not JSON.
    input: invalid !== undefined ? { INVALID_JSON: invalid } : isObject ? input : { input },
    ...ownState<CallState>(part, context),
    ...cached(cache),
  }
}

/** Blocks of a part that the model has said. What only its own service understands is left out when it is another's. */
export function assistantBlocks(part: Part, context: Context): readonly WireBlock[] {
  switch (part.type) {
    case 'text': {
      const citations = ownState<TextState>(part, context)?.citations
      return textBlock(part as TextPart).map((block) => (citations ? { ...block, citations } : block))
    }
    case 'reasoning':
      return thinkingBlock(part)
    case 'tool-call':
      if (part.by === undefined) return [callBlock(part, context)]
      break
    case 'media':
      context.warn('messages', 'Claude takes no media in answers of the assistant; it was left out.')
      return []
    case 'source':
      return []
    case 'tool-result':
      if (part.by === undefined)
        context.warn('messages', `The result of ${part.name} stands in an answer of the assistant; it was left out.`)
      break
    default:
  }
  const own = ownState<WireBlock>(part, context)
  return typeof own?.type === 'string' ? [{ ...own }] : []
}

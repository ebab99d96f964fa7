import { cached } from './cache.ts'
import { mediaBlock } from './media.ts'
import { optionsOf } from './options.ts'
import { ownState } from './state.ts'
import type { Context, Part, SourcePart, TextPart, ToolResultPart } from '@llmrr/core'
import type { WireBlock } from './wire.ts'

/** What of a call its result must repeat. */
export type CallState = { readonly caller?: unknown; readonly toolset_name?: unknown }

/** Claude takes letters, digits, `_` and `-` only; ids of other services may have more. */
export const safeId = (id: string): string => id.replace(/[^\w-]/g, '_')

/** Block of a text; none for blank text, which Claude refuses. */
export const textBlock = ({ text, cache }: TextPart): WireBlock[] =>
  text.trim() === '' ? [] : [{ type: 'text', text, ...cached(cache) }]

const sourceBlock = (part: SourcePart, context: Context): WireBlock => ({
  type: 'search_result',
  source: part.url ?? part.id ?? part.title ?? 'source',
  title: part.title ?? part.url ?? 'source',
  content: [{ type: 'text', text: part.text }],
  ...(optionsOf(context).citeSources && { citations: { enabled: true } }),
})

/** Blocks of a part that a user (or a tool) says. */
export function userBlocks(part: Part, calls: ReadonlyMap<string, CallState>, context: Context): readonly WireBlock[] {
  switch (part.type) {
    case 'text':
      return textBlock(part as TextPart)
    case 'media':
      return [mediaBlock(part, context)]
    case 'source':
      return part.text ? [sourceBlock(part, context)] : []
    case 'tool-result':
      return [resultBlock(part, calls, context)]
    default: {
      const own = part.type.startsWith('x-') ? ownState<WireBlock>(part, context) : undefined
      return typeof own?.type === 'string' ? [{ ...own }] : []
    }
  }
}

function resultBlock(part: ToolResultPart, calls: ReadonlyMap<string, CallState>, context: Context): WireBlock {
  const { id, output, parts, error, cache } = part
  const toolset = calls.get(id)?.toolset_name
  return {
    type: 'tool_result',
    tool_use_id: safeId(id),
    content: parts
      ? compact(parts.flatMap((one) => userBlocks(one, calls, context)))
      : typeof output === 'string'
        ? output
        : JSON.stringify(output),
    ...(error && { is_error: true }),
    ...(toolset !== undefined && { toolset_name: toolset }),
    ...cached(cache),
  }
}

/** One plain text as a string, which is how most people write it. */
export function compact(blocks: readonly WireBlock[]): string | readonly WireBlock[] {
  const [first] = blocks
  return blocks.length === 1 && first!.type === 'text' && Object.keys(first!).length === 2 ? first!.text! : blocks
}

import { stateFor, thinkingKey } from './state.ts'
import { parseToolInput } from '../../tool-input.ts'
import type { CallState } from './content.ts'
import type { Context, Json, Part, SourcePart, ToolCallPart } from '@llmrr/core'
import type { WireBlock } from './wire.ts'

const isList = (value: unknown): value is readonly WireBlock[] => Array.isArray(value)

// What was found comes sealed beside the facts; it goes back whole with the state, and is of no use to anybody else.
function withoutSealed(value: unknown): Json {
  if (isList(value)) return value.map(withoutSealed)
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json
  const open = Object.entries(value).filter(([field]) => !field.startsWith('encrypted_'))
  return Object.fromEntries(open.map(([field, inner]) => [field, withoutSealed(inner)]))
}

/** The pages that a result brings. */
function sourcesOf({ content }: WireBlock): SourcePart[] {
  const found = isList(content) ? content : [content as WireBlock | undefined]
  return found.flatMap((one) => {
    if ((one?.type !== 'web_search_result' && one?.type !== 'web_fetch_result') || typeof one['url'] !== 'string')
      return []
    const page = one.content as
      | { readonly title?: unknown; readonly source?: { readonly media_type?: string } }
      | undefined
    const title = one['title'] ?? page?.title
    const mediaType = page?.source?.media_type
    return [
      {
        type: 'source' as const,
        url: one['url'],
        ...(typeof title === 'string' && { title }),
        ...(mediaType !== undefined && { mediaType }),
      },
    ]
  })
}

const isFailed = ({ content, is_error: failed }: WireBlock): boolean =>
  failed === true || String((content as WireBlock | undefined)?.type ?? '').endsWith('_error')

/** A call of one of the caller's tools. `json` is what its deltas have built. */
export function callPart(block: WireBlock, json: string, context: Context): ToolCallPart {
  const { id = '', name = '', input } = block
  const kept: CallState = {
    // A call that code has made says so when it comes back, and one of a set of tools names the set.
    ...((block['caller'] as { readonly type?: string } | undefined)?.type?.startsWith('code_execution') && {
      caller: block['caller'],
    }),
    ...(typeof block['toolset_name'] === 'string' && { toolset_name: block['toolset_name'] }),
  }
  return {
    type: 'tool-call',
    id,
    name,
    ...(json === '' && input !== undefined ? { input: input as Json } : parseToolInput(json)),
    ...(Object.keys(kept).length > 0 && { state: stateFor(context, kept) }),
  }
}

/** The parts of a block that comes whole: what the service ran by itself, hidden thinking, and what only Claude knows. */
export function wholeParts(
  block: WireBlock,
  json: string,
  names: ReadonlyMap<string, string>,
  context: Context,
): Part[] {
  const { type, id = '', name = '', tool_use_id: callId = '' } = block
  if (type === 'redacted_thinking') {
    return [{ type: 'reasoning', text: '', redacted: true, state: { [thinkingKey]: { data: block.data ?? '' } } }]
  }
  if (type === 'server_tool_use' || type === 'mcp_tool_use') {
    const { input } = callPart(block, json, context)
    return [
      {
        type: 'tool-call',
        id,
        name,
        input,
        by: 'provider',
        state: stateFor(context, { ...block, input: input ?? {} }),
      },
    ]
  }
  if (type.endsWith('_tool_result')) {
    return [
      {
        type: 'tool-result',
        id: callId,
        name: names.get(callId) ?? type.replace(/_tool_result$/, ''),
        output: withoutSealed(block.content),
        by: 'provider',
        ...(isFailed(block) && { error: true }),
        state: stateFor(context, block),
      },
      ...sourcesOf(block),
    ]
  }
  const { type: _, ...data } = block
  return [{ type: `x-${type.replaceAll('_', '-')}`, data: withoutSealed(data), state: stateFor(context, block) }]
}

import { mediaOf } from '../../media.ts'
import { parseToolInput } from '../../tool-input.ts'
import { asState } from './wire.ts'
import type { Json, Part, ToolResultPart } from '@llmrr/core'
import type { ItemState, WireItem } from './wire.ts'

type Outcome = Pick<ToolResultPart, 'output' | 'parts' | 'error'>

const list = (value: unknown): readonly { readonly [key: string]: unknown }[] => (Array.isArray(value) ? value : [])

/** What goes into a hosted tool, where it is not in `arguments`, `action` or `input`. */
const inputs: Readonly<Record<string, (item: WireItem) => unknown>> = {
  web_search_call: (item) => {
    const { sources: _, ...action } = (item['action'] ?? {}) as { sources?: unknown }
    return action
  },
  file_search_call: (item) => ({ queries: item['queries'] ?? [] }),
  code_interpreter_call: (item) => ({ code: item['code'] ?? '' }),
  image_generation_call: (item) => ({ prompt: item['revised_prompt'] ?? null }),
  mcp_list_tools: (item) => ({ server: item['server_label'] ?? null }),
  program: (item) => ({ code: item['code'] ?? '' }),
}

/** What came out of it, where it stands in the same item. */
const outcomes: Readonly<Record<string, (item: WireItem) => Outcome | undefined>> = {
  web_search_call: (item) => {
    const results = item['results'] ?? (item['action'] as { sources?: unknown } | undefined)?.sources
    return results ? { output: results as Json } : undefined
  },
  file_search_call: (item) => (item['results'] ? { output: item['results'] as Json } : undefined),
  code_interpreter_call: (item) => {
    const outputs = list(item['outputs'])
    if (outputs.length === 0) return undefined
    return {
      parts: outputs.map((output): Part =>
        output['type'] === 'image'
          ? mediaOf(String(output['url']), 'image/*')
          : { type: 'text', text: String(output['logs'] ?? '') },
      ),
    }
  },
  mcp_call: (item) => {
    const error = item['error']
    if (error) return { output: error as Json, error: true }
    return item['output'] == null ? undefined : { output: item['output'] as Json }
  },
  mcp_list_tools: (item) =>
    item['error'] ? { output: item['error'] as Json, error: true } : { output: (item['tools'] ?? []) as Json },
  image_generation_call: (item) => (item['error'] ? { output: item['error'] as Json, error: true } : undefined),
}

const inputOf = (item: WireItem): Json => {
  // xAI tells the input of every tool in the same way.
  const read = item['arguments'] == null && Object.hasOwn(inputs, item.type) ? inputs[item.type] : undefined
  if (read) return read(item) as Json
  const given = item['arguments'] ?? item['action'] ?? item['input'] ?? {}
  if (typeof given !== 'string') return given as Json
  const { input, invalid } = parseToolInput(given)
  return invalid ?? input
}

/** Whether the item is a call of a tool that the service runs. */
export const isHostedCall = (type: string): boolean => /_call$|^mcp_list_tools$|^program$/.test(type)

/** Whether the item is the result of one, where it comes by itself. */
export const isHostedResult = (type: string): boolean => type.endsWith('_output')

const nameOf = (item: WireItem): string => item.name ?? item.type.replace(/_call$/, '')

/**
 * The parts of a hosted tool's call: the call, which holds the whole item as state, then what came out of it. A picture is
 * a part of the answer itself.
 */
export function hostedParts(item: WireItem, state: ItemState, origin: string): Part[] {
  const id = item.id ?? item.call_id ?? ''
  const name = nameOf(item)
  const call: Part = { type: 'tool-call', by: 'provider', id, name, input: inputOf(item) }
  const outcome = Object.hasOwn(outcomes, item.type) ? outcomes[item.type]?.(item) : undefined
  const result: Part[] = outcome ? [{ type: 'tool-result', by: 'provider', id, name, ...outcome }] : []
  const picture = item['result']
  if (item.type === 'image_generation_call' && typeof picture === 'string') {
    // The item's picture is the part's own data, so it is not held twice.
    const { result: _, ...rest } = item
    const mediaType = `image/${typeof item['output_format'] === 'string' ? item['output_format'].replace('svg', 'svg+xml') : 'png'}`
    return [call, { type: 'media', mediaType, data: picture, state: asState(origin, { ...state, item: rest }) }]
  }
  return [{ ...call, state: asState(origin, state) }, ...result]
}

/** The part of a result that comes as an item of its own. */
export function hostedResult(item: WireItem, state: ItemState, origin: string): Part {
  return {
    type: 'tool-result',
    by: 'provider',
    id: item.call_id ?? item.id ?? '',
    name: item.name ?? item.type.replace(/(?:_call)?_output$/, ''),
    output: (item['output'] ?? item['result'] ?? item['tools'] ?? null) as Json,
    state: asState(origin, state),
  }
}

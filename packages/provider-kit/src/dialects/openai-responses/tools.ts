import type { ResolvedChatRequest } from '@llmrr/core'
import type { ResponsesOptions } from './options.ts'
import type { WireInput } from './wire.ts'

/** The caller's functions, then the hosted tools of the target's options. */
export function toTools(request: ResolvedChatRequest, options: ResponsesOptions): readonly WireInput[] | undefined {
  const functions = (request.tools ?? []).map(({ name, description, input, strict }) => ({
    type: 'function',
    name,
    ...(description !== undefined && { description }),
    parameters: input,
    // The service's own default is strict, which refuses most schemas that were not written for it.
    strict: strict ?? false,
    ...(options.deferredTools?.includes(name) && { defer_loading: true }),
  }))
  const tools = [...functions, ...(options.tools ?? [])]
  return tools.length > 0 ? tools : undefined
}

/** The choice among them. A named tool may also be a hosted one, by its type, or a custom one. */
export function toToolChoice(request: ResolvedChatRequest, options: ResponsesOptions): string | WireInput | undefined {
  const { toolChoice: choice } = request
  if (options.allowedTools) {
    const mode = choice === 'required' ? 'required' : 'auto'
    return { type: 'allowed_tools', mode, tools: options.allowedTools.map((name) => named(name, request, options)) }
  }
  return choice === undefined || typeof choice === 'string' ? choice : named(choice.tool, request, options)
}

function named(name: string, request: ResolvedChatRequest, options: ResponsesOptions): WireInput {
  if (request.tools?.some((tool) => tool.name === name)) return { type: 'function', name }
  if (options.tools?.some(({ type, name: custom }) => type === 'custom' && custom === name))
    return { type: 'custom', name }
  const server = options.tools?.find(({ type, server_label: label }) => type === 'mcp' && label === name)
  if (server) return { type: 'mcp', server_label: name }
  return options.tools?.some(({ type }) => type === name) ? { type: name } : { type: 'function', name }
}

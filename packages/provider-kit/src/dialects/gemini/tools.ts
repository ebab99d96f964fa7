import { optionsOf } from './options.ts'
import type { Context, ResolvedChatRequest, ResolvedTool } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'

const declaration = ({ name, description, input }: ResolvedTool): object => ({
  name,
  ...(description !== undefined && { description }),
  parametersJsonSchema: input,
})

type ToolConfig = { readonly functionCallingConfig?: object; readonly [field: string]: unknown }

function calling({ tools, toolChoice }: ResolvedChatRequest): object | undefined {
  if (!tools?.length) return undefined
  if (typeof toolChoice === 'object') return { mode: 'ANY', allowedFunctionNames: [toolChoice.tool] }
  if (toolChoice === 'none') return { mode: 'NONE' }
  if (toolChoice === 'required') return { mode: 'ANY' }
  // Calls are then held to their schemas, as they are under ANY.
  if (tools.some(({ strict }) => strict)) return { mode: 'VALIDATED' }
  return toolChoice === 'auto' ? { mode: 'AUTO' } : undefined
}

/** The tools of a request and how they are to be chosen. */
export function toTools(
  request: ResolvedChatRequest,
  quirks: GeminiQuirks,
  context: Context,
): { readonly tools?: readonly object[]; readonly toolConfig?: ToolConfig } {
  const options = optionsOf(context)
  const own = (options.tools ?? []).map((tool) => (typeof tool === 'string' ? { [tool]: {} } : tool))
  const declared = request.tools?.length ? [{ functionDeclarations: request.tools.map(declaration) }] : []
  const wanted = calling(request)
  const { functionCallingConfig, ...given } = (options.toolConfig ?? {}) as ToolConfig
  const config = {
    ...(quirks.mixesToolsByFlag && own.length > 0 && declared.length > 0 && { includeServerSideToolInvocations: true }),
    ...given,
    ...((wanted ?? functionCallingConfig) && { functionCallingConfig: { ...functionCallingConfig, ...wanted } }),
  }
  return {
    ...(own.length + declared.length > 0 && { tools: [...declared, ...own] }),
    ...(Object.keys(config).length > 0 && { toolConfig: config }),
  }
}

import { cached } from './cache.ts'
import { optionsOf } from './options.ts'
import { closedSchema } from './schema.ts'
import type { Context, ResolvedChatRequest, ResolvedTool, ToolChoice } from '@llmrr/core'
import type { MessagesOptions } from './options.ts'
import type { ClaudeTraits } from './traits.ts'
import type { WireTool } from './wire.ts'

// As of 2026-11-22: the versions that every current model takes.
const versions: Readonly<Record<string, string>> = {
  web_search: 'web_search_20250305',
  web_fetch: 'web_fetch_20250910',
  code_execution: 'code_execution_20250825',
  tool_search_tool_bm25: 'tool_search_tool_bm25_20251119',
  tool_search_tool_regex: 'tool_search_tool_regex_20251119',
  memory: 'memory_20250818',
  bash: 'bash_20250124',
  text_editor: 'text_editor_20250728',
}

/** The name that the service wants with a type of tool; none for sets of tools. */
function nameOf(type: string): string | undefined {
  if (type.includes('toolset')) return undefined
  if (type.startsWith('text_editor_'))
    return type === 'text_editor_20250124' ? 'str_replace_editor' : 'str_replace_based_edit_tool'
  return type.replace(/_\d{8}$/, '')
}

function ownTool(given: string | WireTool): WireTool {
  const { type = '', ...fields } = typeof given === 'string' ? { type: given } : given
  const versioned = versions[type] ?? type
  const name = fields.name ?? nameOf(versioned)
  return { type: versioned, ...(name !== undefined && { name }), ...fields }
}

/** The beta that connects to MCP servers without naming their tools. */
const isOldMcp = (options: MessagesOptions): boolean => options.betas?.includes('mcp-client-2025-04-04') ?? false

function mcpToolsets(options: MessagesOptions, own: readonly WireTool[]): WireTool[] {
  if (isOldMcp(options)) return []
  const named = new Set(own.map((tool) => tool['mcp_server_name']))
  return (options.mcpServers ?? [])
    .filter(({ name }) => !named.has(name))
    .map(({ name }) => ({ type: 'mcp_toolset', mcp_server_name: name }))
}

function callerTool(tool: ResolvedTool, at: number, traits: ClaudeTraits, context: Context): WireTool {
  const { name, description, input, strict, cache } = tool
  const options = optionsOf(context).toolOptions?.[name]
  const isStrict = strict === true && traits.schemas
  const { schema, lost } = isStrict ? closedSchema(input) : { schema: input, lost: [] }
  if (strict === true && !traits.schemas)
    context.warn(`tools[${at}].strict`, `${context.target.model} has no strict tools; arguments may break the schema.`)
  if (lost.length > 0)
    context.warn(
      `tools[${at}].input`,
      `Strict tools of Claude do not enforce ${lost.join(', ')}; the model is only told of it.`,
    )
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: { type: 'object', ...schema },
    ...(isStrict && { strict: true }),
    ...(options?.deferLoading !== undefined && { defer_loading: options.deferLoading }),
    ...(options?.eagerInputStreaming !== undefined && { eager_input_streaming: options.eagerInputStreaming }),
    ...(options?.allowedCallers && { allowed_callers: options.allowedCallers }),
    ...(options?.inputExamples && { input_examples: options.inputExamples }),
    ...cached(cache),
  }
}

/** The tools of a request, the caller's first. */
export function toTools(request: ResolvedChatRequest, traits: ClaudeTraits, context: Context): WireTool[] {
  const options = optionsOf(context)
  const own = (options.tools ?? []).map((tool) => ownTool(tool as string | WireTool))
  const callers = (request.tools ?? []).map((tool, at) => callerTool(tool, at, traits, context))
  return [...callers, ...own, ...mcpToolsets(options, own)]
}

/** Whether a request's tools run at the service in a container that may be used again. */
export const usesContainer = (tools: readonly WireTool[]): boolean =>
  tools.some(({ type }) => type !== undefined && /^(?:code_execution|web_search|web_fetch)/.test(type))

/** Whether a choice makes the model call a tool. */
export const isForced = (choice: ToolChoice | undefined): boolean => choice === 'required' || typeof choice === 'object'

/** How tools are to be chosen; `undefined` leaves it to the service. */
export function toToolChoice(
  { toolChoice: wanted, parallelToolCalls }: ResolvedChatRequest,
  tools: readonly WireTool[],
  traits: ClaudeTraits,
  context: Context,
): { readonly type: string; readonly name?: string; readonly disable_parallel_tool_use?: boolean } | undefined {
  if (tools.length === 0) return undefined
  const isRefused = !traits.forcedTools && isForced(wanted)
  if (isRefused) context.warn('toolChoice', `${context.target.model} cannot be forced to call a tool; it may call one.`)
  const choice = isRefused ? 'auto' : wanted
  const one = parallelToolCalls === false && { disable_parallel_tool_use: true }
  if (typeof choice === 'object') return { type: 'tool', name: choice.tool, ...one }
  if (choice === 'none') return { type: 'none' }
  if (choice === 'required') return { type: 'any', ...one }
  // `auto` is the default, and said where it carries the other field.
  return choice === 'auto' || one ? { type: 'auto', ...one } : undefined
}

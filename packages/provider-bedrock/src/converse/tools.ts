import { optionsOf } from '../options.ts'
import { traitsOf } from './model-ways.ts'
import type { Context, ResolvedChatRequest, ResolvedTool, ToolChoice } from '@llmrr/core'
import type { CacheMarks } from './cache.ts'
import type { WireMessage, WireTool } from './wire.ts'

function callerTool(tool: ResolvedTool, at: number, marks: CacheMarks, context: Context): readonly WireTool[] {
  const { name, description, input, strict, cache } = tool
  const { schemas, close } = traitsOf(context.target)
  const isStrict = strict === true && schemas
  if (strict === true && !schemas)
    context.warn(`tools[${at}].strict`, `${context.target.model} has no strict tools; arguments may break the schema.`)
  const { schema, lost } = isStrict ? close(input) : { schema: input, lost: [] }
  if (lost.length > 0)
    context.warn(`tools[${at}].input`, `Strict tools do not enforce ${lost.join(', ')}; the model is only told of it.`)
  const toolSpec = {
    name,
    inputSchema: { json: { type: 'object', ...schema } },
    ...(description !== undefined && description !== '' && { description }),
    ...(isStrict && { strict: true }),
  }
  return [{ toolSpec }, ...marks.afterTool(cache)]
}

/** Names of the tools in a conversation. */
const usedTools = (messages: readonly WireMessage[]): readonly string[] => [
  ...new Set(
    messages.flatMap(({ content }) =>
      content.flatMap(({ toolUse }) => (toolUse && toolUse.type !== 'server_tool_use' ? [toolUse.name] : [])),
    ),
  ),
]

const hasToolBlocks = (messages: readonly WireMessage[]): boolean =>
  messages.some(({ content }) => content.some((block) => block.toolUse ?? block.toolResult))

/** The list of tools, caller's first, with what must be there because the conversation has used tools. */
export function toTools(
  { tools = [], toolChoice }: ResolvedChatRequest,
  messages: readonly WireMessage[],
  marks: CacheMarks,
  context: Context,
): readonly WireTool[] {
  const isUsed = hasToolBlocks(messages)
  if (toolChoice === 'none' && !isUsed) return []
  const system = (optionsOf(context).tools ?? []).flatMap((tool): WireTool[] => [
    { systemTool: { name: typeof tool === 'string' ? tool : tool.type } },
  ])
  const own = tools.flatMap((tool, at) => callerTool(tool, at, marks, context))
  if (own.length + system.length > 0 || !isUsed) return [...own, ...system]
  // A conversation with calls is refused without tools, also when it is to be answered without.
  const names = usedTools(messages)
  return (names.length > 0 ? names : ['tool']).map((name) => ({
    toolSpec: {
      name,
      description: 'Not available any more: answer from the results that there are.',
      inputSchema: { json: { type: 'object', properties: {} } },
    },
  }))
}

/** What is asked for, or what the model takes instead. */
export function toolChoiceOf({ toolChoice }: ResolvedChatRequest, context: Context): ToolChoice | undefined {
  const isForced = toolChoice === 'required' || typeof toolChoice === 'object'
  if (!isForced || (traitsOf(context.target).claude?.forcedTools ?? true)) return toolChoice
  context.warn('toolChoice', `${context.target.model} cannot be forced to call a tool; it may call one.`)
  return 'auto'
}

/** How tools are to be chosen; `undefined` leaves it to the model. */
export function toToolChoice(
  { toolChoice }: Pick<ResolvedChatRequest, 'toolChoice'>,
  tools: readonly WireTool[],
  context: Context,
): object | undefined {
  if (toolChoice === undefined || tools.length === 0) return undefined
  if (typeof toolChoice === 'object') return { tool: { name: toolChoice.tool } }
  if (toolChoice === 'required') return { any: {} }
  if (toolChoice === 'none')
    context.warn(
      'toolChoice',
      'Converse has no "none", and this conversation needs its tools; the model may call them.',
    )
  return toolChoice === 'auto' ? { auto: {} } : undefined
}

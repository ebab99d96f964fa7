import type { Ask, AskMessage, AskTool } from '../brain/types.ts'
import { textOf } from '../family/ask.ts'
import type { Loose } from '../http/loose.ts'
import { effortFor } from '../openai/rules.ts'
import type { Call } from '../service.ts'
import { keptTool } from './tools.ts'

/** A Responses body and its whole conversation in the brain's words. */
export function askOf({ service, body }: Call, items: readonly Loose[]): Ask {
  const isSystem = ({ role }: Loose): boolean => role === 'system' || role === 'developer'
  const format = body.text?.format
  const { tools, choice } = offered(body)
  return {
    service: service.slug,
    model: body.model,
    system: [body.instructions ?? '', ...items.filter(isSystem).map(({ content }) => textOf(content))]
      .filter(Boolean)
      .join('\n'),
    messages: items.filter((item) => !isSystem(item) && item.type !== 'reasoning').map(messageOf),
    tools,
    toolChoice: choice,
    parallel: body.parallel_tool_calls ?? true,
    schema: format?.type === 'json_schema' ? format.schema : format?.type === 'json_object' ? true : undefined,
    reasoning: effortFor(body.model, body.reasoning?.effort) !== 'none',
    maxTokens: body.max_output_tokens ?? undefined,
    stop: [],
    serverTools: (body.tools ?? [])
      .map(({ type }: Loose) => type)
      .filter((type: string) => type !== 'function' && type !== 'custom'),
    documents: [],
  }
}

function offered({ tools = [], tool_choice: choice }: Loose): { tools: AskTool[]; choice: Ask['toolChoice'] } {
  const named: AskTool[] = (tools ?? [])
    .map(keptTool)
    .filter(({ type }: Loose) => type === 'function' || type === 'custom')
    .map(({ type, name, parameters }: Loose) => ({
      name,
      schema: type === 'custom' ? undefined : (parameters ?? { type: 'object', properties: {} }),
    }))
  if (choice?.type === 'allowed_tools') {
    const allowed = new Set(choice.tools.map(({ name }: Loose) => name))
    return { tools: named.filter(({ name }) => allowed.has(name)), choice: choice.mode }
  }
  if (typeof choice === 'object' && choice?.name) return { tools: named, choice: { name: choice.name } }
  return { tools: named, choice: typeof choice === 'string' ? (choice as Ask['toolChoice']) : 'auto' }
}

function messageOf(item: Loose): AskMessage {
  if (item.type === 'function_call_output' || item.type === 'custom_tool_call_output') {
    return { role: 'tool', text: textOf(item.output), media: mediaOf(item.output) }
  }
  if (item.type === 'function_call') return { role: 'assistant', text: `${item.name}(${item.arguments})`, media: [] }
  if (item.type === 'custom_tool_call') return { role: 'assistant', text: `${item.name}(${item.input})`, media: [] }
  return { role: item.role === 'user' ? 'user' : 'assistant', text: textOf(item.content), media: mediaOf(item.content) }
}

const kinds: Readonly<Record<string, string>> = { input_image: 'image', input_file: 'document', input_audio: 'audio' }

const mediaOf = (content: Loose): string[] =>
  Array.isArray(content) ? content.map(({ type }) => kinds[type]).filter((kind) => kind !== undefined) : []

import type { Ask, AskMessage } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'

/** A chat completions body in the brain's words. */
export function askOf(call: Call, reasoning: boolean): Ask {
  const body = call.body
  const messages: Loose[] = body.messages
  const system = messages.filter(({ role }) => role === 'system' || role === 'developer')
  const choice = body.tool_choice
  const format = body.response_format
  const stop = body.stop ?? []
  return {
    service: call.service.slug,
    model: body.model,
    system: system.map(({ content }) => textOf(content)).join('\n'),
    messages: messages.filter((message) => !system.includes(message)).map(messageOf),
    tools: (body.tools ?? []).filter(isCallable).map((tool: Loose) => ({
      name: tool.function?.name ?? tool.custom?.name,
      schema: tool.type === 'custom' ? undefined : (tool.function?.parameters ?? { type: 'object', properties: {} }),
    })),
    toolChoice:
      typeof choice === 'object' && choice
        ? { name: choice.function?.name ?? choice.custom?.name }
        : (choice ?? 'auto'),
    parallel: body.parallel_tool_calls ?? true,
    schema:
      format?.type === 'json_schema'
        ? format.json_schema.schema
        : format?.type === 'json_object'
          ? (schemaIn(system.map(({ content }) => textOf(content)).join('\n')) ?? true)
          : undefined,
    reasoning,
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    stop: typeof stop === 'string' ? [stop] : stop,
    serverTools: body.web_search_options ? ['web_search'] : [],
    documents: [],
  }
}

/** A schema that stands in the words of the prompt on a line of its own, as a good model would follow it. */
function schemaIn(text: string): Loose {
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue
    try {
      const schema = JSON.parse(line) as Loose
      if (schema.type !== undefined || schema.properties !== undefined) return schema
    } catch {
      continue // Something else in braces.
    }
  }
  return undefined
}

const isCallable = ({ type }: Loose): boolean => type === 'function' || type === 'custom'

function messageOf({ role, content, tool_calls: calls }: Loose): AskMessage {
  const parts: Loose[] = Array.isArray(content) ? content : []
  const said = textOf(content)
  const called = (calls ?? []).map(
    (call: Loose) => `${call.function?.name ?? call.custom?.name}(${call.function?.arguments ?? call.custom?.input})`,
  )
  return {
    role: role === 'tool' || role === 'function' ? 'tool' : role === 'assistant' ? 'assistant' : 'user',
    text: [said, ...called].filter(Boolean).join('\n'),
    media: parts.map(({ type }) => mediaKinds[type as keyof typeof mediaKinds]).filter(Boolean),
  }
}

const mediaKinds = {
  image_url: 'image',
  input_audio: 'audio',
  file: 'document',
  document_url: 'document',
  video_url: 'video',
} as const

/** The text of a string or of parts. */
export function textOf(content: Loose): string {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((part) => part?.text ?? part?.refusal ?? '').join('') : ''
}

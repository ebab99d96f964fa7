import type { Ask, AskDocument, AskMessage } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'
import { thinks } from './check.ts'

const choices: Readonly<Record<string, Ask['toolChoice']>> = { REQUIRED: 'required', NONE: 'none' }

/** A chat body in the brain's words. */
export function askOf({ service, body }: Call): Ask {
  const { response_format: format, thinking } = body
  return {
    service: service.slug,
    model: body.model,
    system: turnsOf(body.messages, ['system'])
      .map(({ text }) => text)
      .join('\n'),
    messages: turnsOf(body.messages, ['user', 'assistant', 'tool']),
    tools: (body.tools ?? []).map(({ function: tool }: Loose) => ({ name: tool.name, schema: tool.parameters })),
    toolChoice: choices[body.tool_choice] ?? 'auto',
    parallel: true,
    schema: format?.type === 'json_object' ? (format.json_schema ?? format.schema ?? true) : undefined,
    reasoning: thinks(body.model) && thinking?.type !== 'disabled',
    maxTokens: body.max_tokens,
    stop: body.stop_sequences ?? [],
    serverTools: [],
    documents: /OFF|DISABLED/u.test(body.citation_options?.mode ?? '') ? [] : (body.documents ?? []).map(documentOf),
  }
}

const turnsOf = (messages: Loose[], roles: readonly string[]): AskMessage[] =>
  messages
    .filter(({ role }) => roles.includes(role))
    .map(({ role, content }) => ({ role, text: textOf(content), media: mediaOf(content) }))

const textOf = (content: Loose): string =>
  typeof content === 'string' ? content : (content ?? []).map(partText).join('')

function partText({ text, document }: Loose): string {
  if (document === undefined) return text ?? ''
  return typeof document.data === 'string' ? document.data : JSON.stringify(document.data)
}

const mediaOf = (content: Loose): string[] =>
  Array.isArray(content) ? content.filter(({ type }) => type === 'image_url').map(() => 'image') : []

function documentOf(document: Loose): AskDocument {
  const data = typeof document === 'string' ? document : document.data
  const text = typeof data === 'string' ? data : (data.text ?? data.snippet ?? Object.values(data).join('. '))
  return { title: data.title ?? null, text: String(text), pages: false }
}

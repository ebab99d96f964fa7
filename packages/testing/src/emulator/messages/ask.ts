import type { Ask, AskDocument, AskMessage } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'
import { factsOf } from './model.ts'

/** A Messages body in the brain's words. */
export function askOf({ service, body }: Call): Ask {
  const facts = factsOf(body.model)
  const type = body.thinking?.type ?? (facts.thinkingByDefault ? 'adaptive' : 'disabled')
  const choice = body.tool_choice ?? { type: 'auto' }
  const tools: Loose[] = body.tools ?? []
  const blocks: Loose[] = body.messages.flatMap(({ content }: Loose) => (Array.isArray(content) ? content : []))
  return {
    service: service.slug,
    model: body.model,
    system: textOf(body.system),
    messages: body.messages.flatMap(turnsOf),
    tools: tools
      .filter((tool) => !tool.type || tool.type === 'custom')
      .map(({ name, input_schema: schema }) => ({ name, schema })),
    toolChoice: choice.type === 'tool' ? { name: choice.name } : choice.type === 'any' ? 'required' : choice.type,
    parallel: choice.disable_parallel_tool_use !== true,
    // The second is the spelling of its beta.
    schema: (body.output_config?.format ?? body.output_format)?.schema,
    reasoning: type === 'enabled' || type === 'adaptive',
    maxTokens: body.max_tokens,
    stop: body.stop_sequences ?? [],
    serverTools: tools.filter(({ type }) => type && type !== 'custom').map(({ type }) => type),
    documents: blocks
      .filter(({ type }) => type === 'document')
      .map(documentOf)
      .filter((one) => one !== undefined),
  }
}

// A user turn with tool results is one turn for each of them, and then what the user said beside them.
function turnsOf({ role, content }: Loose): AskMessage[] {
  if (typeof content === 'string')
    return [{ role: role === 'assistant' ? 'assistant' : 'user', text: content, media: [] }]
  const results = content.filter(({ type }: Loose) => type === 'tool_result')
  const rest = content.filter(({ type }: Loose) => type !== 'tool_result')
  const turns: AskMessage[] = results.map((one: Loose) => ({
    role: 'tool',
    text: textOf(one.content),
    media: mediaOf(one.content),
  }))
  if (rest.length > 0 || results.length === 0)
    turns.push({ role: role === 'assistant' ? 'assistant' : 'user', text: textOf(rest), media: mediaOf(rest) })
  return turns
}

/** The text of a string or of blocks. */
export function textOf(content: Loose): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map(({ type, text, name, input }) => (type === 'tool_use' ? `${name}(${JSON.stringify(input)})` : (text ?? '')))
    .join('')
}

const mediaOf = (content: Loose): string[] =>
  Array.isArray(content)
    ? content.map(({ type }) => type).filter((type) => type === 'image' || type === 'document')
    : []

// Documents that are not to be cited keep their place, since citations count them.
function documentOf({ source, title, citations }: Loose): AskDocument {
  const cited = citations?.enabled === true
  const text =
    source.type === 'text'
      ? source.data
      : source.type === 'content'
        ? textOf(source.content)
        : `The document ${title ?? 'without a title'} begins here.`
  return { title: title ?? null, text: cited ? text : '', pages: source.type !== 'text' && source.type !== 'content' }
}

import { llmError } from '@llmrr/core'
import {
  chatDefaults,
  eitherDialect,
  openaiChatDialect,
  openaiMedia,
  openaiResponses,
  vendorHttp,
} from '@llmrr/provider-kit'
import { dialectOf } from './servers.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, MediaPart, Reasoning, ResolvedChatRequest } from '@llmrr/core'
import type { OpenAIChatQuirks, OpenAIVendor } from '@llmrr/provider-kit'
import type { ServerManner } from './servers.ts'

type Body = Record<string, unknown>

/** Pictures as far as the server takes them; sound and documents as OpenAI has them. */
function writeMedia(images: ServerManner['images']): OpenAIChatQuirks['writeMedia'] {
  const write = openaiMedia(...(images === 'none' ? [] : (['image'] as const)), 'audio', 'video', 'document')
  if (images !== 'data') return write
  return (part: MediaPart, context) => {
    if (part.url === undefined || part.url.startsWith('data:')) return write(part, context)
    throw llmError('unsupported', `${context.target.provider} fetches no media by address; send its data.`, {
      target: context.target,
    })
  }
}

/** Switches the thinking of a chat template; the effort stands beside it for templates that know several. */
function writeTemplate(reasoning: Reasoning, context: Context): Body {
  const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  if (tokens !== undefined)
    context.warn('reasoning.tokens', `${context.target.provider} takes no budget of tokens; it is left out.`)
  if (effort === undefined) return {}
  return {
    chat_template_kwargs: { enable_thinking: effort !== 'none' },
    ...(effort !== 'none' && { reasoning_effort: effort }),
  }
}

interface Message {
  readonly role: string
  readonly content?: unknown
}

const partsOf = (content: unknown): readonly unknown[] =>
  Array.isArray(content) ? content : [{ type: 'text', text: content }]

/** All system messages as one, where the first of them stands. */
export function withOneSystem(messages: readonly Message[]): readonly Message[] {
  const isSystem = ({ role }: Message): boolean => role === 'system'
  const contents = messages.filter(isSystem).map(({ content }) => content)
  if (contents.length < 2) return messages
  const content = contents.every((one) => typeof one === 'string') ? contents.join('\n\n') : contents.flatMap(partsOf)
  return [{ role: 'system', content }, ...messages.filter((message) => !isSystem(message))]
}

/** The fields of the options, under the names that the server has for them. Warns of those that it has none for. */
function fieldsOf(context: Context, { grammarField, repetitionField = 'repetition_penalty' }: ServerManner): Body {
  const { minP, repetitionPenalty, grammar, regex, choice, ignoreEos, templateArguments } = optionsOf(context)
  const constraints = { grammar, regex, choice }
  const hasNoPlace = (name: keyof typeof constraints): boolean =>
    constraints[name] !== undefined && grammarField !== 'structured_outputs' && (name !== 'grammar' || !grammarField)
  for (const name of ['grammar', 'regex', 'choice'] as const) {
    if (hasNoPlace(name)) context.warn(`options.${name}`, 'This server has no field for it; it is left out.')
  }
  const asked = Object.values(constraints).some((one) => one !== undefined)
  return {
    ...(minP !== undefined && { min_p: minP }),
    ...(repetitionPenalty !== undefined && { [repetitionField]: repetitionPenalty }),
    ...(ignoreEos !== undefined && { ignore_eos: ignoreEos }),
    ...(templateArguments && { chat_template_kwargs: templateArguments }),
    ...(grammarField === 'grammar' && grammar !== undefined && { grammar }),
    ...(grammarField === 'structured_outputs' &&
      asked && {
        structured_outputs: {
          ...(grammar !== undefined && { grammar }),
          ...(regex !== undefined && { regex }),
          ...(choice && { choice }),
        },
      }),
  }
}

/** In what the chat of a server differs from OpenAI's. */
export const quirksOf = (manner: ServerManner): Partial<OpenAIChatQuirks> => ({
  ...dialectOf(manner),
  // Without a parser on the server's side the thoughts stand in the text.
  thinkTags: true,
  writeMedia: writeMedia(manner.images),
  ...(manner.reasoning === 'none' && { efforts: [] }),
  ...(manner.reasoning === 'template' && { writeReasoning: writeTemplate }),
  writePromptCache(cache, context) {
    // What is no service of OpenAI's knows no key.
    return cache.key === undefined ? {} : chatDefaults.writePromptCache(cache, context)
  },
  body(body: Body, _request: ResolvedChatRequest, context: Context) {
    const fields = fieldsOf(context, manner)
    const kwargs = { ...(body['chat_template_kwargs'] as object), ...(fields['chat_template_kwargs'] as object) }
    return {
      ...body,
      ...fields,
      ...(Object.keys(kwargs).length > 0 && { chat_template_kwargs: kwargs }),
      ...(manner.joinSystem && { messages: withOneSystem(body['messages'] as readonly Message[]) }),
    }
  },
})

/** Chat over Chat Completions, or over Responses where a target asks for it. */
export const compatibleChat = (vendor: OpenAIVendor): Handler<'chat'> =>
  eitherDialect(
    vendorHttp(vendor),
    { chat: openaiChatDialect(vendor), responses: openaiResponses({ store: undefined }) },
    (target) => optionsOf({ target }).api ?? 'chat',
  )

import { defined, llmError } from '@llmrr/core'
import { kindOf, mediaUrl, openaiChatDialect, base64Of } from '@llmrr/provider-kit'
import { filtersOf, locationOf } from './filters.ts'
import { optionsOf } from './options.ts'
import { sourceOf } from './agent/items.ts'
import type { ChatEvent, Context, MediaPart, Part, ReasoningEffort, Usage } from '@llmrr/core'
import type {
  ChatDialect,
  KeyedPart,
  OpenAIChatChunk,
  OpenAIChatContent,
  OpenAIChatMessage,
  OpenAIChatQuirks,
  OpenAIChatUsage,
  OpenAIVendor,
} from '@llmrr/provider-kit'
import type { WirePage } from './agent/wire.ts'

type Body = Record<string, unknown>

/** Request fields that Sonar does not document. */
export const without = ['seed', 'user', 'metadata', 'serviceTier', 'cache', 'logprobs']

interface SonarChunk extends OpenAIChatChunk {
  /** By their number in the text, the first of which is 1. Every chunk has them all. */
  readonly citations?: readonly string[] | null
  readonly search_results?: readonly WirePage[] | null
  readonly related_questions?: readonly string[] | null
  readonly images?: readonly { readonly image_url?: string; readonly origin_url?: string }[] | null
}

interface SonarUsage extends OpenAIChatUsage {
  readonly cost?: { readonly total_cost?: number | null } | null
  readonly num_search_queries?: number | null
  readonly citation_tokens?: number | null
}

const noParts: readonly KeyedPart[] = []

/** The pages that were found, each once, bearing the numbers of the text. */
function readParts(_: unknown, chunk: OpenAIChatChunk): readonly KeyedPart[] {
  const { citations, search_results: results } = chunk as SonarChunk
  if (!citations && !results) return noParts
  const pages: readonly WirePage[] = results?.length ? results : (citations ?? []).map((url) => ({ url }))
  return pages.map((page, at) => ({ key: `source ${at}`, part: sourceOf({ ...page, id: at + 1 }) }))
}

/** What goes beyond the answer, and so stands behind it: pictures that were found, and questions that follow. */
function partsBeyond({
  related_questions: questions,
  images,
}: Pick<SonarChunk, 'related_questions' | 'images'>): Part[] {
  return [
    ...(images ?? []).flatMap(({ image_url: url }): Part[] =>
      url ? [{ type: 'media', mediaType: 'image/*', url }] : [],
    ),
    ...(questions?.length ? [{ type: 'x-related-questions', data: questions as string[] } satisfies Part] : []),
  ]
}

function writeMedia(part: MediaPart, context: Context): OpenAIChatContent {
  const kind = kindOf(part.mediaType)
  const url = mediaUrl(part)
  if (kind === 'audio' || url === undefined)
    throw llmError(
      'unsupported',
      `${context.target.provider} reads pictures, films and documents, by address or as data; it was given ${part.mediaType}.`,
      { target: context.target },
    )
  if (kind !== 'document') return { type: `${kind}_url`, [`${kind}_url`]: { url } }
  // The data of a document comes bare, without the head of a `data:` address.
  const address = { url: base64Of(part) ?? url }
  return { type: 'file_url', file_url: address, ...(part.name !== undefined && { file_name: part.name }) }
}

/** Turns of one side in a row are one turn, and what the system says stands first: anything else is refused. */
export function alternating(messages: readonly OpenAIChatMessage[]): readonly OpenAIChatMessage[] {
  const isSystem = ({ role }: OpenAIChatMessage): boolean => role === 'system'
  const turns: OpenAIChatMessage[] = []
  for (const message of messages.filter((one) => !isSystem(one))) {
    const last = turns.at(-1)
    const joins =
      last?.role === message.role && (message.role === 'user' || (message.role === 'assistant' && !last.tool_calls))
    if (joins) turns[turns.length - 1] = { ...last, ...message, content: joined(last!.content, message.content) }
    else turns.push(message)
  }
  return [...messages.filter(isSystem), ...turns]
}

type Content = OpenAIChatMessage['content']

const listOf = (content: Content): readonly OpenAIChatContent[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])

const joined = (a: Content, b: Content): Content =>
  typeof a === 'string' && typeof b === 'string' ? `${a}\n\n${b}` : [...listOf(a), ...listOf(b)]

/** The fields of the options, under the names of Sonar. */
function fieldsOf(context: Context): Body {
  const options = optionsOf(context)
  const { search = {}, regex } = options
  const webSearch = defined({
    search_context_size: search.contextSize,
    search_type: search.type,
    user_location: locationOf(search),
  })
  return defined({
    ...filtersOf(search),
    search_language_filter: search.languages,
    search_mode: search.mode,
    web_search_options: Object.keys(webSearch).length > 0 ? webSearch : undefined,
    disable_search: options.disableSearch,
    enable_search_classifier: options.enableSearchClassifier,
    num_search_results: options.numSearchResults,
    return_related_questions: options.returnRelatedQuestions,
    return_images: options.returnImages,
    num_images: options.numImages,
    image_domain_filter: options.imageDomainFilter,
    image_format_filter: options.imageFormatFilter,
    safe_search: options.safeSearch,
    language_preference: options.languagePreference,
    response_format: regex === undefined ? undefined : { type: 'regex', regex: { regex } },
  })
}

const efforts: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high']

/** In what Sonar's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  // Every chunk carries the usage so far.
  streamUsage: false,
  strictTools: false,
  efforts: (model) => (/reasoning|deep-research|r1/.test(model) ? efforts : []),
  thinkTags: true,
  writeMedia,
  body(body, request, context) {
    const messages = body['messages'] as readonly OpenAIChatMessage[]
    const turns = alternating(messages)
    const late = request.messages.findLastIndex(({ role }) => role === 'system')
    if (request.messages.slice(0, Math.max(0, late)).some(({ role }) => role !== 'system'))
      context.warn(`messages[${late}]`, 'Sonar takes what the system says at the beginning only; it was moved there.')
    return { ...fieldsOf(context), ...body, messages: turns }
  },
  readParts,
  // 0 until the last chunk.
  readCost: ({ usage }) => {
    const usd = (usage as SonarUsage | undefined)?.cost?.total_cost
    return usd == null ? undefined : Math.round(usd * 1e9) / 1e9
  },
}

/** What is billed beside tokens: each request, and what deep research has looked up and read. */
function metersOf(usage: SonarUsage | null | undefined): Usage | undefined {
  if (!usage) return undefined
  const { num_search_queries: searches, citation_tokens: cited } = usage
  return { requests: 1, ...(searches && { searches }), ...(cited && { 'x-citation-tokens': cited }) }
}

/** Sonar's chat: Chat Completions, with pages that were found beside the text. */
export function sonar(vendor: OpenAIVendor): ChatDialect<OpenAIChatChunk, OpenAIChatChunk> {
  const base = openaiChatDialect(vendor)
  return {
    ...base,
    reader(context, reply, request) {
      const reader = base.reader(context, reply, request)
      let meters: Usage | undefined
      let { related_questions, images }: Pick<SonarChunk, 'related_questions' | 'images'> = {}
      let count = 0
      const counted = (events: readonly ChatEvent[]): readonly ChatEvent[] => {
        for (const event of events) if ('index' in event) count = Math.max(count, event.index + 1)
        return events
      }
      return {
        read(chunk: SonarChunk) {
          meters = metersOf(chunk.usage) ?? meters
          related_questions = chunk.related_questions ?? related_questions
          images = chunk.images ?? images
          return counted(reader.read(chunk))
        },
        complete: () => reader.complete?.() ?? false,
        end() {
          const events = counted(reader.end())
          const finish = events.at(-1)
          if (finish?.type !== 'finish') return events
          const beyond = partsBeyond({ related_questions, images }).map((part): ChatEvent => ({
            type: 'part',
            index: count++,
            part,
          }))
          return [...events.slice(0, -1), ...beyond, { ...finish, usage: { ...finish.usage, ...meters } }]
        },
      }
    },
  }
}

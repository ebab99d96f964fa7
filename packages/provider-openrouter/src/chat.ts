import {
  base64Of,
  chatDefaults,
  fileIdOf,
  kindOf,
  mediaOf,
  mediaUrl,
  openaiMedia,
  unfoldChatReply,
} from '@llmrr/provider-kit'
import { detailKeeper, detailsOf, writeReasoning } from './reasoning.ts'
import { optionsOf, routing, written } from './options.ts'
import type { CacheMark, Context, GatewayFacts, Json, MediaPart, Part } from '@llmrr/core'
import type {
  KeyedPart,
  OpenAIChatChunk,
  OpenAIChatContent,
  OpenAIChatDelta,
  OpenAIChatMessage,
  OpenAIChatQuirks,
  OpenAIChatUsage,
} from '@llmrr/provider-kit'

/** What OpenRouter's usage tells beyond OpenAI's. */
interface WireUsage extends OpenAIChatUsage {
  /** United States dollars. Of a call over the caller's own key at a host it is OpenRouter's fee alone. */
  readonly cost?: number | null
  readonly is_byok?: boolean | null
  readonly cost_details?: { readonly upstream_inference_cost?: number | null } | null
  readonly server_tool_use_details?: { readonly web_search_requests?: number | null } | null
  /** The older name. */
  readonly server_tool_use?: { readonly web_search_requests?: number | null } | null
}

/** What an answer cost: its price, or over the caller's own key the fee and what the host takes. */
export function costOf(usage: WireUsage | null | undefined): number | undefined {
  if (typeof usage?.cost !== 'number') return undefined
  return usage.cost + (usage.is_byok ? (usage.cost_details?.upstream_inference_cost ?? 0) : 0)
}

/** Who answered: a host of the model. */
export const gatewayOf = ({ provider }: { readonly [field: string]: unknown }): GatewayFacts | undefined =>
  typeof provider === 'string' && provider !== '' ? { provider } : undefined

/** The mark for a cache that must be asked for: five minutes, or an hour. */
const cacheControl = (seconds: number | undefined): object => ({
  cache_control: { type: 'ephemeral', ...(seconds !== undefined && { ttl: seconds <= 300 ? '5m' : '1h' }) },
})

const writeCacheMark = (mark: CacheMark): object => cacheControl(mark === true ? undefined : mark.ttlSeconds)

const writePlain = openaiMedia('image', 'video', 'audio', 'document')

function writeMedia(part: MediaPart, context: Context): OpenAIChatContent {
  // A document may be fetched by its address.
  const isFetched = kindOf(part.mediaType) === 'document' && base64Of(part) === undefined && part.url !== undefined
  if (!isFetched) return writePlain(part, context)
  const filename =
    part.name ??
    part
      .url!.replace(/[?#].*/, '')
      .split('/')
      .at(-1)
  return { type: 'file', file: { ...(filename && { filename }), file_data: part.url } }
}

/** Tools that the service runs, under its names for them. */
export const serverTools = (context: Context): readonly object[] =>
  (optionsOf(context).tools ?? []).map((tool) =>
    typeof tool === 'string' ? { type: tool.includes(':') ? tool : `openrouter:${tool}` } : tool,
  )

interface FileAnnotation {
  readonly type: 'file'
  readonly file: { readonly hash?: string; readonly [field: string]: Json | undefined }
}

interface WirePicture {
  readonly image_url?: { readonly url?: string } | null
}

/** Pictures that the model has made, and documents as they were read: sent back, they need not be read again. */
function readParts({ annotations, images }: OpenAIChatDelta, _chunk: unknown, { target }: Context): KeyedPart[] {
  const files = (annotations ?? []).filter(({ type }) => type === 'file') as unknown as readonly FileAnnotation[]
  return [
    ...files.map(({ type, file }) => ({
      key: `file:${file.hash ?? JSON.stringify(file)}`,
      part: { type: 'x-file' as const, data: file, state: { [target.provider]: { type, file } } },
    })),
    ...((images ?? []) as readonly WirePicture[]).flatMap(({ image_url: image }) =>
      image?.url ? [{ key: `image:${image.url}`, part: mediaOf(image.url, 'image/*') }] : [],
    ),
  ]
}

/** A reply laid out as its stream would be: pictures, and documents as they were read, behind the text. */
export function* unfoldReply(reply: OpenAIChatChunk): Iterable<OpenAIChatChunk> {
  for (const chunk of unfoldChatReply(reply)) {
    const [choice] = chunk.choices ?? []
    const { images, annotations, ...delta } = choice?.delta ?? {}
    if (!images && !annotations) yield chunk
    else {
      yield { ...chunk, choices: [{ ...choice, delta }] }
      yield { ...chunk, choices: [{ ...choice, delta: { images, annotations } as OpenAIChatDelta }] }
    }
  }
}

/** The message with what goes back in fields of its own: reasoning, documents as they were read, pictures. */
function writeAssistant(
  { reasoning, ...message }: OpenAIChatMessage,
  parts: readonly Part[],
  context: Context,
): OpenAIChatMessage | undefined {
  const { provider } = context.target
  const details = detailsOf(parts, context)
  const annotations = parts.flatMap((part) => (part.type === 'x-file' && part.state?.[provider]) || [])
  const images = parts.flatMap((part) => {
    if (part.type !== 'media' || (part.state && provider in part.state)) return []
    const url = kindOf(part.mediaType) === 'image' && !fileIdOf(part, context) ? mediaUrl(part) : undefined
    if (url === undefined)
      context.warn('messages', 'An answer of the past holds pictures and nothing else here; it was left out.')
    return url === undefined ? [] : [{ type: 'image_url', image_url: { url } }]
  })
  if (message.content === null && !message.tool_calls && images.length === 0) return undefined
  return {
    ...message,
    // The details say all that the text says.
    ...(details.length > 0 ? { reasoning_details: details } : reasoning !== undefined && { reasoning }),
    ...(annotations.length > 0 && { annotations }),
    ...(images.length > 0 && { images }),
  }
}

const searches = /^(?:openrouter:)?web_search|^web$/

function searchesTheWeb(context: Context): boolean {
  const { tools = [], plugins = [] } = optionsOf(context)
  const names = [...tools.map((tool) => (typeof tool === 'string' ? tool : tool.type)), ...plugins.map(({ id }) => id)]
  return names.some((name) => searches.test(name)) || context.target.model.endsWith(':online')
}

/** Options of a chat in either protocol. */
export const shared = [
  ...routing,
  'models',
  'plugins',
  'maxToolCalls',
  'stopServerToolsWhen',
  'preset',
  'modalities',
  'imageConfig',
] as const

/** Options that chats and plain texts take. */
export const sampling = ['minP', 'topA', 'repetitionPenalty', 'logitBias', 'verbosity', 'prediction'] as const

/** In what OpenRouter's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  // Usage comes without being asked for.
  streamUsage: false,
  reasoningField: 'reasoning',
  mediaInAnswers: true,
  citesText: searchesTheWeb,
  writeMedia,
  writeReasoning,
  writeCacheMark,
  writePromptCache: ({ key, ttlSeconds }) => ({
    ...(key !== undefined && { prompt_cache_key: key }),
    ...((key === undefined || ttlSeconds !== undefined) && cacheControl(ttlSeconds)),
  }),
  keepReasoning: detailKeeper,
  writeAssistant,
  body({ tools, ...body }, _request, context) {
    const all = [...((tools ?? []) as readonly object[]), ...serverTools(context)]
    return {
      ...written(optionsOf(context), ...shared, ...sampling, 'promptCacheOptions', 'audio'),
      ...body,
      ...(all.length > 0 && { tools: all }),
    }
  },
  readUsage({ usage }) {
    const { server_tool_use_details: now, server_tool_use: before } = (usage ?? {}) as WireUsage
    const searches = (now ?? before)?.web_search_requests
    return searches ? { ...usage, searches } : usage
  },
  readCost: ({ usage }) => costOf(usage),
  readGateway: (chunk) => gatewayOf(chunk),
  readEvent: ({ openrouter_metadata: data }: OpenAIChatChunk) => (data ? { type: 'x-routing', data } : undefined),
  readCitation(annotation) {
    const citation = chatDefaults.readCitation(annotation)
    if (!citation || citation.start !== citation.end) return citation
    // Found by a search, without a place in the text.
    const { start: _, end: __, ...found } = citation
    return found
  },
  readParts,
}

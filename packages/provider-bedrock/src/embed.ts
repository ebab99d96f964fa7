import { llmError } from '@llmrr/core'
import { base64Of, mediaUrl } from '@llmrr/provider-kit'
import { invokeModel, lacking } from './invoke.ts'
import { familyOf } from './model-family.ts'
import { optionsOf } from './options.ts'
import type { Context, EmbedRequest, EmbedResult, Handler, MediaPart, Part, TextPart, Usage } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { Invoked } from './invoke.ts'
import type { Place } from './regions.ts'

type Purpose = NonNullable<EmbedRequest['purpose']>

/** What is embedded by itself. */
interface Entry {
  readonly text?: string
  readonly image?: MediaPart
}

interface WireReply {
  /** Titan. */
  readonly embedding?: readonly number[]
  /** Cohere, by type or plain; Nova, with their kinds. */
  readonly embeddings?: readonly unknown[] | { readonly float?: readonly (readonly number[])[] }
}

/** How a vendor's models are asked: the bodies, and how many entries go into each. */
interface Way {
  readonly entries: number
  body(entries: readonly Entry[], request: EmbedRequest, context: Context): object
}

const words = {
  cohere: {
    query: 'search_query',
    document: 'search_document',
    classification: 'classification',
    clustering: 'clustering',
  },
  nova: {
    query: 'GENERIC_RETRIEVAL',
    document: 'GENERIC_INDEX',
    classification: 'CLASSIFICATION',
    clustering: 'CLUSTERING',
  },
} as const

// For purposes that neither distinguishes, the nearest.
const nearest: Readonly<Record<Purpose, keyof typeof words.cohere>> = {
  query: 'query',
  document: 'document',
  classification: 'classification',
  clustering: 'clustering',
  similarity: 'clustering',
  question: 'query',
  fact: 'document',
  code: 'document',
}
const truncations = { start: 'START', end: 'END', never: 'NONE' } as const

function wordOf(vendor: keyof typeof words, { purpose = 'document' }: EmbedRequest, context: Context): string {
  const word = words[vendor][nearest[purpose]]
  if (nearest[purpose] !== purpose)
    context.warn('purpose', `${context.target.model} does not know the purpose ${purpose}; it is ${word}.`)
  return word
}

function entryOf(input: string | readonly Part[], context: Context): Entry {
  if (typeof input === 'string') return { text: input }
  const text = input.flatMap((part) => (part.type === 'text' ? [(part as TextPart).text] : [])).join('')
  const media = input.filter((part): part is MediaPart => part.type === 'media')
  const odd = input.find((part) => part.type !== 'text' && part.type !== 'media')
  if (
    odd ||
    media.length > 1 ||
    media.some(({ mediaType, data }) => !mediaType.startsWith('image/') || data === undefined)
  ) {
    throw llmError('unsupported', `${context.target.model} embeds text, and one image with its data.`, {
      target: context.target,
    })
  }
  return { ...(text !== '' && { text }), ...(media[0] && { image: media[0] }) }
}

function unasked(field: 'dimensions' | 'purpose' | 'truncate', request: EmbedRequest, context: Context): void {
  if (request[field] !== undefined) context.warn(field, `${context.target.model} has no choice of it; it was left out.`)
}

const titan: Way = {
  entries: 1,
  body([entry], request, context) {
    const { text, image } = entry!
    const { normalize } = optionsOf(context)
    const isMultimodal = /embed-image/.test(context.target.model)
    const isFirst = /embed-text-v1/.test(context.target.model)
    unasked('purpose', request, context)
    unasked('truncate', request, context)
    if (isFirst) unasked('dimensions', request, context)
    const { dimensions } = request
    return {
      ...(text !== undefined && { inputText: text }),
      ...(image && { inputImage: base64Of(image) }),
      ...(dimensions !== undefined &&
        !isFirst &&
        (isMultimodal ? { embeddingConfig: { outputEmbeddingLength: dimensions } } : { dimensions })),
      ...(normalize !== undefined && { normalize }),
    }
  },
}

const nova: Way = {
  entries: 1,
  body([entry], request, context) {
    const { text, image } = entry!
    if (text !== undefined && image)
      throw llmError('unsupported', `${context.target.model} embeds a text or an image, not both in one.`, {
        target: context.target,
      })
    const { dimensions, truncate = 'never' } = request
    return {
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: wordOf('nova', request, context),
        ...(image
          ? { image: { format: image.mediaType.slice('image/'.length), source: { bytes: base64Of(image) } } }
          : { text: { value: text ?? '', truncationMode: truncations[truncate] } }),
        ...(dimensions !== undefined && { embeddingDimension: dimensions }),
      },
    }
  },
}

const cohere: Way = {
  entries: 96,
  body(entries, request, context) {
    const { truncate, dimensions } = request
    const isOld = /embed-(?:english|multilingual)-v3/.test(context.target.model)
    if (isOld) unasked('dimensions', request, context)
    const texts = entries.flatMap(({ text, image }) => (image || text === undefined ? [] : [text]))
    const content = ({ text, image }: Entry): object => ({
      content: [
        ...(text === undefined ? [] : [{ type: 'text', text }]),
        ...(image ? [{ type: 'image_url', image_url: { url: mediaUrl(image) } }] : []),
      ],
    })
    const images = entries.flatMap(({ text, image }) => (image && text === undefined ? [mediaUrl(image)] : []))
    const isPictures = images.length === entries.length
    return {
      ...(texts.length === entries.length ? { texts } : isPictures ? { images } : { inputs: entries.map(content) }),
      input_type: isPictures ? 'image' : wordOf('cohere', request, context),
      ...(truncate && { truncate: truncations[truncate] }),
      ...(dimensions !== undefined && !isOld && { output_dimension: dimensions }),
    }
  },
}

/** The vectors, wherever a vendor puts them. */
function vectorsOf({ embedding, embeddings }: WireReply): readonly (readonly number[])[] | undefined {
  if (embedding) return [embedding]
  const list = embeddings && !Array.isArray(embeddings) ? (embeddings as { float?: unknown[] }).float : embeddings
  return (list as readonly unknown[] | undefined)?.map((one) =>
    Array.isArray(one) ? (one as number[]) : (one as { embedding: number[] }).embedding,
  )
}

/** Runs work over all items in order of their numbers, so many at the same time. The first failure ends it. */
async function several<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++
      results[at] = await work(items[at]!)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(most, items.length)) }, worker))
  return results
}

/** Embeddings by InvokeModel: Titan and Nova, which take one input a call, and Cohere, which takes 96. */
export function embed(http: Http, place: Place): Handler<'embed'> {
  async function handle(request: EmbedRequest, context: Context): Promise<EmbedResult> {
    const family = familyOf(context.target)
    const way = family === 'cohere' ? cohere : family === 'nova-2' || family === 'nova' ? nova : titan
    const inputs = typeof request.input === 'string' ? [request.input] : request.input
    const entries = inputs.map((input) => entryOf(input, context))
    const groups = Array.from({ length: Math.ceil(entries.length / way.entries) }, (_, at) =>
      entries.slice(at * way.entries, (at + 1) * way.entries),
    )
    const said = new Set<string>()
    // What is true of one call is true of all.
    const once: Context = {
      ...context,
      warn: (field, why) => {
        if (!said.has(field)) context.warn(field, why)
        said.add(field)
      },
    }
    const bodies = groups.map((group) => way.body(group, request, once))
    const replies = await several(bodies, optionsOf(context).concurrency ?? 8, (body) =>
      invokeModel<WireReply>(http, place, body, context),
    )
    const embeddings = replies.flatMap(({ body }) => {
      const vectors = vectorsOf(body)
      if (!vectors) throw lacking('vectors', context)
      return vectors
    })
    return { embeddings, ...factsOf(replies) }
  }
  return Object.assign(handle, {
    params: ['input', 'dimensions', 'purpose', 'truncate'],
    // As of 2026-11-22: the text model that every account can start with.
    defaultModel: 'amazon.titan-embed-text-v2:0',
  })
}

function factsOf(replies: readonly Invoked<unknown>[]): { usage?: Usage; requestId?: string } {
  const input = replies.reduce<number | undefined>(
    (sum, { facts }) => (facts.usage?.input === undefined ? sum : (sum ?? 0) + facts.usage.input),
    undefined,
  )
  const { requestId } = replies[0]?.facts ?? {}
  return { ...(input !== undefined && { usage: { input } }), ...(requestId !== undefined && { requestId }) }
}

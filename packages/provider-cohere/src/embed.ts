import { llmError } from '@llmrr/core'
import { fileIdOf, floatsOf, mediaUrl } from '@llmrr/provider-kit'
import { readBilled } from './usage.ts'
import { optionsOf } from './options.ts'
import type { Context, EmbedRequest, EmbedResult, Handler, Part } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WireContent, WireMeta } from './wire.ts'

type Vectors = readonly (readonly number[] | string)[]

interface WireReply extends WireMeta {
  /** By type; the old API answers floats as they are. */
  readonly embeddings?: Vectors | Readonly<Record<string, Vectors | undefined>>
}

/** The service's words for what vectors are for, and for those that it does not distinguish the nearest. */
const inputTypes = {
  query: 'search_query',
  document: 'search_document',
  classification: 'classification',
  clustering: 'clustering',
  similarity: 'clustering',
  question: 'search_query',
  fact: 'search_document',
  code: 'search_document',
} as const satisfies Record<NonNullable<EmbedRequest['purpose']>, string>

const exact = new Set(['query', 'document', 'classification', 'clustering'])
const truncations = { start: 'START', end: 'END', never: 'NONE' } as const

function toContent(part: Part, context: Context): WireContent {
  if (part.type === 'text') return { type: 'text', text: part.text }
  const url = part.type === 'media' && part.mediaType.startsWith('image/') ? mediaUrl(part) : undefined
  if (part.type === 'media') fileIdOf(part, context)
  if (url !== undefined) return { type: 'image_url', image_url: { url } }
  throw llmError(
    'unsupported',
    `${context.target.provider}/${context.target.model} embeds text and images, and was given ${part.type === 'media' ? part.mediaType : `a ${part.type} part`}.`,
    { target: context.target },
  )
}

interface WireInputs {
  readonly texts?: readonly string[]
  readonly images?: readonly string[]
  readonly inputs?: readonly { readonly content: readonly WireContent[] }[]
}

/** The inputs in the narrowest of the three forms: texts, images, or mixtures of both, which only newer models read. */
function toInputs({ input }: EmbedRequest, context: Context): WireInputs {
  const inputs = typeof input === 'string' ? [input] : input
  const contents = inputs.map((one): readonly WireContent[] =>
    typeof one === 'string' ? [{ type: 'text', text: one }] : one.map((part) => toContent(part, context)),
  )
  const texts = contents.map((content) =>
    content.every(({ type }) => type === 'text')
      ? content.map((part) => (part as { text: string }).text).join('')
      : undefined,
  )
  if (texts.every((text) => text !== undefined)) return { texts }
  const images = contents.map(([only, more]) =>
    !more && only?.type === 'image_url' && only.image_url.url.startsWith('data:') ? only.image_url.url : undefined,
  )
  if (images.every((image) => image !== undefined)) return { images }
  return { inputs: contents.map((content) => ({ content })) }
}

/** Cohere's embeddings. Vectors come in the order of the inputs, of which there may be 96. */
export function cohereEmbed(http: Http): Handler<'embed'> {
  async function embed(request: EmbedRequest, context: Context): Promise<EmbedResult> {
    const { purpose = 'document', dimensions, truncate } = request
    const { embeddingType = 'float', embedMaxTokens, priority } = optionsOf(context)
    const inputs = toInputs(request, context)
    const inputType = inputs.images ? 'image' : inputTypes[purpose]
    if (!inputs.images && !exact.has(purpose))
      context.warn('purpose', `Cohere does not know the purpose ${purpose}; it is ${inputType}.`)
    const body = {
      model: context.target.model,
      input_type: inputType,
      ...inputs,
      embedding_types: [embeddingType],
      ...(dimensions !== undefined && { output_dimension: dimensions }),
      ...(truncate && { truncate: truncations[truncate] }),
      ...(embedMaxTokens !== undefined && { max_tokens: embedMaxTokens }),
      ...(priority !== undefined && { priority }),
    }
    const { body: reply, facts } = await http.json<WireReply>({ path: '/v2/embed', body }, context)
    const { embeddings: all = {} } = reply
    // The hatch may have asked for another type.
    const byType = all as Readonly<Record<string, Vectors | undefined>>
    const embeddings = Array.isArray(all) ? (all as Vectors) : (byType[embeddingType] ?? Object.values(byType)[0])
    if (!embeddings)
      throw llmError('bad-response', `${context.target.provider} answered embeddings without vectors.`, {
        target: context.target,
      })
    const usage = readBilled(reply.meta?.billed_units)
    return {
      embeddings: embeddings.map((vector) => (typeof vector === 'string' ? floatsOf(vector) : vector)),
      ...facts,
      ...(reply.id !== undefined && { id: reply.id }),
      ...(usage && { usage }),
    }
  }
  return Object.assign(embed, {
    params: ['input', 'dimensions', 'purpose', 'truncate'],
    // As of 2026-11-22: the newest, for text and images in many languages.
    defaultModel: 'embed-v4.0',
  })
}

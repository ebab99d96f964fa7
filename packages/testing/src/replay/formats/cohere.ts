import { modelList } from './models.ts'
import { aFile, fields, floats, posts, rounded, smallFormat } from './small.ts'
import { foldCohere } from './cohere-chat-fold.ts'
import { given } from './request.ts'
import { readCohereRequest } from './cohere-chat-request.ts'
import { saidByCohere } from './cohere-chat-reply.ts'
import { toldByChat } from '../facts.ts'
import type { Bag } from './request.ts'
import type { Format } from '../format.ts'

const purposes: Bag = {
  search_query: 'query',
  search_document: 'document',
  classification: 'classification',
  clustering: 'clustering',
}
const truncations: Bag = { START: 'start', END: 'end', NONE: 'never' }
const moved = (path: string): string => path.replace('/v1/', '/v2/')
const picture = (url: string) => [{ type: 'media', mediaType: 'image/*', url }]
const mixed = ({ content }: Bag) =>
  content.map((part: Bag) => (part['type'] === 'text' ? part : picture(part['image_url'].url)[0]))
const wordsOf = (value: unknown): string => JSON.stringify(value).replaceAll(/(?:\\+n|[^\p{L}\p{N}])+/gu, ' ')

/** The wire formats of Cohere. Embeddings and rankings were asked for in the same way before version 2. */
export const cohereFormats: readonly Format[] = [
  {
    name: 'cohere-chat',
    capability: 'chat',
    matches: (recording) => posts(recording, /\/v2\/chat$/),
    intent: (sent) => readCohereRequest(sent),
    unrecorded: { prompt: 'Hello' },
    answer: ([message]) => ({ id: 'earlier', message, finish_reason: 'COMPLETE' }),
    fold: foldCohere,
    said: saidByCohere,
    told: toldByChat,
  },
  {
    ...smallFormat({
      name: 'cohere-embed',
      capability: 'embed',
      at: /^POST .*\/v[12]\/embed$/,
      intent: ({
        model,
        texts,
        images,
        inputs,
        input_type: type,
        output_dimension: dimensions,
        truncate,
        embedding_types: kinds,
        max_tokens: most,
        ...more
      }) => ({
        model,
        request: given({
          input: texts ?? images?.map(picture) ?? inputs?.map(mixed),
          dimensions,
          purpose: purposes[type],
          truncate: truncations[truncate],
        }),
        rest: {
          ...more,
          embed_max_tokens: most,
          ...(kinds?.length === 1 ? { embedding_type: kinds[0] } : { embedding_types: kinds }),
        },
      }),
      unrecorded: { input: 'Hello' },
      // Floats are what is answered when nothing is said.
      fold: (body) => ({ ...body, embedding_types: body['embedding_types'] ?? ['float'] }),
      theirs: ({ embeddings, meta }) => ({
        vectors: (Array.isArray(embeddings) ? embeddings : (Object.values(embeddings)[0] as (number[] | string)[])).map(
          (vector) => rounded(typeof vector === 'string' ? floats(vector) : vector),
        ),
        total: (meta?.billed_units?.input_tokens ?? 0) + (meta?.billed_units?.image_tokens ?? 0) || undefined,
      }),
      ours: (value) => ({ vectors: value['embeddings'].map(rounded) }),
    }),
    moved,
  },
  {
    ...smallFormat({
      name: 'cohere-rerank',
      capability: 'rerank',
      at: /^POST .*\/rerank$/,
      intent: ({ model, query, documents, top_n: topN, max_tokens_per_doc: maxTokensPerDocument, ...more }) => ({
        model,
        request: given({ query, documents, topN, maxTokensPerDocument }),
        rest: more,
      }),
      unrecorded: { query: 'Hello', documents: ['Hello'] },
      // Documents with fields are sent as text, in the same words.
      fold: (body) => ({ ...body, documents: body['documents'].map(wordsOf) }),
      theirs: ({ results, data }) => ({
        ranking: (results ?? data).map(({ index, relevance_score: score }: Bag) => ({ index, score })),
      }),
      ours: ({ ranking }) => ({ ranking: ranking.map(({ index, score }: Bag) => ({ index, score })) }),
    }),
    moved,
  },
  smallFormat({
    name: 'cohere-tokenize',
    capability: 'countTokens',
    at: /^POST .*\/v1\/tokenize$/,
    intent: ({ model, text, ...more }) => ({ model, request: { prompt: text }, rest: more }),
    unrecorded: { prompt: 'Hello' },
    theirs: ({ tokens }) => ({ inputTokens: tokens.length }),
    ours: ({ inputTokens }) => ({ inputTokens }),
  }),
  smallFormat({
    name: 'cohere-transcriptions',
    capability: 'transcribe',
    at: /^POST .*\/v2\/audio\/transcriptions$/,
    intent: (sent) => {
      const { model, file, language, temperature, ...more } = fields(sent)
      return {
        model,
        request: given({
          audio: aFile(file, 'audio/mpeg'),
          language,
          temperature: temperature === undefined ? undefined : Number(temperature),
        }),
        rest: more,
      }
    },
    unrecorded: { audio: { type: 'media', mediaType: 'audio/mpeg', data: 'AAAA' }, language: 'en' },
    theirs: ({ text }) => ({ text: text.trim() }),
    ours: ({ text }) => ({ text: text.trim() }),
  }),
  modelList({
    name: 'cohere-models',
    at: /\/v1\/models$/,
    takes: ({ models }) => models?.[0]?.endpoints !== undefined,
    theirs: ({ models }) => models.filter((one: Bag) => !one['is_deprecated']).map(({ name }: Bag) => name),
  }),
]

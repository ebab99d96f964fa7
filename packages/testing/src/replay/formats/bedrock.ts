import { foldConverse } from './converse-fold.ts'
import { foldMessages } from './anthropic-messages-fold.ts'
import { toldByChat } from '../facts.ts'
import { modelInPath, readConverseRequest } from './converse-request.ts'
import { saidByConverse } from './converse-reply.ts'
import { readMessagesRequest } from './anthropic-messages-request.ts'
import { saidByMessages } from './anthropic-messages-reply.ts'
import { modelList } from './models.ts'
import { posts, rounded, smallFormat } from './small.ts'
import { given } from './request.ts'
import type { Bag } from './request.ts'
import type { Format, Intent } from '../format.ts'
import type { Recording } from '../recording.ts'
import type { Small } from './small.ts'

const unrecorded = { prompt: 'Hello' }
const inBody = ({ sent }: Recording, field: string): boolean => sent !== undefined && field in (sent as Bag)

/** Claude's own format inside InvokeModel. */
const isMessages = (recording: Recording): boolean =>
  posts(recording, /\/invoke(?:-with-response-stream)?$/) && inBody(recording, 'anthropic_version')

const messagesIntent = (sent: Bag, path: string): Intent => ({
  ...readMessagesRequest(sent),
  model: modelInPath(path),
  stream: path.includes('-stream'),
})

const base64Json = (text: string): Bag => JSON.parse(Buffer.from(text, 'base64').toString()) as Bag

/** The purpose of an embedding, by the words of Cohere and Nova. */
const purposes: Bag = {
  search_query: 'query',
  search_document: 'document',
  classification: 'classification',
  clustering: 'clustering',
  GENERIC_RETRIEVAL: 'query',
  TEXT_RETRIEVAL: 'query',
  CLASSIFICATION: 'classification',
  CLUSTERING: 'clustering',
}
const truncations: Bag = { NONE: 'never', START: 'start', END: 'end', LEFT: 'start', RIGHT: 'end' }

/** A picture, as base64 or as a `data:` address. */
function picture(given: string, format = 'png'): Bag {
  const [, mediaType = `image/${format}`, data = given] = /^data:([^;]+);base64,(.*)$/s.exec(given) ?? []
  return { type: 'media', mediaType, data }
}

/** One input of texts and pictures. */
const mixed = ({ content }: Bag): Bag[] =>
  content.map((part: Bag) => (part['type'] === 'text' ? part : picture(part['image_url'].url)))

const counted = ({ headers }: Recording): number | undefined =>
  headers['x-amzn-bedrock-input-token-count'] === undefined
    ? undefined
    : Number(headers['x-amzn-bedrock-input-token-count'])

const embeddings: Small = {
  name: 'bedrock-embeddings',
  capability: 'embed',
  at: /^POST .*\/model\/[^/]*(?:embed)[^/]*\/invoke$/,
  intent: (sent, { path }) => {
    const {
      inputText,
      inputImage,
      texts,
      images,
      inputs,
      dimensions,
      output_dimension,
      input_type,
      truncate,
      ...more
    } = sent
    const { embeddingConfig, singleEmbeddingParams, taskType: _, ...rest } = more
    const { text, image, embeddingPurpose, embeddingDimension } = singleEmbeddingParams ?? {}
    const one = [
      ...(inputText === undefined ? [] : [{ type: 'text', text: inputText }]),
      ...(inputImage === undefined ? [] : [picture(inputImage)]),
    ]
    const urls = images?.map((url: string) => [picture(url)])
    return {
      model: modelInPath(path),
      request: given({
        input:
          texts ??
          urls ??
          inputs?.map(mixed) ??
          text?.value ??
          (image ? [[picture(image.source.bytes, image.format)]] : [one]),
        dimensions: dimensions ?? output_dimension ?? embeddingDimension ?? embeddingConfig?.outputEmbeddingLength,
        purpose: purposes[input_type ?? embeddingPurpose],
        truncate: truncations[truncate ?? text?.truncationMode],
      }),
      rest,
    }
  },
  unrecorded: { input: 'Hello' },
  theirs: ({ embedding, embeddings }, recording) => {
    const vectors: unknown[] = embedding ? [embedding] : (embeddings.float ?? embeddings)
    return {
      vectors: vectors.map((one) => rounded((one as Bag)['embedding'] ?? one)),
      total: counted(recording),
      requestId: recording.headers['x-amzn-requestid'],
    }
  },
  ours: (value) => ({ vectors: value['embeddings'].map(rounded) }),
}

const smalls: readonly Small[] = [
  embeddings,
  {
    name: 'bedrock-rerank',
    capability: 'rerank',
    at: /^POST .*\/model\/[^/]*rerank[^/]*\/invoke$/,
    intent: ({ query, documents, top_n: topN, api_version: _, ...rest }, { path }) => ({
      model: modelInPath(path),
      request: given({ query, documents, topN }),
      rest,
    }),
    unrecorded: { query: 'Hello', documents: ['Hello'] },
    theirs: ({ results }) => ({
      ranking: results.map(({ index, relevance_score: score }: Bag) => [index, score]),
    }),
    ours: ({ ranking }) => ({ ranking: ranking.map(({ index, score }: Bag) => [index, score]) }),
  },
  {
    name: 'bedrock-count-tokens',
    capability: 'countTokens',
    at: /^POST .*\/count-tokens$/,
    intent: ({ input }, { path }) => ({
      ...(input.converse
        ? readConverseRequest(input.converse, path)
        : readMessagesRequest(base64Json(input.invokeModel.body))),
      model: modelInPath(path),
    }),
    unrecorded,
    fold: ({ input }) =>
      input.converse ? foldConverse(input.converse) : foldMessages(base64Json(input.invokeModel.body)),
    theirs: ({ inputTokens }) => ({ inputTokens }),
    ours: ({ inputTokens }) => ({ inputTokens }),
  },
]

/** The wire formats of Amazon Bedrock. */
export const bedrockFormats: readonly Format[] = [
  {
    name: 'converse',
    capability: 'chat',
    matches: (recording) => posts(recording, /\/converse(?:-stream)?$/),
    intent: (sent, { path }) => readConverseRequest(sent, path),
    unrecorded,
    answer: (content) => ({
      output: { message: { role: 'assistant', content } },
      stopReason: 'end_turn',
      usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    }),
    fold: foldConverse,
    said: saidByConverse,
    told: toldByChat,
  },
  {
    name: 'bedrock-messages',
    capability: 'chat',
    matches: isMessages,
    intent: (sent, { path }) => messagesIntent(sent, path),
    unrecorded,
    answer: (content) => ({
      id: 'earlier',
      type: 'message',
      role: 'assistant',
      content,
      stop_reason: 'end_turn',
      usage: { input_tokens: 1, output_tokens: 1 },
    }),
    fold: foldMessages,
    said: saidByMessages,
    told: toldByChat,
  },
  modelList({
    name: 'bedrock-models',
    at: /\/foundation-models$/,
    theirs: ({ modelSummaries: models }) => models.map(({ modelId }: Bag) => modelId),
    // Profiles of a region are a list of their own.
    ours: (id) => !/^(?:us|eu|global)\./.test(id),
  }),
  ...smalls.map(smallFormat),
]

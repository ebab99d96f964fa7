import { camelKeys, foldGemini } from './gemini-fold.ts'
import { toldByChat } from '../facts.ts'
import { given } from './request.ts'
import { readGeminiRequest } from './gemini-request.ts'
import { saidByGemini } from './gemini-reply.ts'
import { modelList } from './models.ts'
import { onId, posts, rounded, smallFormat } from './small.ts'
import type { Bag } from './request.ts'
import type { Format, Intent } from '../format.ts'

// On Google Cloud a project and a place stand before what is asked; recorders have blanked them.
const moved = (path: string): string =>
  path.replace(/^\/v1(?:beta1)?\/(?:projects\/[^/]+\/locations\/[^/]+\/)?(?=publishers\/)/, '/')

const purposes: Bag = {
  RETRIEVAL_QUERY: 'query',
  RETRIEVAL_DOCUMENT: 'document',
  CLASSIFICATION: 'classification',
  CLUSTERING: 'clustering',
  SEMANTIC_SIMILARITY: 'similarity',
  QUESTION_ANSWERING: 'question',
  FACT_VERIFICATION: 'fact',
  CODE_RETRIEVAL_QUERY: 'code',
}
const textsOf = ({ parts }: Bag): string => parts.map(({ text }: Bag) => text ?? '').join('')

/** One embedding each, in whichever of the three forms they were asked for. */
function embeddings(body: Bag): Bag[] {
  const { requests, instances, content, embedContentConfig: config, ...rest } = camelKeys(body) as Bag
  const own: Bag[] = requests ?? instances ?? [{ ...rest, ...config, content }]
  return own.map(({ model: _, content: said, ...one }) =>
    given({ ...one, ...(instances && body['parameters']), content: typeof said === 'string' ? said : textsOf(said) }),
  )
}

function embedIntent(body: Bag): Intent {
  const asked = embeddings(body)
  const { taskType, outputDimensionality: dimensions, title } = asked[0]!
  return {
    model: undefined,
    request: given({ input: asked.map(({ content }) => content), dimensions, purpose: purposes[taskType] }),
    rest: { title },
  }
}

const onName = (capability: string) => onId(capability, /\/([^/]+\/[^/]+)$/)

/** The wire formats of Google's models, of the Gemini API and of Google Cloud. */
export const geminiFormats: readonly Format[] = [
  {
    name: 'gemini',
    capability: 'chat',
    matches: (recording) => posts(recording, /:(?:generate|streamGenerate)Content$/),
    intent: (sent, { path }) => readGeminiRequest(sent, path),
    unrecorded: { prompt: 'Hello' },
    answer: (parts) => ({
      candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
      modelVersion: 'earlier',
      responseId: 'earlier',
    }),
    fold: foldGemini,
    moved,
    said: saidByGemini,
    told: toldByChat,
  },
  {
    ...smallFormat({
      name: 'gemini-count-tokens',
      capability: 'countTokens',
      at: /^POST .*:countTokens$/,
      intent: ({ generateContentRequest: { model: _, ...inner } = {}, ...sent }, { path }) =>
        readGeminiRequest(Object.keys(inner).length > 0 ? inner : sent, path),
      unrecorded: { prompt: 'Hello' },
      fold: foldGemini,
      theirs: (body) => ({ inputTokens: body['totalTokens'] }),
      ours: (value) => ({ inputTokens: value['inputTokens'] }),
    }),
    moved,
  },
  {
    ...smallFormat({
      name: 'gemini-embed',
      capability: 'embed',
      at: /^POST .*:(?:batchEmbedContents|embedContent|predict)$/,
      takes: ({ instances }) => instances === undefined || instances[0].content !== undefined,
      intent: embedIntent,
      fold: (body) => ({ embeddings: embeddings(body) }),
      theirs: ({ embeddings: many, embedding, predictions, usageMetadata }) => ({
        vectors: ((many ?? (embedding ? [embedding] : predictions.map((one: Bag) => one['embeddings']))) as Bag[]).map(
          ({ values }) => rounded(values),
        ),
        total: usageMetadata?.promptTokenCount,
      }),
      ours: (value) => ({ vectors: value['embeddings'].map(rounded) }),
    }),
    moved,
  },
  smallFormat({
    name: 'gemini-files-list',
    capability: 'files',
    call: 'list',
    at: /^GET .*\/v1beta\/files$/,
    theirs: ({ files }) => ({ ids: files.map(({ name }: Bag) => name) }),
    ours: (value) => ({ ids: (value as unknown as Bag[]).map(({ file }) => file.id) }),
  }),
  smallFormat({
    name: 'gemini-files-get',
    capability: 'files',
    call: 'get',
    at: /^GET .*\/v1beta\/files\/[^/]+$/,
    intent: onName('files'),
    theirs: ({ name, sizeBytes, mimeType }) => ({ id: name, bytes: Number(sizeBytes), mimeType }),
    ours: (value) => ({ id: value['file'].id, bytes: value['bytes'], mimeType: value['mediaType'] }),
  }),
  smallFormat({
    name: 'gemini-batch',
    capability: 'batch',
    call: 'submit',
    at: /^POST .*:batchGenerateContent$/,
    intent: ({ batch }, { path }) => ({
      model: undefined,
      request: {
        requests: batch.inputConfig.requests.requests.map(({ request: { model: _, ...request }, metadata }: Bag) => ({
          id: metadata.custom_id,
          request: readGeminiRequest(request, path).request,
        })),
      },
    }),
    fold: ({ batch }) => ({
      requests: batch.inputConfig.requests.requests.map(({ request: { model: _, ...request }, metadata }: Bag) => ({
        request: foldGemini(request),
        metadata,
      })),
    }),
    theirs: ({ name }) => ({ id: name }),
    ours: (value) => ({ id: value['id'] }),
  }),
  smallFormat({
    name: 'gemini-batch-poll',
    capability: 'batch',
    call: 'poll',
    at: /^GET .*\/v1beta\/batches\/[^/]+$/,
    intent: onName('batch'),
    theirs: ({ done, response }) => ({
      state: done ? 'done' : undefined,
      texts: response?.inlinedResponses.inlinedResponses.map((one: Bag) =>
        textsOf(one['response'].candidates[0].content),
      ),
    }),
    ours: (value) => ({ state: value['state'], texts: value['result']?.items.map(({ result }: Bag) => result?.text) }),
  }),
  modelList({
    name: 'gemini-models',
    at: /\/v1beta\/models$/,
    // What can only be asked of over a live socket, say, is no model here.
    theirs: ({ models }) =>
      models
        .filter(({ supportedGenerationMethods: methods = [] }: Bag) =>
          methods.some((method: string) => /^(?:generateContent|embedContent|predictLongRunning)$/.test(method)),
        )
        .map(({ name }: Bag) => name.replace('models/', '')),
  }),
]

import { vectorOf } from '../brain/media.ts'
import { countTokens, promptTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { generate } from './answer.ts'
import { askOf } from './ask.ts'
import { checkBody, checkModel } from './check.ts'
import { isCloud, modelOf, models, type GeminiModel } from './model.ts'
import { failed, invalid, refuseProblem } from './words.ts'

type Method = (call: Call, model: GeminiModel) => Reply

function count(call: Call, model: GeminiModel): Reply {
  const body = call.body?.generateContentRequest ?? call.body
  const asked = { ...call, body }
  checkBody(asked, model)
  const totalTokens = promptTokens(askOf(asked, model))
  return { json: { totalTokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: totalTokens }] } }
}

const embedFields: Fields = {
  model: a.string,
  content: { type: 'object', required: true },
  taskType: a.string,
  title: a.string,
  outputDimensionality: { type: 'integer', min: 1, max: 3072 },
}
const configFields: Fields = {
  content: { type: 'object', required: true },
  embedContentConfig: {
    type: 'object',
    fields: { outputDimensionality: a.integer, taskType: a.string, title: a.string, autoTruncate: a.boolean },
  },
}

const textIn = ({ parts }: Loose): string => (parts as Loose[]).map(({ text }) => text ?? '').join(' ')
const valuesOf = (text: string, size = 3072): number[] => Array.from(vectorOf(text, size))

function check(body: Loose, fields: Fields): void {
  const problem = inspect(body ?? {}, fields)
  if (problem) refuseProblem(problem)
}

const embedMany: Method = ({ body }) => {
  const requests: Loose[] = body?.requests ?? []
  if (requests.length === 0) invalid('* BatchEmbedContentsRequest.requests: at least one request is required')
  if (requests.length > 100) invalid('* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch')
  for (const one of requests) check(one, embedFields)
  const tokens = requests.reduce((sum, { content }) => sum + countTokens(textIn(content)), 0)
  return {
    json: {
      embeddings: requests.map(({ content, outputDimensionality: size }) => ({
        values: valuesOf(textIn(content), size),
      })),
      usageMetadata: { promptTokenCount: tokens, promptTokenDetails: [{ modality: 'TEXT', tokenCount: tokens }] },
    },
  }
}

const embedOne: Method = (call) => {
  const { body } = call
  check(body, isCloud(call) ? configFields : embedFields)
  const size = body.embedContentConfig?.outputDimensionality ?? body.outputDimensionality
  const tokens = countTokens(textIn(body.content))
  return {
    json: {
      embedding: { values: valuesOf(textIn(body.content), size) },
      usageMetadata: { promptTokenCount: tokens, totalTokenCount: tokens },
    },
  }
}

const predict: Method = ({ body }, { id }) => {
  const instances: Loose[] = body?.instances ?? []
  if (instances.length === 0) invalid('Empty instances.')
  if (id === 'gemini-embedding-001' && instances.length > 1)
    invalid('This model supports one instance per request only.')
  return {
    json: {
      predictions: instances.map(({ content }) => ({
        embeddings: {
          values: valuesOf(content, body.parameters?.outputDimensionality),
          statistics: { token_count: countTokens(content), truncated: false },
        },
      })),
    },
  }
}

const film: Method = (call, { id }) => {
  if (!call.body?.instances?.[0]?.prompt) invalid('* PredictLongRunningRequest.instances: prompt is required')
  const name = `${isCloud(call) ? '' : 'models/'}${id}/operations/${call.state.id('', 12)}`
  call.state.stored.set(name, {})
  return { json: { name } }
}

/** The film of the operation that is named; done at the first look. */
const look: Method = ({ body, state }) => {
  const name = body?.operationName
  if (!state.stored.has(name)) refuse(failed(404, { status: 'NOT_FOUND', message: `Operation ${name} not found.` }))
  return { json: { name, done: true, response: { videos: [{ bytesBase64Encoded: 'AAAA', mimeType: 'video/mp4' }] } } }
}

const batch: Method = (call, model) => {
  const requests: Loose[] = call.body?.batch?.inputConfig?.requests?.requests ?? []
  if (requests.length === 0) invalid('* BatchGenerateContentRequest.batch: requests are required')
  const answers = requests.map(({ request, metadata }) => {
    const reply = call.run('POST', `/v1beta/models/${model.id}:generateContent`, request)
    const { status = 200, json } = reply as { status?: number; json: Loose }
    return { ...(status < 400 ? { response: json } : json), metadata }
  })
  const name = `batches/${call.state.id('', 36)}`
  const facts = { model: `models/${model.id}`, displayName: call.body.batch.displayName, name }
  const total = String(requests.length)
  const inlinedResponses = { inlinedResponses: { inlinedResponses: answers } }
  call.state.batches.set(name, {
    name,
    done: true,
    metadata: {
      ...facts,
      state: 'BATCH_STATE_SUCCEEDED',
      output: inlinedResponses,
      batchStats: { requestCount: total },
    },
    response: inlinedResponses,
  })
  const batchStats = { requestCount: total, pendingRequestCount: total }
  return { json: { name, metadata: { ...facts, state: 'BATCH_STATE_PENDING', batchStats } } }
}

const methods: Readonly<Record<string, Method>> = {
  generateContent: (call, model) => generate(call, model, false),
  streamGenerateContent: (call, model) => generate(call, model, true),
  countTokens: count,
  batchEmbedContents: embedMany,
  embedContent: embedOne,
  predict,
  predictLongRunning: film,
  fetchPredictOperation: look,
  batchGenerateContent: batch,
}
const cloudOnly = ['predict', 'fetchPredictOperation']
const apiOnly = ['batchEmbedContents', 'batchGenerateContent']

/** `model:method`, which is the last segment of the path. */
export function ask(call: Call): Reply {
  const [id = '', name = ''] = call.params.at(-1)!.split(':')
  const method = methods[name]
  const isElsewhere = (isCloud(call) ? apiOnly : cloudOnly).includes(name)
  if (!method || isElsewhere) return call.service.noRoute(call.method, call.path, call.requestId)
  const model = modelOf(call.path.includes('/endpoints/') ? `endpoints/${id}` : id)
  checkModel(call, model)
  return method(call, model)
}

/** The routes of the Gemini API about models. */
export const modelRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1beta/models/:call', handle: ask },
  { method: 'GET', path: '/v1beta/models', handle: () => ({ json: { models } }) },
  {
    method: 'GET',
    path: '/v1beta/models/:id',
    handle: ({ params: [id] }) => ({
      json:
        models.find(({ name }) => name === `models/${id}`) ??
        refuse(failed(404, { status: 'NOT_FOUND', message: `models/${id} is not found for API version v1beta.` })),
    }),
  },
  {
    method: 'GET',
    path: '/v1beta/models/:id/operations/:name',
    handle: ({ params: [id, operation], state }) => {
      const name = `models/${id}/operations/${operation}`
      if (!state.stored.has(name)) refuse(failed(404, { status: 'NOT_FOUND', message: `Operation ${name} not found.` }))
      const video = { uri: `https://generativelanguage.googleapis.com/v1beta/files/${operation}:download?alt=media` }
      return { json: { name, done: true, response: { generateVideoResponse: { generatedSamples: [{ video }] } } } }
    },
  },
  {
    method: 'GET',
    path: '/v1beta/batches/:id',
    handle: ({ params: [id], state }) => ({
      json:
        state.batches.get(`batches/${id}`) ??
        refuse(failed(404, { status: 'NOT_FOUND', message: `Batch ${id} not found.` })),
    }),
  },
]

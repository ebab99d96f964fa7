import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Route } from '../service.ts'
import { failed, invalid, sayProblem } from './words.ts'

const arn = (id: string): string => `arn:aws:bedrock:us-east-1::foundation-model/${id}`
const model = (modelId: string, modelName: string, providerName: string, output: string, input = ['TEXT']): Loose => ({
  modelArn: arn(modelId),
  modelId,
  modelName,
  providerName,
  inputModalities: input,
  outputModalities: [output],
  responseStreamingSupported: output === 'TEXT',
  customizationsSupported: [],
  inferenceTypesSupported: ['ON_DEMAND'],
  modelLifecycle: { status: 'ACTIVE' },
})

const models = [
  model('anthropic.claude-haiku-4-5-20251001-v1:0', 'Claude Haiku 4.5', 'Anthropic', 'TEXT', ['TEXT', 'IMAGE']),
  model('amazon.nova-pro-v1:0', 'Nova Pro', 'Amazon', 'TEXT', ['TEXT', 'IMAGE', 'VIDEO']),
  model('amazon.titan-embed-text-v2:0', 'Titan Text Embeddings V2', 'Amazon', 'EMBEDDING'),
  model('cohere.rerank-v3-5:0', 'Rerank 3.5', 'Cohere', 'TEXT'),
  model('stability.stable-image-core-v1:1', 'Stable Image Core', 'Stability AI', 'IMAGE'),
]

const profiles = models.slice(0, 2).flatMap(({ modelId, modelName, modelArn }) =>
  ['us', 'eu'].map((region) => ({
    inferenceProfileId: `${region}.${modelId}`,
    inferenceProfileName: `${region.toUpperCase()} ${modelName}`,
    inferenceProfileArn: `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${region}.${modelId}`,
    models: [{ modelArn }],
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
  })),
)

const jobFields: Fields = {
  jobName: { type: 'string', required: true },
  customModelName: { type: 'string', required: true },
  roleArn: { type: 'string', required: true },
  clientRequestToken: a.string,
  baseModelIdentifier: { type: 'string', required: true },
  customizationType: a.string,
  trainingDataConfig: { type: 'object', required: true },
  validationDataConfig: a.object,
  outputDataConfig: { type: 'object', required: true },
  hyperParameters: a.object,
}

const jobOf = ({ params, state }: Call): Loose =>
  state.stored.get(params[0]!) ??
  refuse(failed(404, 'ResourceNotFoundException', 'The provided job identifier could not be found.'))

function createJob({ body, state }: Call) {
  const problem = inspect(body ?? {}, jobFields)
  if (problem) invalid(sayProblem(problem))
  const odd = Object.entries(body.hyperParameters ?? {}).find(([, value]) => typeof value !== 'string')
  if (odd) invalid(`Malformed input request: #/hyperParameters/${odd[0]}: expected type: string`)
  const again = [...state.stored.values()].find(
    ({ clientRequestToken: token }) => token !== undefined && token === body.clientRequestToken,
  )
  const jobArn =
    again?.jobArn ??
    `arn:aws:bedrock:us-east-1:123456789012:model-customization-job/${body.baseModelIdentifier}/${state.id('', 12)}`
  state.stored.set(jobArn, { ...body, jobArn, status: 'InProgress' })
  return { status: 201, json: { jobArn } }
}

/** A job is in progress the first time it is looked at, and then done. */
function look(call: Call) {
  const job = jobOf(call)
  const seen = { ...job }
  if (job.status === 'InProgress') {
    job.status = 'Completed'
    job.outputModelArn = `arn:aws:bedrock:us-east-1:123456789012:custom-model/${job.baseModelIdentifier}/${call.state.id('', 12)}`
  }
  return { json: seen }
}

/** Models, profiles, customization. */
export const controlRoutes: readonly Route[] = [
  { method: 'GET', path: '/foundation-models', handle: () => ({ json: { modelSummaries: models } }) },
  {
    method: 'GET',
    path: '/inference-profiles',
    handle: ({ query }) => {
      const from = Number(query.get('nextToken') ?? 0)
      const to = from + 2
      return {
        json: {
          inferenceProfileSummaries: profiles.slice(from, to),
          ...(to < profiles.length && { nextToken: String(to) }),
        },
      }
    },
  },
  { method: 'GET', path: '/custom-models', handle: () => ({ json: { modelSummaries: [] } }) },
  { method: 'POST', path: '/model-customization-jobs', handle: createJob },
  { method: 'GET', path: '/model-customization-jobs/:id', handle: look },
  {
    method: 'POST',
    path: '/model-customization-jobs/:id/stop',
    handle: (call) => {
      jobOf(call).status = 'Stopped'
      return { json: {} }
    },
  },
]

const passages = [
  { content: { text: 'The example report says that nothing was looked up.', type: 'TEXT' }, score: 0.75 },
  { content: { text: 'The example guide says so too.', type: 'TEXT' }, score: 0.5 },
].map((one, at) => ({ ...one, location: { type: 'S3', s3Location: { uri: `s3://example/${at}.txt` } }, metadata: {} }))

/** Guardrails and knowledge bases. */
export const sideRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/guardrail/:id/version/:version/apply',
    handle: ({ body }) => {
      const texts: string[] = (body?.content ?? []).map(({ text }: Loose) => text.text)
      const stops = texts.some((text) => text.toLowerCase().includes('forbidden'))
      return {
        json: {
          action: stops ? 'GUARDRAIL_INTERVENED' : 'NONE',
          outputs: stops ? [{ text: 'The guardrail has stopped this.' }] : [],
          assessments: [],
          usage: { topicPolicyUnits: texts.length },
        },
      }
    },
  },
  {
    method: 'POST',
    path: '/knowledgebases/:id/retrieve',
    handle: ({ body }) => {
      if (!body?.retrievalQuery?.text) invalid('retrievalQuery must not be null')
      const most = body.retrievalConfiguration?.vectorSearchConfiguration?.numberOfResults
      return { json: { retrievalResults: passages.slice(0, most) } }
    },
  },
  {
    method: 'POST',
    path: '/retrieveAndGenerate',
    handle: ({ body, state }) => {
      if (!body?.input?.text) invalid('input must not be null')
      const { text } = passages[0]!.content
      return {
        json: {
          output: { text },
          sessionId: body.sessionId ?? state.id('', 32),
          citations: [
            {
              generatedResponsePart: { textResponsePart: { text, span: { start: 0, end: text.length - 1 } } },
              retrievedReferences: passages.slice(0, 1),
            },
          ],
        },
      }
    },
  },
]

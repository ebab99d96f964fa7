import { ask } from '../gemini/models.ts'
import { cacheRoutes } from '../gemini/caches.ts'
import { create, countTokens } from '../messages/create.ts'
import { failed, failureOf, invalid } from '../gemini/words.ts'
import { modelOf } from '../gemini/model.ts'
import { refuse, type Call, type Reply, type Route, type Service } from '../service.ts'
import type { Loose } from '../http/loose.ts'

const place = '/projects/:project/locations/:location'

/** Claude, behind `rawPredict`: Anthropic's Messages with the model in the path and the version in the body. */
function rawPredict(call: Call): Reply {
  const [model = '', method] = call.params.at(-1)!.split(':')
  const { anthropic_version: version, anthropic_beta: betas, ...body } = (call.body ?? {}) as Loose
  if (version !== 'vertex-2023-10-16') invalid('anthropic_version: Field required')
  const isCount = model === 'count-tokens'
  if (!isCount && body.model !== undefined) invalid('model: Extra inputs are not permitted')
  if (!isCount && !/@(?:\d{8}|default)$/u.test(model))
    refuse(
      failed(404, {
        status: 'NOT_FOUND',
        message: `Publisher Model \`publishers/anthropic/models/${model}\` was not found.`,
      }),
    )
  const named = isCount ? body.model : model
  const asked: Call = {
    ...call,
    headers: {
      ...call.headers,
      'anthropic-version': '2023-06-01',
      ...(betas && { 'anthropic-beta': betas.join(',') }),
    },
    body: {
      ...body,
      model: String(named)
        .replace(/@default$/u, '')
        .replace('@', '-'),
    },
  }
  if (isCount) return countTokens(asked)
  if (body.stream !== true && method === 'streamRawPredict') invalid('stream: must be true for streamRawPredict')
  return create(asked)
}

const tunings: readonly Route[] = [
  {
    method: 'POST',
    path: `/v1beta1${place}/tuningJobs`,
    handle: ({ body, params: [project, location], state }) => {
      if (
        !modelOf(String(body?.baseModel)).isKnown ||
        !body.supervisedTuningSpec?.trainingDatasetUri?.startsWith('gs://')
      )
        invalid('A base model and a training dataset in Cloud Storage are required.')
      const id = state.id('', 12)
      const root = `projects/${project}/locations/${location}`
      const job = { name: `${root}/tuningJobs/${id}`, baseModel: body.baseModel }
      const tunedModel = { model: `${root}/models/${id}`, endpoint: `${root}/endpoints/${id}` }
      state.stored.set(`tuningJobs/${id}`, { ...job, state: 'JOB_STATE_SUCCEEDED', tunedModel })
      return { json: { ...job, state: 'JOB_STATE_PENDING' } }
    },
  },
  {
    method: 'GET',
    path: `/v1beta1${place}/tuningJobs/:id`,
    handle: ({ params, state }) => ({
      json:
        state.stored.get(`tuningJobs/${params[2]}`) ??
        refuse(failed(404, { status: 'NOT_FOUND', message: 'The tuning job was not found.' })),
    }),
  },
]

const publishers: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  google: [
    ['gemini-3.5-flash', 'default'],
    ['gemini-embedding-2', 'default'],
  ],
  anthropic: [['claude-haiku-4-5', '20251001']],
}

/** Google Vertex AI: Gemini and Claude in a project. */
export const vertex: Service = {
  slug: 'vertex',
  root: '',
  sdkRoot: '',
  key: 'ya29.emulator-vertex',
  env: { key: 'GOOGLE_VERTEX_API_KEY', baseURL: 'GOOGLE_VERTEX_BASE_URL' },
  ping: '',
  modelIn: (path) => /\/(?:models|endpoints)\/([^/:]+)/u.exec(path)?.[1],
  routes: [
    { method: 'POST', path: `/v1beta1${place}/publishers/google/models/:call`, handle: ask },
    { method: 'POST', path: `/v1${place}/publishers/google/models/:call`, handle: ask },
    { method: 'POST', path: `/v1beta1${place}/endpoints/:call`, handle: ask },
    { method: 'POST', path: '/v1beta1/publishers/google/models/:call', handle: ask },
    { method: 'POST', path: `/v1${place}/publishers/anthropic/models/:call`, handle: rawPredict },
    {
      method: 'GET',
      path: '/v1beta1/publishers/:publisher/models',
      handle: ({ params: [publisher] }) => ({
        json: {
          publisherModels: (publishers[publisher!] ?? []).map(([id, versionId]) => ({
            name: `publishers/${publisher}/models/${id}`,
            versionId,
            launchStage: 'GA',
          })),
        },
      }),
    },
    ...tunings,
    ...cacheRoutes(
      `/v1beta1${place}`,
      ({ params: [project, location] }) => `projects/${project}/locations/${location}/`,
    ),
  ],
  authenticate: (headers, key, _, { path }) => {
    const bearer = /^Bearer (.*)$/iu.exec(headers['authorization'] ?? '')?.[1]
    if (bearer === key) return undefined
    // Express mode knows no project.
    if (headers['x-goog-api-key'] === key && path.startsWith('/v1beta1/publishers/')) return undefined
    return failureOf(401, undefined)
  },
  failure: failureOf,
  noRoute: (method, path) => failed(404, { status: 'NOT_FOUND', message: `${method} ${path} was not found.` }),
  headers: ({ requestId, path }): Record<string, string> =>
    path.includes('/anthropic/') ? { 'request-id': requestId } : {},
}

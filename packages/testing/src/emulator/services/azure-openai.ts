import { speech, transcription } from '../azure/audio.ts'
import { isOpen, isToken, needVersion, tokenRoutes } from '../azure/entra.ts'
import { withFilter } from '../azure/filter.ts'
import { azureModels, deployments, servedBy } from '../azure/models.ts'
import { azureWords, failureOf, gateway, noResource } from '../azure/words.ts'
import { batchRoutes } from '../family/batches.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { fileRoutes } from '../family/files.ts'
import type { Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { a } from '../http/shape.ts'
import { countTokens, create } from '../messages/create.ts'
import { openaiChat } from '../openai/chat.ts'
import { editImages, generate } from '../openai/images.ts'
import { responseRoutes } from '../responses/routes.ts'
import { refuse, type Call, type Reply, type Route, type Service } from '../service.ts'

const slug = 'azure-openai'
const key = 'emulator0azure0openai0key0000000'

const member: Member = {
  slug,
  root: '/openai/v1',
  sdkRoot: '',
  key,
  env: { key: 'AZURE_OPENAI_API_KEY', baseURL: 'AZURE_OPENAI_ENDPOINT' },
  words: azureWords,
  chat: {
    ...openaiChat,
    fields: { ...openaiChat.fields, data_sources: a.array },
    chunkTail: '"system_fingerprint":"fp_emulated",',
  },
  ping: ': keep-alive\n\n',
  models: azureModels,
  headers: () => ({}),
  routes: () => [],
}

/** No webp at Azure. */
const pictures =
  (route: (call: Call) => Reply) =>
  (call: Call): Reply => {
    const format = call.body?.output_format ?? call.form?.fields.output_format
    if (format !== 'webp') return route(call)
    return refuse(azureWords.problem({ kind: 'value', path: ['output_format'], values: ['png', 'jpeg'], got: format }))
  }

const ofDeployments: readonly Route[] = [
  { method: 'POST', path: '/chat/completions', handle: withFilter(chatRoute(member)) },
  { method: 'POST', path: '/completions', handle: completionsRoute(member) },
  { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
  { method: 'POST', path: '/images/generations', handle: pictures(generate) },
  { method: 'POST', path: '/images/edits', handle: pictures(editImages) },
  { method: 'POST', path: '/audio/speech', handle: speechRoute(member, speech) },
  { method: 'POST', path: '/audio/transcriptions', handle: transcriptionRoute(member, transcription, false) },
  { method: 'POST', path: '/audio/translations', handle: transcriptionRoute(member, transcription, true) },
]

const ofResource = (batches: Member): readonly Route[] => [
  ...responseRoutes.filter(({ path }) => path !== '/responses/input_tokens'),
  ...fileRoutes(member, ['assistants', 'batch', 'fine-tune', 'evals']),
  ...batchRoutes(batches),
  ...modelRoutes(member),
]

const at = (root: string, routes: readonly Route[], around: (handle: Route['handle']) => Route['handle']): Route[] =>
  routes.map((route) => ({ ...route, path: root + route.path, handle: around(route.handle) }))

/** The model that a deployment serves answers. */
const served =
  (handle: Route['handle']): Route['handle'] =>
  (call) => {
    const { model } = call.body ?? {}
    return handle(typeof model === 'string' ? { ...call, body: { ...call.body, model: servedBy(model) } } : call)
  }

/** Older addresses answer under a dated version only. */
const versioned =
  (handle: Route['handle']): Route['handle'] =>
  (call) => {
    needVersion(call, noResource)
    return handle(call)
  }

/** The path says which deployment answers, whatever the body says; a form says it as well. */
const named = (handle: Route['handle']): Route['handle'] =>
  versioned((call) => {
    const [model, ...params] = call.params
    const body = call.body === undefined ? undefined : { ...call.body, model }
    const form = call.form && { ...call.form, fields: { ...call.form.fields, model: model! } }
    return served(handle)({ ...call, params, body, form })
  })

/** Lines of an older batch name their endpoint without a version, and run all the same. */
const batched =
  (handle: Route['handle']): Route['handle'] =>
  (call) =>
    served(handle)({
      ...call,
      run: (method, path, body) => call.run(method, path.startsWith('/openai/') ? path : `/openai/v1${path}`, body),
    })

/** What needs `api-version=preview` on v1 is refused without it. */
const previewed =
  (path: string) =>
  (handle: Route['handle']): Route['handle'] =>
  (call) => {
    if (/^\/(?:images|audio)\//u.test(path) && call.query.get('api-version') !== 'preview') refuse(noResource)
    return served(handle)(call)
  }

const limits = (limit: string, remaining: string, reset: string): Readonly<Record<string, string>> => ({
  'x-ratelimit-limit-requests': limit,
  'x-ratelimit-limit-tokens': limit === '-1' ? limit : '250000',
  'x-ratelimit-remaining-requests': remaining,
  'x-ratelimit-remaining-tokens': remaining === '-1' ? remaining : '249000',
  'x-ratelimit-reset-requests': reset,
  'x-ratelimit-reset-tokens': reset,
  'x-ratelimit-key': 'emulated',
})

/** Azure OpenAI in Foundry: v1, deployments, `/models`, Claude, the token servers and the management plane. */
export const azureOpenAI: Service = {
  slug,
  root: '',
  sdkRoot: '',
  key,
  env: member.env,
  ping: member.ping,
  routes: [
    ...ofDeployments.flatMap((route) => at('/openai/v1', [route], previewed(route.path))),
    ...at('/openai/v1', ofResource(member), batched),
    ...at('/openai/deployments/:deployment', ofDeployments, named),
    ...at('/openai', ofResource({ ...member, root: '/openai' }), (handle) => versioned(batched(handle))),
    ...at(
      '/models',
      ofDeployments.filter(({ path }) => /^\/(?:chat|embeddings)/u.test(path)),
      versioned,
    ),
    { method: 'POST', path: '/anthropic/v1/messages', handle: served(create) },
    { method: 'POST', path: '/anthropic/v1/messages/count_tokens', handle: served(countTokens) },
    {
      method: 'GET',
      path: '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.CognitiveServices/accounts/:account/deployments',
      handle: versioned(deployments),
    },
    ...tokenRoutes(key),
  ],
  authenticate: (headers, expected, _, { path }) => {
    if (isOpen(path)) return undefined
    const bearer = /^Bearer (.*)$/iu.exec(headers.authorization ?? '')?.[1]
    const isManagement = path.startsWith('/subscriptions/')
    if (isToken(bearer, isManagement)) return undefined
    if (isManagement) return gateway(401, 'InvalidAuthenticationToken', 'The access token is invalid.')
    // v1 takes a key as bearer too; Claude takes it under its own name.
    const given =
      headers['api-key'] ??
      (path.startsWith('/anthropic/') ? headers['x-api-key'] : path.startsWith('/openai/v1/') ? bearer : undefined)
    return given === expected ? undefined : azureWords.wrongKey(given)
  },
  failure: failureOf,
  noRoute: () => noResource,
  headers: ({ requestId, path, body }) => ({
    'apim-request-id': requestId,
    ...(!path.startsWith('/anthropic/') && { 'x-request-id': requestId }),
    'x-ms-region': 'East US 2',
    ...(body?.model !== undefined && { 'x-ms-deployment-name': String(body.model) }),
    ...(/^\/openai\/.*\/(?:chat|completions|embeddings)/u.test(path) && limits('250', '249', '12')),
    ...(/\/responses|^\/anthropic/u.test(path) && limits('-1', '-1', '0')),
  }),
}

import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectChat, isLLMError, resolveRequest } from '@llmrr/core'
import { afterEach, expect, test } from 'vitest'
import { startTokenServer } from './token-server.ts'
import { vertex } from '../src/index.ts'
import type { ChatEvent, Context, Host, ResolvedChatRequest } from '@llmrr/core'
import type { VertexConfig } from '../src/index.ts'

type Server = Awaited<ReturnType<typeof startTokenServer>>
let server: Server | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
  delete process.env['GCE_METADATA_HOST']
})

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const serviceAccount = {
  type: 'service_account',
  project_id: 'of-the-key',
  private_key_id: 'kid-1',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  client_email: 'robot@of-the-key.iam.gserviceaccount.com',
}

/** A clock that a test moves, with Google's token hosts on loopback and Vertex AI in memory. */
function world(env: Record<string, string> = {}, refuses: (token: string) => boolean = () => false) {
  let ahead = 0
  const sent: { url: string; headers: Headers }[] = []
  const host: Host = {
    async fetch(url, init) {
      const { hostname, pathname } = new URL(url)
      if (hostname === '127.0.0.1') return fetch(url, init)
      if (!hostname.includes('aiplatform')) return fetch(`${server!.origin}${pathname}`, init)
      const headers = new Headers(init?.headers)
      sent.push({ url, headers })
      if (refuses(headers.get('authorization') ?? ''))
        return Response.json({ error: { code: 401, status: 'UNAUTHENTICATED', message: 'Expired.' } }, { status: 401 })
      return Response.json({ candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }] })
    },
    now: () => Date.now() + ahead,
    random: () => 0.5,
    sleep: async () => {},
    timer: () => () => {},
    env: (name) => env[name],
  }
  const ask = async (provider: ReturnType<typeof vertex>) => {
    const context: Context = {
      signal: new AbortController().signal,
      target: { provider: 'vertex', model: 'gemini-3.5-flash' },
      stream: false,
      attempt: 1,
      host,
      warn: () => {},
    }
    const events: ChatEvent[] = []
    const request = resolveRequest('chat', { prompt: 'Hello' }) as ResolvedChatRequest
    for await (const event of provider.chat(request, context)) events.push(event)
    return collectChat(events)
  }
  return { ask, sent, pass: (ms: number) => void (ahead += ms) }
}

const granting = (expiresIn = 3600) => ({
  '/token': (_: unknown, count: number) => ({
    body: { access_token: `ya29.token-${count}`, expires_in: expiresIn, token_type: 'Bearer' },
  }),
})
const tokens = () => server!.asked.filter(({ path }) => path === '/token')
const bearers = (sent: readonly { headers: Headers }[]) => sent.map(({ headers }) => headers.get('authorization'))

test('a service account signs for a token; many calls wait for one', async () => {
  server = await startTokenServer(granting())
  const { ask, sent } = world()
  const provider = vertex({ credentials: serviceAccount, location: 'europe-west4' })
  await Promise.all([ask(provider), ask(provider), ask(provider)])
  await ask(provider)
  expect(tokens()).toHaveLength(1)
  const { grant_type: grant, assertion } = tokens()[0]!.body as Record<string, string>
  expect(grant).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
  expect(JSON.parse(Buffer.from(assertion!.split('.')[1]!, 'base64url').toString())).toMatchObject({
    iss: serviceAccount.client_email,
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    aud: 'https://oauth2.googleapis.com/token',
  })
  expect(bearers(sent)).toEqual(Array.from({ length: 4 }, () => 'Bearer ya29.token-1'))
  expect(sent[0]!.url).toBe(
    'https://europe-west4-aiplatform.googleapis.com/v1beta1/projects/of-the-key/locations/europe-west4/publishers/google/models/gemini-3.5-flash:generateContent',
  )
})

test('renews a token before it ends', async () => {
  server = await startTokenServer(granting())
  const { ask, sent, pass } = world()
  const provider = vertex({ credentials: serviceAccount, project: 'p1' })
  await ask(provider)
  pass(3_000_000)
  await ask(provider)
  pass(400_000)
  await ask(provider)
  expect(bearers(sent)).toEqual(['Bearer ya29.token-1', 'Bearer ya29.token-1', 'Bearer ya29.token-2'])
})

test('fetches another token once when the service refuses one', async () => {
  server = await startTokenServer(granting())
  const { ask, sent } = world({}, (token) => token.endsWith('-1'))
  expect(await ask(vertex({ credentials: serviceAccount, project: 'p1' }))).toMatchObject({ text: 'Hi' })
  expect(bearers(sent)).toEqual(['Bearer ya29.token-1', 'Bearer ya29.token-2'])
})

test('a refused credential is an error that names neither key nor assertion', async () => {
  server = await startTokenServer({
    '/token': () => ({ status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } }),
  })
  const { ask, sent } = world()
  const error: unknown = await ask(vertex({ credentials: serviceAccount, project: 'p1' })).catch((thrown) => thrown)
  expect(isLLMError(error, 'auth')).toBe(true)
  expect((error as Error).message).toContain('invalid_grant')
  expect(JSON.stringify(error) + (error as Error).stack).not.toMatch(/PRIVATE KEY|assertion|eyJ/)
  expect((error as Error).cause).toBeUndefined()
  expect(sent).toHaveLength(0)
})

test("a user's own login is refreshed, and its quota project pays", async () => {
  server = await startTokenServer(granting())
  const { ask, sent } = world()
  const credentials = {
    type: 'authorized_user',
    client_id: 'c1',
    client_secret: 's1',
    refresh_token: 'r1',
    quota_project_id: 'payer',
  }
  await ask(vertex({ credentials, project: 'p1' }))
  expect(tokens()[0]!.body).toMatchObject({ grant_type: 'refresh_token', client_id: 'c1', refresh_token: 'r1' })
  expect(sent[0]!.headers.get('x-goog-user-project')).toBe('payer')
})

test('a workload identity is exchanged at the token service, then impersonates', async () => {
  const account = 'robot@p1.iam.gserviceaccount.com'
  server = await startTokenServer({
    '/v1/token': () => ({
      body: {
        access_token: 'sts-1',
        expires_in: 3600,
        token_type: 'Bearer',
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
    }),
    [`/v1/projects/-/serviceAccounts/${account}:generateAccessToken`]: () => ({
      body: { accessToken: 'ya29.impersonated', expireTime: new Date(Date.now() + 3_600_000).toISOString() },
    }),
  })
  const file = join(mkdtempSync(join(tmpdir(), 'identity-')), 'token')
  writeFileSync(file, 'subject-1')
  const credentials = {
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/oidc',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${server.origin}/v1/token`,
    service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
    credential_source: { file },
  }
  const { ask, sent } = world()
  await ask(vertex({ credentials, project: 'p1' }))
  expect(server.asked[0]!.body).toMatchObject({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: 'subject-1',
  })
  expect(server.asked[1]!.headers['authorization']).toBe('Bearer sts-1')
  expect(bearers(sent)).toEqual(['Bearer ya29.impersonated'])
})

test('an impersonation goes through the credential that it names', async () => {
  const path = '/v1/projects/-/serviceAccounts/other@p1.iam.gserviceaccount.com:generateAccessToken'
  server = await startTokenServer({
    ...granting(),
    [path]: () => ({
      body: { accessToken: 'ya29.other', expireTime: new Date(Date.now() + 3_600_000).toISOString() },
    }),
  })
  const credentials = {
    type: 'impersonated_service_account',
    service_account_impersonation_url: `https://iamcredentials.googleapis.com${path}`,
    source_credentials: { type: 'authorized_user', client_id: 'c1', client_secret: 's1', refresh_token: 'r1' },
  }
  const { ask, sent } = world()
  await ask(vertex({ credentials, project: 'p1' }))
  expect(server.asked.find((one) => one.path === path)!.headers['authorization']).toBe('Bearer ya29.token-1')
  expect(bearers(sent)).toEqual(['Bearer ya29.other'])
})

test('a machine of Google tells its token', async () => {
  server = await startTokenServer({
    '/': () => ({ body: {} }),
    '/computeMetadata/v1/instance': () => ({ body: 'instance' }),
    '/computeMetadata/v1/instance/': () => ({ body: 'instance' }),
    '/computeMetadata/v1/project/project-id': () => ({ body: 'of-the-machine' }),
    '/computeMetadata/v1/universe/universe-domain': () => ({ body: 'googleapis.com' }),
    '/computeMetadata/v1/instance/service-accounts/default/token': () => ({
      body: { access_token: 'ya29.machine', expires_in: 3600, token_type: 'Bearer' },
    }),
  })
  process.env['GCE_METADATA_HOST'] = server.origin.replace('http://', '')
  const { ask, sent } = world({ GOOGLE_CLOUD_PROJECT: 'p1' })
  await ask(vertex())
  expect(bearers(sent)).toEqual(['Bearer ya29.machine'])
  expect(server.asked.every(({ headers }) => headers['metadata-flavor'] === 'Google')).toBe(true)
})

test.each<[string, VertexConfig, Record<string, string>, string]>([
  ['a key of the config', { apiKey: 'k1' }, { GOOGLE_CLOUD_PROJECT: 'p1' }, 'k1'],
  ['a key of the environment', {}, { GOOGLE_API_KEY: 'k2' }, 'k2'],
])('%s asks in express mode, without project and place', async (_, config, env, key) => {
  const { ask, sent } = world(env)
  await ask(vertex(config))
  expect(sent[0]!.url).toBe(
    'https://aiplatform.googleapis.com/v1beta1/publishers/google/models/gemini-3.5-flash:generateContent',
  )
  expect(sent[0]!.headers.get('x-goog-api-key')).toBe(key)
})

test('a project goes before a key of the environment', async () => {
  server = await startTokenServer(granting())
  const { ask, sent } = world({ GOOGLE_API_KEY: 'k1', GOOGLE_CLOUD_PROJECT: 'p1', GOOGLE_CLOUD_LOCATION: 'us' })
  await ask(vertex({ credentials: serviceAccount }))
  expect(sent[0]!.url).toContain('https://aiplatform.us.rep.googleapis.com/v1beta1/projects/p1/locations/us/')
  expect(bearers(sent)).toEqual(['Bearer ya29.token-1'])
})

test('without any sign of a credential nothing is asked, and the error says what to set', async () => {
  const { ask, sent } = world()
  const error: unknown = await ask(vertex()).catch((thrown) => thrown)
  expect(isLLMError(error, 'auth')).toBe(true)
  expect((error as Error).message).toContain('GOOGLE_API_KEY')
  expect(sent).toHaveLength(0)
})

test('a location that is no word is refused before it becomes a host', async () => {
  const { ask, sent } = world()
  const provider = vertex({ project: 'p1', location: 'evil.example/', auth: () => ({ authorization: 'Bearer x' }) })
  await expect(ask(provider)).rejects.toMatchObject({ code: 'invalid-request', field: 'location' })
  expect(sent).toHaveLength(0)
})

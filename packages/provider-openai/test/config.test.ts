import { expect, test } from 'vitest'
import defaultExport, { openai } from '../src/index.ts'
import { said, setup } from './asked.ts'
import type { OpenAIConfig } from '../src/index.ts'

async function askedWith(config: OpenAIConfig, env: Record<string, string> = {}) {
  const { llm, asked } = setup({}, config, { OPENAI_API_KEY: 'sk-env', ...env })
  await llm.chat({ model: config.id ?? 'openai', prompt: 'Hi' })
  return asked[0]!
}

test('is exported by name and as default, and asks its default model', async () => {
  expect(defaultExport).toBe(openai)
  const { url, body, headers } = await askedWith({})
  expect(url).toBe('https://api.openai.com/v1/responses')
  expect(body['model']).toBe('gpt-6.1-sol')
  expect(headers['authorization']).toBe('Bearer sk-env')
})

test('without a model, each capability asks one that can do it', async () => {
  const { llm, asked } = setup({
    '/embeddings': { data: [] },
    '/images/generations': { data: [] },
    '/moderations': { results: [] },
    '/audio/speech': new Response('sound', { headers: { 'content-type': 'audio/mpeg' } }),
    '/audio/transcriptions': { text: 'ok' },
  })
  const audio = { type: 'media', mediaType: 'audio/wav', data: 'AAAA' } as const
  await llm.embed({ model: 'openai', input: 'Hi' })
  await llm.image({ model: 'openai', prompt: 'Hi' })
  await llm.moderate({ model: 'openai', input: 'Hi' })
  await llm.speech({ model: 'openai', input: 'Hi', voice: 'alloy' })
  await llm.transcribe({ model: 'openai', audio })
  expect(asked.map(({ body, form }) => body['model'] ?? form?.get('model'))).toEqual([
    'text-embedding-3-small',
    'gpt-image-2',
    'omni-moderation-latest',
    'gpt-4o-mini-tts',
    'gpt-transcribe',
  ])
})

test('honours the variables of the official SDK', async () => {
  const { url, headers } = await askedWith(
    {},
    {
      OPENAI_BASE_URL: 'https://proxy.example/v1',
      OPENAI_ORG_ID: 'org-1',
      OPENAI_PROJECT_ID: 'proj-1',
      OPENAI_CUSTOM_HEADERS: 'X-One: 1\nnonsense\nX-Two: a:b',
    },
  )
  expect(url).toBe('https://proxy.example/v1/responses')
  expect(headers).toMatchObject({
    'openai-organization': 'org-1',
    'openai-project': 'proj-1',
    'x-one': '1',
    'x-two': 'a:b',
  })
})

test('prefers its config to the environment', async () => {
  const { url, headers } = await askedWith(
    {
      id: 'openai-eu',
      apiKey: () => Promise.resolve('sk-config'),
      region: 'eu',
      organization: 'org-2',
      headers: { 'x-one': '2' },
    },
    { OPENAI_BASE_URL: 'https://proxy.example/v1', OPENAI_ORG_ID: 'org-1', OPENAI_CUSTOM_HEADERS: 'X-One: 1' },
  )
  expect(url).toBe('https://eu.api.openai.com/v1/responses')
  expect(headers).toMatchObject({ authorization: 'Bearer sk-config', 'openai-organization': 'org-2', 'x-one': '2' })
})

const identity = {
  identityProviderId: 'idp-1',
  serviceAccountId: 'sa-1',
  subjectToken: () => 'jwt-of-the-platform',
}

test('exchanges a workload identity for a token, once for many calls, and again before it ends', async () => {
  const token = { access_token: 'token-1', expires_in: 3600 }
  const { llm, asked, host } = setup({ '/oauth/token': token }, { workloadIdentity: identity }, {})
  const ask = () => llm.chat({ model: 'openai', prompt: 'Hi' })
  await Promise.all([ask(), ask()])
  await ask()
  expect(asked.filter(({ url }) => url === 'https://auth.openai.com/oauth/token').map(({ body }) => body)).toEqual([
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: 'jwt-of-the-platform',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      identity_provider_id: 'idp-1',
      service_account_id: 'sa-1',
    },
  ])
  expect(asked.at(-1)?.headers['authorization']).toBe('Bearer token-1')
  await host.advance(2_500_000)
  await ask()
  expect(asked.filter(({ url }) => url.endsWith('/oauth/token'))).toHaveLength(2)
})

test('says that the exchange failed, without the token that it sent', async () => {
  const refused = Response.json({ error: 'invalid_grant' }, { status: 400 })
  const { llm } = setup({ '/oauth/token': refused }, { workloadIdentity: identity }, {})
  const error = await llm.chat({ model: 'openai', prompt: 'Hi' }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'auth', status: 400 })
  expect(JSON.stringify(error) + String(error)).not.toContain('jwt-of-the-platform')
})

test('fetches a new token after a 401', async () => {
  let count = 0
  const { llm, asked } = setup(
    {
      get '/oauth/token'() {
        return { access_token: `token-${++count}` }
      },
      get '/responses'() {
        return count === 1 ? Response.json({ error: { code: 'invalid_api_key' } }, { status: 401 }) : said
      },
    },
    { workloadIdentity: identity },
    {},
  )
  expect((await llm.chat({ model: 'openai', prompt: 'Hi' })).text).toBe('ok')
  expect(asked.at(-1)?.headers['authorization']).toBe('Bearer token-2')
})

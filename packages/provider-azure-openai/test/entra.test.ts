import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouter, defaultHost, fallback } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { azureOpenAI } from '../src/index.ts'
import { selfSigned } from './certificate.ts'
import type { Emulator } from '@llmrr/testing/emulator'
import type { AzureOpenAIConfig } from '../src/index.ts'

const slug = 'azure-openai'
let emulator: Emulator
let folder: string
const certificate = selfSigned('opensesame')

beforeAll(async () => {
  emulator = await startEmulator()
  folder = mkdtempSync(join(tmpdir(), 'entra-'))
})
beforeEach(() => emulator.clearFaults())
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await emulator.close()
})

const application = { tenantId: 'tenant-1', clientId: 'app-1' }

/** A router whose network is the emulator: the addresses of Microsoft's clouds lead there. */
function setup(config: AzureOpenAIConfig, env: Readonly<Record<string, string>> = {}) {
  const asked: string[] = []
  let offset = 0
  const host = {
    ...defaultHost,
    env: (name: string) => env[name],
    now: () => Date.now() + offset,
    fetch(url: string, init?: RequestInit) {
      const { pathname, search, hostname } = new URL(url)
      const isCloud = hostname !== '127.0.0.1'
      asked.push(`${hostname}${pathname}`)
      return defaultHost.fetch(isCloud ? `${emulator.url}/${slug}${pathname}${search}` : url, init)
    },
  }
  const llm = createRouter({
    use: [azureOpenAI({ baseURL: emulator.baseURL(slug), ...config })],
    host,
    policies: [fallback()],
  })
  const ask = () => llm.chat({ model: `${slug}/gpt-5.4`, prompt: 'Hi' })
  const fetched = () => asked.filter((one) => one.endsWith('/token')).length
  return { llm, ask, asked, fetched, pass: (ms: number) => void (offset += ms) }
}

test('a client secret is exchanged for a token, once for many calls, and again before it ends', async () => {
  const { ask, asked, fetched, pass } = setup({ entra: { ...application, clientSecret: emulator.key(slug) } })
  await Promise.all([ask(), ask(), ask()])
  expect(asked[0]).toBe('login.microsoftonline.com/tenant-1/oauth2/v2.0/token')
  expect(fetched()).toBe(1)
  pass(3_200_000)
  await ask()
  expect(fetched()).toBe(1)
  pass(200_000)
  await Promise.all([ask(), ask(), ask()])
  expect(fetched()).toBe(2)
  expect(emulator.requests.at(-1)!.headers['authorization']).toMatch(/^Bearer eyJ/)
})

test('a certificate signs for the client, as text and as a file', async () => {
  await setup({ entra: { ...application, certificate: certificate.plain } }).ask()
  const path = join(folder, 'certificate.pem')
  writeFileSync(path, certificate.plain)
  await setup({}, { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_CERTIFICATE_PATH: path }).ask()
  const sent = emulator.requests.findLast((request) => request.path.endsWith('/token'))!.body as {
    fields: Record<string, string>
  }
  const [head] = sent.fields['client_assertion']!.split('.')
  expect(JSON.parse(Buffer.from(head!, 'base64url').toString())).toMatchObject({
    alg: 'PS256',
    'x5t#S256': expect.any(String) as string,
  })
})

test('an encrypted key is opened with its password', async () => {
  await setup({ entra: { ...application, certificate: certificate.locked, certificatePassword: 'opensesame' } }).ask()
  const wrong = setup({
    entra: { ...application, certificate: certificate.locked, certificatePassword: 'wrong' },
  }).ask()
  await expect(wrong).rejects.toMatchObject({ code: 'auth' })
})

test('a workload identity: a token file that is read anew for each token, and a function', async () => {
  const file = join(folder, 'federated')
  writeFileSync(file, `${emulator.key(slug)}\n`)
  const { ask, pass, fetched } = setup(
    {},
    { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_FEDERATED_TOKEN_FILE: file },
  )
  await ask()
  writeFileSync(file, 'rotated away')
  pass(3_600_000)
  await expect(ask()).rejects.toMatchObject({ code: 'auth', rawCode: 'AADSTS700027' })
  expect(fetched()).toBe(2)
  const assertion = () => Promise.resolve(emulator.key(slug))
  await setup({ entra: { ...application, assertion } }).ask()
})

test('the managed identity of a virtual machine', async () => {
  const { ask, asked } = setup({ entra: { managedIdentity: true, clientId: 'user-assigned' } })
  await ask()
  expect(asked[0]).toBe('169.254.169.254/metadata/identity/oauth2/token')
  const { query, headers } = emulator.requests.findLast(({ path }) => path.startsWith('/metadata/'))!
  expect(query).toMatchObject({ resource: 'https://cognitiveservices.azure.com', client_id: 'user-assigned' })
  expect(headers['metadata']).toBe('true')
})

test('a sovereign cloud has its own authority and audience', async () => {
  const { ask, asked } = setup({ cloud: 'government', entra: { ...application, clientSecret: emulator.key(slug) } })
  await ask()
  expect(asked[0]).toBe('login.microsoftonline.us/tenant-1/oauth2/v2.0/token')
  const { fields } = emulator.requests.findLast(({ path }) => path.endsWith('/token'))!.body as {
    fields: Record<string, string>
  }
  expect(fields['scope']).toContain('https://cognitiveservices.azure.us/.default')
})

test('a token that the service refuses is renewed once', async () => {
  const { ask, fetched } = setup({ entra: { ...application, clientSecret: emulator.key(slug) } })
  await ask()
  emulator.inject({ service: slug, path: '/openai/v1/responses', status: 401, times: 1 })
  await ask()
  expect(fetched()).toBe(2)
})

test('a refusal says why, in the code that Microsoft documents, without the secret', async () => {
  const secret = 'very-secret-indeed'
  const failed = await setup({ entra: { ...application, clientSecret: secret } })
    .ask()
    .catch((error: unknown) => error as Error & { code: string; rawCode: string })
  expect(failed).toMatchObject({ code: 'auth', rawCode: 'AADSTS7000215' })
  expect(JSON.stringify(failed) + String((failed as Error).stack)).not.toContain(secret)
  const unknown = setup({ entra: { tenantId: 'unknown-tenant', clientId: 'c', clientSecret: 's' } }).ask()
  await expect(unknown).rejects.toMatchObject({ code: 'auth', rawCode: 'AADSTS90002' })
})

test('a token server that cannot be reached is a matter of the network', async () => {
  const llm = createRouter({
    use: [azureOpenAI({ resource: 'acme', entra: { ...application, clientSecret: 's' } })],
    policies: [fallback()],
    host: { fetch: () => Promise.reject(new TypeError('fetch failed')) },
  })
  await expect(llm.chat({ model: slug, prompt: 'Hi' })).rejects.toMatchObject({
    code: 'network',
    message: expect.stringContaining('Entra ID') as string,
  })
})

test('tokens of the user go as they are, and are fetched anew for each call', async () => {
  let count = 0
  const { ask } = setup({ authToken: () => `token-${++count}` })
  await expect(ask()).rejects.toMatchObject({ code: 'auth' })
  expect(emulator.requests.at(-1)!.headers['authorization']).toBe(`Bearer token-${count}`)
})

test('without any credential the error names the ways to give one', async () => {
  await expect(setup({}).ask()).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringMatching(/AZURE_OPENAI_API_KEY.*AZURE_TENANT_ID.*entra/) as string,
  })
  const half = setup({ entra: { clientSecret: 's' } }).ask()
  await expect(half).rejects.toMatchObject({ code: 'auth', message: expect.stringContaining('tenantId') as string })
})

test('the management plane tells what is deployed, page by page', async () => {
  const account = { subscription: 's', resourceGroup: 'g', name: 'acme' }
  const { llm } = setup({ account, entra: { ...application, clientSecret: emulator.key(slug) } })
  const deployments = await llm.of(azureOpenAI).deployments()
  expect(deployments.map(({ name, model }) => [name, model])).toEqual([
    ['prod', 'gpt-5.4'],
    ['small', 'gpt-5.4-mini'],
    ['spare', 'claude-haiku-4-5'],
  ])
  expect(deployments[0]).toMatchObject({
    sku: 'GlobalStandard',
    capacity: 250,
    limits: [{ of: 'request', count: 250, seconds: 60 }],
  })
  const models = await llm.models({ provider: slug, live: true })
  expect(models.find(({ id }) => id === 'prod')).toMatchObject({ price: { prices: { input: 2.5 } } })
})

test('a key does not open the management plane', async () => {
  const account = { subscription: 's', resourceGroup: 'g', name: 'acme' }
  const { llm } = setup({ account, apiKey: emulator.key(slug) })
  await expect(llm.of(azureOpenAI).deployments()).rejects.toMatchObject({ code: 'auth' })
})

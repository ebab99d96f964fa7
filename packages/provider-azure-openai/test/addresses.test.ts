import { target } from '@llmrr/core'
import { expect, test } from 'vitest'
import defaultExport, { azureOpenAI } from '../src/index.ts'
import { setup } from './asked.ts'
import type { AzureOpenAIConfig, AzureOpenAIOptions } from '../src/index.ts'

const key = { AZURE_OPENAI_API_KEY: 'key-1' }

async function urlOf(
  config: AzureOpenAIConfig,
  env: Record<string, string> = {},
  model = 'prod',
  options?: AzureOpenAIOptions,
) {
  const { llm, asked } = setup(config, { ...key, ...env })
  await llm.chat({ model: target(azureOpenAI, model, options), prompt: 'Hi' })
  return asked[0]!.url
}

test('is exported by name and as default', () => {
  expect(defaultExport).toBe(azureOpenAI)
})

test.each([
  ['a name', { resource: 'acme' }, 'https://acme.openai.azure.com/openai/v1/chat/completions'],
  [
    'a sovereign cloud',
    { resource: 'acme', cloud: 'government' as const },
    'https://acme.openai.azure.us/openai/v1/chat/completions',
  ],
  [
    'an address',
    { baseURL: 'https://acme.openai.azure.com/' },
    'https://acme.openai.azure.com/openai/v1/chat/completions',
  ],
  [
    'the address of v1',
    { baseURL: 'https://acme.openai.azure.com/openai/v1/' },
    'https://acme.openai.azure.com/openai/v1/chat/completions',
  ],
  [
    'an address with a slash too many',
    { baseURL: 'https://acme.openai.azure.com//openai/' },
    'https://acme.openai.azure.com/openai/v1/chat/completions',
  ],
  [
    'a project',
    { baseURL: 'https://acme.services.ai.azure.com/api/projects/p' },
    'https://acme.services.ai.azure.com/api/projects/p/openai/v1/chat/completions',
  ],
  [
    'a gateway',
    { baseURL: 'https://gateway.example/azure' },
    'https://gateway.example/azure/openai/v1/chat/completions',
  ],
])('the resource is named by %s', async (_, config, url) => {
  expect(await urlOf(config)).toBe(url)
})

test('the variables of the official client name the resource and the version', async () => {
  const env = { AZURE_OPENAI_ENDPOINT: 'https://env.openai.azure.com', OPENAI_API_VERSION: '2024-10-21' }
  expect(await urlOf({}, env)).toBe(
    'https://env.openai.azure.com/openai/deployments/prod/chat/completions?api-version=2024-10-21',
  )
  expect(await urlOf({}, { AZURE_RESOURCE_NAME: 'named' })).toContain('https://named.openai.azure.com/')
  expect(await urlOf({ resource: 'config' }, env)).toContain('https://config.openai.azure.com/')
})

test('without a name for the resource the error says how to give one', async () => {
  await expect(urlOf({})).rejects.toMatchObject({
    message: expect.stringMatching(/AZURE_OPENAI_ENDPOINT.*baseURL or resource/) as string,
  })
})

test('a date asks deployments, by their names; what is of the resource stands beside them', async () => {
  const { llm, asked } = setup({ resource: 'acme', apiVersion: '2025-03-01-preview' })
  await llm.chat({ model: target(azureOpenAI, 'a/b c'), prompt: 'Hi' })
  await llm.chat({ model: target(azureOpenAI, 'gpt-5-codex'), prompt: 'Hi' })
  await llm.files.get({ provider: 'azure-openai', id: 'f' })
  expect(asked.map(({ url }) => url.replace('https://acme.openai.azure.com/openai', ''))).toEqual([
    '/deployments/a%2Fb%20c/chat/completions?api-version=2025-03-01-preview',
    '/responses?api-version=2025-03-01-preview',
    '/files/f?api-version=2025-03-01-preview',
  ])
})

test('v1 takes no date, and a version that is none', async () => {
  expect(await urlOf({ resource: 'acme', apiVersion: 'preview' })).toMatch(
    /\/openai\/v1\/chat\/completions\?api-version=preview$/,
  )
  const options = { surface: 'v1', apiVersion: '2024-10-21' } as const
  expect(await urlOf({ resource: 'acme' }, {}, 'prod', options)).toMatch(/\/openai\/v1\/chat\/completions$/)
})

test('Claude and the models of Foundry are under another host of the same resource', async () => {
  const config = { baseURL: 'https://acme.cognitiveservices.azure.com' }
  expect(await urlOf(config, {}, 'claude-opus-4-8')).toBe('https://acme.services.ai.azure.com/anthropic/v1/messages')
  expect(await urlOf(config, {}, 'grok-4', { surface: 'models' })).toBe(
    'https://acme.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview',
  )
  const project = { baseURL: 'https://acme.services.ai.azure.com/api/projects/p' }
  expect(await urlOf(project, {}, 'claude-opus-4-8')).toBe('https://acme.services.ai.azure.com/anthropic/v1/messages')
})

test('what the caller adds to the query stays', async () => {
  const options = { apiVersion: '2024-10-21', raw: { query: { 'api-version': '2099-01-01' } } } as AzureOpenAIOptions
  expect(await urlOf({ resource: 'acme' }, {}, 'prod', options)).toMatch(/api-version=2099-01-01$/)
})

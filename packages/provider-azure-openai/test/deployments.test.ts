import { target } from '@llmrr/core'
import { expect, test } from 'vitest'
import { azureOpenAI } from '../src/index.ts'
import { setup } from './asked.ts'
import type { ChatRequest } from '@llmrr/core'
import type { AzureOpenAIConfig, AzureOpenAIOptions } from '../src/index.ts'

const deployments = { thinker: 'gpt-5.4', plain: 'gpt-4.1', clever: 'claude-opus-4-8', tts: 'gpt-4o-mini-tts' }

async function ask(
  model: string,
  request: ChatRequest,
  options?: AzureOpenAIOptions,
  config: AzureOpenAIConfig = { resource: 'acme', deployments },
) {
  const { llm, asked } = setup(config)
  const { warnings } = await llm.chat({ ...request, model: target(azureOpenAI, model, options) })
  const { url, body } = asked[0]!
  return { path: new URL(url).pathname, body, warned: warnings.map(({ field }) => field) }
}

test('a deployment is asked as the model that it serves, under its own name', async () => {
  const thinker = await ask('thinker', { prompt: 'Hi', reasoning: 'low', temperature: 0 })
  expect(thinker).toMatchObject({
    path: '/openai/v1/responses',
    body: { model: 'thinker', reasoning: { effort: 'low' } },
    warned: ['temperature'],
  })
  const clever = await ask('clever', { prompt: 'Hi', temperature: 0 })
  expect(clever).toMatchObject({ path: '/anthropic/v1/messages', body: { model: 'clever' }, warned: ['temperature'] })
  expect(clever.body).not.toHaveProperty('temperature')
})

test('where nothing tells the model, its name is taken for one, else nothing is assumed', async () => {
  expect(await ask('gpt-5.2_2025-12-11', { prompt: 'Hi' })).toMatchObject({ path: '/openai/v1/responses' })
  expect(await ask('gpt-35-turbo', { prompt: 'Hi', stop: ['.'] })).toMatchObject({
    path: '/openai/v1/chat/completions',
    warned: [],
  })
  const unknown = await ask('prod', { prompt: 'Hi', temperature: 0, reasoning: 'low', stop: ['.'], maxOutputTokens: 9 })
  expect(unknown).toMatchObject({ path: '/openai/v1/chat/completions', warned: [] })
  expect(unknown.body).toMatchObject({ temperature: 0, reasoning_effort: 'low', max_completion_tokens: 9 })
})

test('older addresses are asked over Chat Completions, unless the model has Responses alone', async () => {
  const options = { apiVersion: '2025-04-01-preview' }
  expect((await ask('thinker', { prompt: 'Hi' }, options)).path).toBe('/openai/deployments/thinker/chat/completions')
  expect((await ask('gpt-5-codex', { prompt: 'Hi' }, options)).path).toBe('/openai/responses')
  const tools = [{ name: 'look_up' }]
  const calm = await ask('thinker', { prompt: 'Hi', tools }, options)
  expect(calm.path).toBe('/openai/deployments/thinker/chat/completions')
  // Over Chat Completions it takes no tools while it thinks.
  const thinking = await ask('thinker', { prompt: 'Hi', tools, reasoning: 'low' }, options)
  expect(thinking).toMatchObject({ path: '/openai/responses', warned: [] })
  expect((await ask('thinker', { prompt: 'Hi' }, { ...options, api: 'responses' })).path).toBe('/openai/responses')
})

test('Chat Completions keep the field for users, and those of the options', async () => {
  const { body } = await ask(
    'thinker',
    { prompt: 'Hi', user: 'u', maxOutputTokens: 9 },
    { api: 'chat', maxTokensField: 'max_tokens', verbosity: 'low', dataSources: [{ type: 'azure_search' }] },
  )
  expect(body).toMatchObject({ user: 'u', max_tokens: 9, verbosity: 'low', data_sources: [{ type: 'azure_search' }] })
  expect(body).not.toHaveProperty('max_completion_tokens')
})

test('a deployment costs what its model costs', async () => {
  const { llm } = setup({ resource: 'acme', deployments })
  const { cost } = await llm.chat({ model: 'azure-openai/thinker', prompt: 'Hi' })
  expect(cost).toMatchObject({ usd: 17.5e-6, source: 'catalogue' })
  const models = await llm.models({ provider: 'azure-openai' })
  expect(models.find(({ id }) => id === 'clever')).toMatchObject({ name: 'Claude Opus 4.8', contextWindow: 200_000 })
})

test('a batch over Responses, and a stranger over Chat Completions', async () => {
  const lines = async (model: string, apiVersion?: string) => {
    const config = { resource: 'acme', deployments, ...(apiVersion !== undefined && { apiVersion }) }
    const { llm, asked } = setup(config, undefined, { id: 'x' })
    await llm.batch.submit({ model: `azure-openai/${model}`, requests: [{ id: 'a', request: { prompt: 'One?' } }] })
    return asked[1]!.body['endpoint']
  }
  expect(await lines('thinker')).toBe('/v1/responses')
  expect(await lines('prod')).toBe('/v1/chat/completions')
  expect(await lines('thinker', '2024-10-21')).toBe('/chat/completions')
  await expect(lines('clever')).rejects.toMatchObject({ code: 'unsupported' })
})

test('a reference that names only the provider means a deployment for what is asked', async () => {
  const { llm, asked } = setup()
  await llm.chat({ model: 'azure-openai', prompt: 'Hi' })
  await llm.image({ model: 'azure-openai', prompt: 'A cat.' })
  expect(asked.map(({ body }) => body['model'])).toEqual(['gpt-5.4', 'gpt-image-2'])
})

test('pictures are never webp here', async () => {
  const { llm } = setup()
  await expect(
    llm.image({ model: 'azure-openai/gpt-image-2', prompt: 'A cat.', mediaType: 'image/webp' }),
  ).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('png and jpeg') as string })
})

test('the list of the data plane tells what could be deployed', async () => {
  const { llm } = setup({ resource: 'acme' }, undefined, {
    data: [
      {
        id: 'gpt-9',
        created_at: 1_790_000_000,
        capabilities: { chat_completion: true, inference: true },
        deprecation: { inference: 1_820_000_000 },
      },
      { id: 'gpt-9-base', capabilities: { fine_tune: true, inference: false } },
      { id: 'whisper-9', capabilities: { inference: true } },
    ],
  })
  const models = await llm.models({ provider: 'azure-openai', live: true })
  expect(models.find(({ id }) => id === 'gpt-9')).toMatchObject({
    capabilities: ['chat'],
    released: '2026-09-21',
    retires: '2027-09-03',
    source: 'https://acme.openai.azure.com/openai/v1/models',
  })
  expect(models.find(({ id }) => id === 'whisper-9')).toMatchObject({ capabilities: ['transcribe'] })
  expect(models.some(({ id }) => id === 'gpt-9-base')).toBe(false)
})

test('refuses an option that it does not know', async () => {
  const options = { surfice: 'v1' } as unknown as AzureOpenAIOptions
  await expect(ask('prod', { prompt: 'Hi' }, options)).rejects.toMatchObject({ code: 'invalid-request' })
})

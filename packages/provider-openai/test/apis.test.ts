import { target } from '@llmrr/core'
import { expect, test } from 'vitest'
import { openai } from '../src/index.ts'
import { setup } from './asked.ts'
import type { ChatRequest } from '@llmrr/core'
import type { OpenAIOptions } from '../src/index.ts'

const sound = { type: 'media', mediaType: 'audio/wav', data: 'UklGRg==' } as const
const tools = [{ name: 'look_up' }]

async function ask(model: string, request: ChatRequest, options?: OpenAIOptions) {
  const { llm, asked } = setup()
  const { warnings } = await llm.chat({ ...request, model: target(openai, model, options) })
  const { url, body } = asked[0]!
  return { path: new URL(url).pathname, body, warned: warnings.map(({ field }) => field) }
}

test('goes over Responses by default', async () => {
  expect((await ask('gpt-4.1', { prompt: 'Hi', tools })).path).toBe('/v1/responses')
})

test('goes over Chat Completions for a stop sequence or a seed', async () => {
  const { path, body, warned } = await ask('gpt-4.1', { prompt: 'Hi', stop: ['.'], seed: 1 })
  expect(path).toBe('/v1/chat/completions')
  expect(body).toMatchObject({ stop: ['.'], seed: 1 })
  expect(warned).toEqual([])
})

test('keeps a model that reasons on Responses, and reports the field that it has no place for', async () => {
  const { path, body, warned } = await ask('gpt-5.4', { prompt: 'Hi', stop: ['.'] })
  expect(path).toBe('/v1/responses')
  expect(body['stop']).toBeUndefined()
  expect(warned).toEqual(['stop'])
})

test('stays on Responses for hosted tools, and warns of the stop sequence', async () => {
  const { path, warned } = await ask('gpt-4.1', { prompt: 'Hi', stop: ['.'] }, { tools: [{ type: 'web_search' }] })
  expect(path).toBe('/v1/responses')
  expect(warned).toEqual(['stop'])
})

test('goes over Chat Completions with sound', async () => {
  const { path, body } = await ask('gpt-audio', { prompt: [sound] }, { audio: { voice: 'alloy', format: 'wav' } })
  expect(path).toBe('/v1/chat/completions')
  expect(body).toMatchObject({
    modalities: ['text', 'audio'],
    audio: { voice: 'alloy', format: 'wav' },
    messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } }] }],
  })
})

test('goes over Chat Completions when told to, in its words', async () => {
  const { path, body } = await ask(
    'gpt-5.4',
    { system: 'Be brief.', prompt: 'Hi', reasoning: 'low', user: 'u', maxOutputTokens: 99 },
    { api: 'chat', verbosity: 'low', logitBias: { '1': -100 }, store: true, prediction: 'Hi' },
  )
  expect(path).toBe('/v1/chat/completions')
  expect(body).toEqual({
    model: 'gpt-5.4',
    messages: [
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ],
    max_completion_tokens: 99,
    reasoning_effort: 'low',
    safety_identifier: 'u',
    logit_bias: { '1': -100 },
    prediction: { type: 'content', content: 'Hi' },
    verbosity: 'low',
    store: true,
  })
})

test('never sends tools over Chat Completions to a model that takes none there', async () => {
  const astra = await ask('gpt-6-astra', { prompt: 'Hi', tools, reasoning: 'low' }, { api: 'chat' })
  expect(astra).toMatchObject({ path: '/v1/responses', warned: ['options.api'] })
  const thinking = await ask('gpt-5.6-sol', { prompt: 'Hi', tools }, { api: 'chat' })
  expect(thinking).toMatchObject({ path: '/v1/responses', warned: ['options.api'] })
  const plain = await ask('gpt-5.6-sol', { prompt: 'Hi', tools, reasoning: 'none' }, { api: 'chat' })
  expect(plain).toMatchObject({ path: '/v1/chat/completions', warned: [] })
  const older = await ask('gpt-5.4', { prompt: 'Hi', tools }, { api: 'chat' })
  expect(older).toMatchObject({ path: '/v1/chat/completions', warned: [] })
})

test('leaves out what a reasoning model refuses, and says so', async () => {
  const never = await ask('o3', { prompt: 'Hi', temperature: 0, topP: 1 })
  expect(never.warned).toEqual(['temperature', 'topP'])
  expect(never.body).not.toHaveProperty('temperature')
  const whileItThinks = await ask('gpt-5.6-sol', { prompt: 'Hi', temperature: 0 }, { api: 'chat' })
  expect(whileItThinks.warned).toEqual(['temperature'])
  expect(whileItThinks.body).not.toHaveProperty('temperature')
  const unthinking = await ask('gpt-5.4', { prompt: 'Hi', temperature: 0 })
  expect(unthinking).toMatchObject({ warned: [], body: { temperature: 0 } })
})

test('knows the efforts of each generation', async () => {
  const effort = async (model: string, reasoning: 'none' | 'minimal' | 'max') => {
    const { body, warned } = await ask(model, { prompt: 'Hi', reasoning })
    return [(body['reasoning'] as { effort?: string } | undefined)?.effort, warned.length > 0]
  }
  expect(await effort('gpt-5-mini', 'minimal')).toEqual(['minimal', false])
  expect(await effort('gpt-5.6-luna', 'minimal')).toEqual(['low', true])
  expect(await effort('gpt-5.6-luna', 'max')).toEqual(['max', false])
  expect(await effort('gpt-5.4', 'max')).toEqual(['xhigh', true])
  expect(await effort('gpt-5-pro', 'none')).toEqual(['high', true])
  expect(await effort('o4-mini', 'none')).toEqual(['low', true])
  expect(await effort('gpt-7-sol', 'max')).toEqual(['max', false])
  expect(await effort('gpt-4.1', 'max')).toEqual([undefined, true])
  expect(await effort('ft:gpt-4.1:ours', 'max')).toEqual([undefined, true])
})

test('asks for encrypted reasoning only of models that reason', async () => {
  expect((await ask('gpt-6.1-sol', { prompt: 'Hi' })).body['include']).toEqual(['reasoning.encrypted_content'])
  expect((await ask('gpt-4o', { prompt: 'Hi' })).body['include']).toBeUndefined()
})

test('keeps a prompt cached for longer in the way of the model', async () => {
  const cache = { key: 'k', ttlSeconds: 7200 }
  expect((await ask('gpt-6.1-sol', { prompt: 'Hi', cache })).body['prompt_cache_options']).toEqual({ ttl: '12h' })
  expect((await ask('gpt-5.1', { prompt: 'Hi', cache })).body['prompt_cache_retention']).toBe('24h')
  expect((await ask('gpt-4o', { prompt: 'Hi', cache })).warned).toEqual(['cache.ttlSeconds'])
  const overChat = await ask('gpt-6.1-sol', { prompt: 'Hi', cache }, { api: 'chat' })
  expect(overChat).toMatchObject({
    body: { prompt_cache_key: 'k', prompt_cache_options: { ttl: '30m' } },
    warned: ['cache.ttlSeconds'],
  })
})

test('refuses an option that it does not know', async () => {
  const { llm } = setup()
  const options = { stroe: true } as OpenAIOptions
  await expect(llm.chat({ model: target(openai, 'gpt-4.1', options), prompt: 'Hi' })).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('stroe') as string,
  })
})

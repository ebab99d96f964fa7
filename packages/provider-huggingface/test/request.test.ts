import { createRouter } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answering, bodyOf, contextOf } from './setting.ts'
import { huggingface } from '../src/index.ts'

test.each(['openai/gpt-oss-120b', 'openai/gpt-oss-120b:groq', 'a/b:fastest', 'a/b:cheapest', 'a/b:preferred'])(
  'sends %s as it is: who answers is for the router',
  async (model) => {
    expect((await bodyOf({ prompt: 'Hi' }, { model })).body['model']).toBe(model)
  },
)

test('bills the organisation of the target, else that of the config', async () => {
  const billed = async (options?: { billTo: string }) =>
    (await bodyOf({ prompt: 'Hi' }, { config: { billTo: 'acme' }, ...(options && { options }) })).headers.get(
      'x-hf-bill-to',
    )
  expect(await billed()).toBe('acme')
  expect(await billed({ billTo: 'team-7' })).toBe('team-7')
  expect((await bodyOf({ prompt: 'Hi' })).headers.has('x-hf-bill-to')).toBe(false)
})

test('reads the older variable for the token where the newer is not set', async () => {
  const { headers } = await bodyOf({ prompt: 'Hi' }, { env: { HUGGING_FACE_HUB_TOKEN: 'hf_old' } })
  expect(headers.get('authorization')).toBe('Bearer hf_old')
})

test.each(['https://gateway.example', 'https://gateway.example/', 'https://gateway.example/v1'])(
  'takes %s as the router',
  async (baseURL) => {
    expect((await bodyOf({ prompt: 'Hi' }, { config: { baseURL } })).url).toBe(
      'https://gateway.example/v1/chat/completions',
    )
  },
)

test('reads the router from the environment', async () => {
  const env = { HF_TOKEN: 'hf_test', HUGGINGFACE_BASE_URL: 'https://proxy.example' }
  expect((await bodyOf({ prompt: 'Hi' }, { env })).url).toBe('https://proxy.example/v1/chat/completions')
})

test('maps the strongest effort to the strongest that the router knows, with a warning', async () => {
  const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning: 'max' })
  expect(body['reasoning_effort']).toBe('xhigh')
  expect(warnings).toEqual(['reasoning'])
})

test('leaves out what strict hosts would refuse, and core says so', async () => {
  const { host, sent } = answering([{ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }])
  const llm = createRouter({ use: [huggingface()], host })
  const { warnings } = await llm.chat({ model: 'huggingface', prompt: 'Hi', topK: 3, serviceTier: 'flex' })
  expect(warnings.map(({ field }) => field).toSorted()).toEqual(['serviceTier', 'topK'])
  expect(Object.keys(sent[0]!.body as object)).toEqual(['model', 'messages'])
})

test('refuses sound, which no host takes in a chat', async () => {
  const prompt = [{ type: 'media' as const, mediaType: 'audio/wav', data: 'AAAA' }]
  await expect(bodyOf({ prompt })).rejects.toMatchObject({ code: 'unsupported' })
})

test('asks a dedicated endpoint for everything, its task at the root', async () => {
  const config = { endpoint: 'https://e1.us-east-1.aws.endpoints.huggingface.cloud/' }
  expect((await bodyOf({ prompt: 'Hi' }, { config })).url).toBe(
    'https://e1.us-east-1.aws.endpoints.huggingface.cloud/v1/chat/completions',
  )
  const { host, sent } = answering([[[0.5, 1]]])
  await huggingface(config).embed({ input: 'Hi' }, contextOf(host, 'any').context)
  expect(sent[0]!.url).toBe('https://e1.us-east-1.aws.endpoints.huggingface.cloud/')
})

test('counts tokens at a dedicated endpoint only', async () => {
  expect(huggingface()).not.toHaveProperty('countTokens')
  const { host, sent } = answering([{ tokenize_response: [{ id: 1 }, { id: 2 }], templated_text: '<s>Hi' }])
  const llm = createRouter({ use: [huggingface({ endpoint: 'https://e1.example' })], host })
  const { inputTokens } = await llm.countTokens({ model: 'huggingface/any', prompt: 'Hi' })
  expect([inputTokens, sent[0]!.url]).toEqual([2, 'https://e1.example/chat_tokenize'])
})

test('escapes what no model id has', async () => {
  const { host, sent } = answering([[[0.5, 1]]])
  await huggingface().embed({ input: 'Hi' }, contextOf(host, 'a/b?x=1#y').context)
  expect(sent[0]!.url).toBe(
    'https://router.huggingface.co/hf-inference/models/a/b%3Fx%3D1%23y/pipeline/feature-extraction',
  )
})

test('refuses a host that it cannot reach for a task, and names those that it can', async () => {
  const { host } = answering([[]])
  await expect(huggingface().embed({ input: 'Hi' }, contextOf(host, 'a/b:fal-ai').context)).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('together, deepinfra, scaleway'),
  })
})

test('refuses an answer that is no vector for each text', async () => {
  const { host } = answering([[[1, 2]]])
  await expect(huggingface().embed({ input: ['a', 'b'] }, contextOf(host, 'a/b').context)).rejects.toMatchObject({
    code: 'bad-response',
  })
})

test('makes one picture of one picture, and warns of more', async () => {
  const { host } = answering([new Response('x', { headers: { 'content-type': 'image/png' } })])
  const { context, warnings } = contextOf(host, 'a/b')
  const picture = { type: 'media' as const, mediaType: 'image/png', data: 'iVBORw0KGgo=' }
  await huggingface().image({ prompt: 'Hi', images: [picture, picture], size: 'large' }, context)
  expect(warnings).toEqual(['images', 'size'])
})

import { expect, test } from 'vitest'
import { answering, contextOf } from './setting.ts'
import { huggingface } from '../src/index.ts'

const vectors = { data: [{ index: 0, embedding: [1, 2] }] }
const mapped = {
  id: 'Qwen/Qwen3-Embedding-8B',
  inferenceProviderMapping: [
    { provider: 'nebius', providerId: 'x', status: 'live', task: 'feature-extraction' },
    { provider: 'scaleway', providerId: 'qwen3-embedding-8b', status: 'live', task: 'feature-extraction' },
  ],
}

test('asks the Hub once what a host calls a model', async () => {
  const { host, sent } = answering([mapped, vectors])
  const provider = huggingface()
  const { context } = contextOf(host, 'Qwen/Qwen3-Embedding-8B:scaleway')
  await provider.embed({ input: 'Hi' }, context)
  await provider.embed({ input: 'Ho' }, context)
  expect(sent.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
    'https://huggingface.co/api/models/Qwen/Qwen3-Embedding-8B',
    'https://router.huggingface.co/scaleway/v1/embeddings',
    'https://router.huggingface.co/scaleway/v1/embeddings',
  ])
  expect(sent[1]!.body).toEqual({ model: 'qwen3-embedding-8b', input: 'Hi' })
})

test('names those who serve a model where the host does not', async () => {
  const { host } = answering([mapped])
  const { context } = contextOf(host, 'Qwen/Qwen3-Embedding-8B:together')
  await expect(huggingface().embed({ input: 'Hi' }, context)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('nebius, scaleway'),
  })
})

test('reads hosts as an object, too, and the Hub from the environment', async () => {
  const hosts = { novita: { providerId: 'glm-4.6', status: 'live', task: 'conversational' } }
  const { host, sent } = answering(
    [
      {
        id: 'zai-org/GLM-4.6',
        pipeline_tag: 'text-generation',
        gated: 'auto',
        inference: 'warm',
        inferenceProviderMapping: hosts,
      },
    ],
    { HF_TOKEN: 'hf_test', HF_ENDPOINT: 'https://hub.example' },
  )
  const { extras } = huggingface()
  expect(await extras.modelInfo({ id: 'zai-org/GLM-4.6' }, contextOf(host, '').context)).toEqual({
    id: 'zai-org/GLM-4.6',
    task: 'text-generation',
    gated: true,
    warm: true,
    hosts: [{ host: 'novita', hostModel: 'glm-4.6', status: 'live', task: 'conversational' }],
  })
  expect(sent[0]!.url).toMatch(/^https:\/\/hub\.example\/api\/models\/zai-org\/GLM-4\.6\?expand\[\]=/)
})

test('says of a renamed model that it has another name', async () => {
  const { host } = answering([
    new Response('Temporary Redirect', { status: 307, headers: { location: '/api/models/a/c' } }),
  ])
  await expect(huggingface().extras.modelInfo({ id: 'b' }, contextOf(host, 'b').context)).rejects.toMatchObject({
    code: 'not-found',
    status: 307,
  })
})

test('follows the pages of a search at the Hub that was asked, until there are enough', async () => {
  const page = (ids: readonly string[], cursor: string) =>
    Response.json(
      ids.map((id) => ({ id })),
      { headers: { link: `<https://elsewhere.example/api/models?limit=4&cursor=${cursor}>; rel="next"` } },
    )
  const { host, sent } = answering([page(['a/1', 'a/2'], 'x'), page(['a/3', 'a/4'], 'y'), page(['a/5'], 'z')])
  const { context } = contextOf(host, '')
  const found = await huggingface().extras.searchModels(
    { task: 'text-generation', host: ['groq', 'novita'], limit: 4 },
    context,
  )
  expect(found.map(({ id }) => id)).toEqual(['a/1', 'a/2', 'a/3', 'a/4'])
  expect(sent.map(({ url }) => url.replace(/expand\[\]=\w+&?/g, ''))).toEqual([
    'https://huggingface.co/api/models?pipeline_tag=text-generation&inference_provider=groq%2Cnovita&limit=4',
    'https://huggingface.co/api/models?limit=4&cursor=x',
  ])
})

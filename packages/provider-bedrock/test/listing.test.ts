import { expect, test } from 'vitest'
import { bedrock } from '../src/index.ts'
import { asked } from './setting.ts'

const haiku = {
  modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
  modelId: 'anthropic.claude-haiku-4-5-20251001-v1:0',
  modelName: 'Claude Haiku 4.5',
  inputModalities: ['TEXT', 'IMAGE'],
  outputModalities: ['TEXT'],
  modelLifecycle: { status: 'ACTIVE', endOfLifeTime: '2027-10-01T00:00:00Z' },
  converse: { maxTokensMaximum: 64_000, reasoningSupported: {}, userDocumentTypesSupported: ['pdf'] },
  explicitPromptCaching: { isSupported: true },
}
const models = [
  haiku,
  { modelId: 'amazon.titan-embed-text-v2:0', inputModalities: ['TEXT'], outputModalities: ['EMBEDDING'] },
  { modelId: 'cohere.rerank-v3-5:0', inputModalities: ['TEXT'], outputModalities: ['TEXT'] },
]
const json = (body: object) => () => Response.json(body)
const denied = () =>
  Response.json({ message: 'no' }, { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } })

test('lists the vendors’ models, the profiles of all pages, and the account’s own', async () => {
  const profile = (id: string) => ({
    inferenceProfileId: id,
    inferenceProfileName: id,
    status: 'ACTIVE',
    models: [{ modelArn: haiku.modelArn }],
  })
  const custom = 'arn:aws:bedrock:us-east-1:123456789012:custom-model/haiku/abc'
  const { context, sent } = asked({
    replies: [
      json({ modelSummaries: models }),
      json({ inferenceProfileSummaries: [profile('us.haiku')], nextToken: 'more' }),
      json({ inferenceProfileSummaries: [profile('eu.haiku')] }),
      json({ modelSummaries: [{ modelArn: custom, modelName: 'support', baseModelArn: haiku.modelArn }] }),
    ],
  })
  const list = await bedrock().listModels(context)
  expect(sent.map(({ url }) => url.replace('https://bedrock.us-east-1.amazonaws.com', ''))).toEqual([
    '/foundation-models',
    '/inference-profiles?maxResults=1000',
    '/inference-profiles?maxResults=1000&nextToken=more',
    '/custom-models?maxResults=1000',
  ])
  expect(list.map(({ id, capabilities }) => [id, ...capabilities])).toEqual([
    ['anthropic.claude-haiku-4-5-20251001-v1:0', 'chat', 'countTokens'],
    ['amazon.titan-embed-text-v2:0', 'embed'],
    ['cohere.rerank-v3-5:0', 'rerank'],
    ['us.haiku', 'chat', 'countTokens'],
    ['eu.haiku', 'chat', 'countTokens'],
    [custom, 'chat', 'countTokens'],
  ])
  expect(list[0]).toMatchObject({
    name: 'Claude Haiku 4.5',
    maxOutput: 64_000,
    input: ['text', 'image', 'document'],
    output: ['text'],
    features: ['reasoning', 'prompt-caching'],
    retires: '2027-10-01',
  })
})

test('what the account may not list is left out', async () => {
  const { context } = asked({ replies: [json({ modelSummaries: models }), denied] })
  expect(await bedrock().listModels(context)).toHaveLength(3)
})

test('a list that may not be read at all is an error', async () => {
  const { context } = asked({ replies: [denied] })
  await expect(bedrock().listModels(context)).rejects.toMatchObject({ code: 'permission' })
})

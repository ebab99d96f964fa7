import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'
import type { BedrockRuntimeClientConfig, ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime'

let emulator: Emulator
let client: BedrockRuntimeClient
const accessKeyId = 'EMULATEDACCESSKEYID'

/** The official client, signing with the emulator's key unless told otherwise. */
const clientWith = (more: Partial<BedrockRuntimeClientConfig> = {}): BedrockRuntimeClient =>
  new BedrockRuntimeClient({
    region: 'eu-central-1',
    endpoint: emulator.sdkBaseURL('bedrock'),
    credentials: { accessKeyId, secretAccessKey: emulator.key('bedrock') },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
    ...more,
  })

beforeAll(async () => {
  emulator = await startEmulator()
  client = clientWith()
})
beforeEach(() => {
  emulator.setAnswer(undefined)
  emulator.clearFaults()
})
afterAll(() => emulator.close())

const nova = 'amazon.nova-pro-v1:0'
const claude = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const user = (text: string): NonNullable<ConverseCommandInput['messages']> => [{ role: 'user', content: [{ text }] }]
const tools = [
  {
    toolSpec: {
      name: 'get_weather',
      inputSchema: { json: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
    },
  },
]

/** All events of a stream. */
async function streamed(input: ConverseCommandInput) {
  const { stream } = await client.send(new ConverseStreamCommand(input))
  const events = []
  for await (const event of stream!) events.push(event)
  return events
}

test('an answer is the same in one piece and as a stream, and counts the same', async () => {
  const input = { modelId: nova, messages: user('Why do goldfish like ponds?') }
  const whole = await client.send(new ConverseCommand(input))
  const events = await streamed(input)
  const text = events.map(({ contentBlockDelta }) => contentBlockDelta?.delta?.text ?? '').join('')
  expect(whole.output!.message!.content![0]!.text).toBe(text)
  expect(text).toContain('Why do goldfish like ponds?')
  expect(events.at(-1)!.metadata!.usage).toMatchObject({
    inputTokens: whole.usage!.inputTokens,
    outputTokens: whole.usage!.outputTokens,
  })
  expect(whole.stopReason).toBe('end_turn')
  expect(whole.$metadata.requestId).toMatch(/^req_/u)
})

test('a wrong secret, an unknown key, an ended token and another service are refused', async () => {
  const send = (more: Partial<BedrockRuntimeClientConfig>): Promise<unknown> =>
    clientWith(more).send(new ConverseCommand({ modelId: nova, messages: user('Hi') }))
  const secretAccessKey = emulator.key('bedrock')
  await expect(send({ credentials: { accessKeyId, secretAccessKey: 'wrong' } })).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  })
  await expect(send({ credentials: { accessKeyId: 'SOMEBODY', secretAccessKey } })).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  })
  await expect(send({ credentials: { accessKeyId, secretAccessKey, sessionToken: 'expired' } })).rejects.toMatchObject({
    name: 'ExpiredTokenException',
  })
  await expect(send({ systemClockOffset: -600_000 })).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    message: expect.stringMatching(/^Signature expired/u),
  })
})

test('a key as bearer is taken, a wrong one is not', async () => {
  const ask = (key: string): Promise<Response> =>
    fetch(`${emulator.baseURL('bedrock')}/model/${encodeURIComponent(nova)}/converse`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: user('Hi') }),
    })
  expect((await ask(emulator.key('bedrock'))).status).toBe(200)
  const refused = await ask('wrong')
  expect(refused.status).toBe(403)
  expect(refused.headers.get('x-amzn-errortype')).toMatch(/^AccessDeniedException:/u)
})

test('tools are called and answered, and thoughts go back signed', async () => {
  const input = {
    modelId: claude,
    messages: user('Use get_weather.'),
    toolConfig: { tools },
    inferenceConfig: { maxTokens: 4000 },
    additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2000 } },
  } satisfies ConverseCommandInput
  const first = await client.send(new ConverseCommand(input))
  const { message } = first.output!
  expect(first.stopReason).toBe('tool_use')
  const call = message!.content!.find(({ toolUse }) => toolUse)!.toolUse!
  expect(call).toMatchObject({ name: 'get_weather', input: { city: 'sample' } })
  const result = { toolResult: { toolUseId: call.toolUseId, content: [{ text: '4 C' }] } }
  const messages = [...input.messages, message!, { role: 'user' as const, content: [result] }]
  const second = await client.send(new ConverseCommand({ ...input, messages }))
  expect(second.stopReason).toBe('end_turn')
  const thought = message!.content!.find(({ reasoningContent }) => reasoningContent)!
  thought.reasoningContent!.reasoningText!.text += ' Changed.'
  await expect(client.send(new ConverseCommand({ ...input, messages }))).rejects.toThrow(/Invalid `signature`/u)
})

test.each([
  ['the tools of a conversation that has used them', { toolConfig: undefined }, /toolConfig field must be defined/u],
  ['a text that is not blank', { messages: user('  ') }, /is blank/u],
  [
    'a first message of the user',
    { messages: [{ role: 'assistant', content: [{ text: 'Hi' }] }] },
    /start with a user/u,
  ],
  ['a temperature up to 1', { inferenceConfig: { temperature: 1.5 } }, /less than or equal to 1/u],
  ['a model that there is', { modelId: 'does-not-exist' }, /model identifier is invalid/u],
  ['a profile', { modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0' }, /on-demand throughput/u],
  ['a model that still lives', { modelId: 'amazon.titan-text-express-v1' }, /end of its life/u],
] as const)('wants %s', async (_, change, message) => {
  const messages = [
    ...user('Use get_weather.'),
    { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'get_weather', input: { city: 'a' } } }] },
    { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ text: '4 C' }] } }] },
  ]
  const input = { modelId: nova, messages, toolConfig: { tools }, ...change } as unknown as ConverseCommandInput
  await expect(client.send(new ConverseCommand(input))).rejects.toThrow(message)
})

test('prefixes are cached where they are marked, and metered', async () => {
  const input = {
    modelId: claude,
    system: [{ text: 'Be exact. '.repeat(800) }, { cachePoint: { type: 'default', ttl: '1h' } }],
    messages: user('Hi'),
  } satisfies ConverseCommandInput
  const cold = await client.send(new ConverseCommand(input))
  const warm = await client.send(new ConverseCommand(input))
  expect(cold.usage).toMatchObject({ cacheReadInputTokens: 0, cacheDetails: [{ ttl: '1h' }] })
  expect(warm.usage!.cacheReadInputTokens).toBe(cold.usage!.cacheWriteInputTokens)
  const { inputTokens, outputTokens, cacheReadInputTokens, totalTokens } = warm.usage!
  expect(inputTokens! + outputTokens! + cacheReadInputTokens!).toBe(totalTokens)
})

test('models are invoked in their vendors’ words', async () => {
  const send = async (modelId: string, body: object) => {
    const reply = await client.send(
      new InvokeModelCommand({ modelId, contentType: 'application/json', body: JSON.stringify(body) }),
    )
    return JSON.parse(new TextDecoder().decode(reply.body))
  }
  const titan = await send('amazon.titan-embed-text-v2:0', { inputText: 'Hello', dimensions: 256 })
  expect(titan.embedding).toHaveLength(256)
  const cohere = await send('eu.cohere.embed-v4:0', { texts: ['a', 'b'], input_type: 'search_query' })
  expect(cohere.embeddings.float).toHaveLength(2)
  const ranked = await send('cohere.rerank-v3-5:0', { query: 'oslo', documents: ['bergen', 'oslo'], api_version: 2 })
  expect(ranked.results[0].index).toBe(1)
  const message = {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 99,
    messages: [{ role: 'user', content: 'Hi' }],
  }
  expect(await send(claude, message)).toMatchObject({ type: 'message', stop_reason: 'end_turn' })
  await expect(send(claude, { ...message, anthropic_version: undefined })).rejects.toThrow(/anthropic_version/u)
  const { body } = await client.send(
    new InvokeModelWithResponseStreamCommand({
      modelId: claude,
      contentType: 'application/json',
      body: JSON.stringify(message),
    }),
  )
  const types: string[] = []
  for await (const { chunk } of body!) types.push(JSON.parse(new TextDecoder().decode(chunk!.bytes)).type)
  expect(types[0]).toBe('message_start')
  expect(types.at(-1)).toBe('message_stop')
})

test('tokens are counted for Claude by its own id', async () => {
  const count = (modelId: string) =>
    client.send(new CountTokensCommand({ modelId, input: { converse: { messages: user('Hello there') } } }))
  expect((await count('anthropic.claude-sonnet-4-20250514-v1:0')).inputTokens).toBeGreaterThan(2)
  await expect(count(claude)).rejects.toThrow(/doesn't support counting tokens/u)
})

test('faults strike by the model in the path, and inside a stream', async () => {
  emulator.inject({ service: 'bedrock', model: nova, status: 429 })
  await expect(client.send(new ConverseCommand({ modelId: nova, messages: user('Hi') }))).rejects.toMatchObject({
    name: 'ThrottlingException',
  })
  emulator.inject({ service: 'bedrock', inBandError: 2, code: 'modelStreamErrorException' })
  await expect(streamed({ modelId: nova, messages: user('Hi') })).rejects.toMatchObject({
    name: 'ModelStreamErrorException',
  })
  emulator.inject({ service: 'bedrock', malformedAfter: 2 })
  await expect(streamed({ modelId: nova, messages: user('Hi') })).rejects.toThrow(/checksum/iu)
})

import { createRouter, target } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bedrock } from '../src/index.ts'
import type { Message } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator
const region = 'eu-central-1'
const claude = 'bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const nova = 'bedrock/amazon.nova-pro-v1:0'
const tools = [
  { name: 'get_weather', input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
]

beforeAll(async () => void (emulator = await startEmulator()))
afterAll(() => emulator.close())
beforeEach(() => emulator.clearFaults())

/** A router that signs. */
const signing = (secretAccessKey = emulator.key('bedrock')) =>
  createRouter({
    use: [
      bedrock({
        region,
        baseURL: emulator.baseURL('bedrock'),
        credentials: { accessKeyId: 'EMULATEDACCESSKEYID', secretAccessKey },
      }),
    ],
  })

test('signed requests are taken, for ARNs and queries too, and a wrong secret is not', async () => {
  const llm = signing()
  expect((await llm.chat({ model: nova, prompt: 'Hello' })).finishReason).toBe('stop')
  const arn = 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0'
  const hatch = target(bedrock, arn, { raw: { query: { 'a b': "c'd*", empty: '' } } })
  expect((await llm.chat({ model: hatch, prompt: 'Hello' })).finishReason).toBe('stop')
  await expect(signing('wrong').chat({ model: nova, prompt: 'Hello' })).rejects.toMatchObject({
    code: 'auth',
    rawCode: 'InvalidSignatureException',
  })
})

test('a key as bearer is taken', async () => {
  const llm = createRouter({
    use: [bedrock({ region, baseURL: emulator.baseURL('bedrock'), apiKey: emulator.key('bedrock') })],
  })
  const answer = await llm.chat({ model: nova, prompt: 'Hello' })
  expect(answer.text).toContain('Hello')
})

test('a conversation with thoughts and tools goes on, in one piece and as a stream', async () => {
  const llm = signing()
  const request = { model: claude, tools, reasoning: { tokens: 2000 }, maxOutputTokens: 4000 } as const
  const messages: Message[] = [{ role: 'user', content: 'Use get_weather.' }]
  const first = await llm.chat({ ...request, messages })
  expect(first.toolCalls).toMatchObject([{ name: 'get_weather', input: { city: 'sample' } }])
  expect(first.parts[0]).toMatchObject({ type: 'reasoning', state: { anthropic: {} } })
  const [call] = first.toolCalls
  messages.push(
    { role: 'assistant', content: first.parts },
    { role: 'tool', content: [{ type: 'tool-result', id: call!.id, name: call!.name, output: { degrees: 4 } }] },
  )
  let text = ''
  for await (const event of llm.stream({ ...request, messages }))
    if (event.type === 'text-delta') text += (event as { text: string }).text
  expect(text).toContain('degrees')
})

test('Claude in its own words answers in one piece as in a stream', async () => {
  const llm = signing()
  const own = target(bedrock, claude.slice('bedrock/'.length), { api: 'messages' })
  const whole = await llm.chat({ model: own, prompt: 'Why ponds?', maxOutputTokens: 500 })
  let streamed = ''
  for await (const event of llm.stream({ model: own, prompt: 'Why ponds?', maxOutputTokens: 500 }))
    if (event.type === 'text-delta') streamed += (event as { text: string }).text
  expect(whole.text).toContain('Why ponds?')
  expect(streamed).toBe(whole.text)
  expect(emulator.requests.at(-1)!.path).toMatch(/\/invoke-with-response-stream$/)
})

test('GPT models answer on the second host, signed for it', async () => {
  const answer = await signing().chat({ model: 'bedrock/openai.gpt-5.5', prompt: 'Hello' })
  expect(answer.text).toContain('Hello')
  expect(emulator.requests.at(-1)!.path).toBe('/openai/v1/responses')
  expect(emulator.requests.at(-1)!.headers['authorization']).toContain('/bedrock-mantle/aws4_request')
})

test('structured output, caching and a guardrail go through', async () => {
  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
  const answer = await signing().chat({
    model: target(bedrock, claude.slice('bedrock/'.length), {
      guardrail: { id: 'abc', version: '1', trace: 'enabled' },
    }),
    system: [{ type: 'text', text: 'Be exact. '.repeat(800), cache: true }],
    prompt: 'A city.',
    output: { name: 'place', schema },
  })
  expect(answer.output).toEqual({ city: 'sample' })
  expect(answer.usage!.cacheWrite).toBeGreaterThan(1000)
  expect(answer.cost).toMatchObject({ source: 'catalogue', usd: expect.any(Number) })
})

test('embeddings, rankings, counts, pictures and models', async () => {
  const llm = signing()
  const { embeddings, usage } = await llm.embed({ model: 'bedrock', input: ['One', 'Two', 'Three'], dimensions: 256 })
  expect(embeddings.map((vector) => vector.length)).toEqual([256, 256, 256])
  expect(usage!.input).toBeGreaterThan(2)
  const ranked = await llm.rerank({ model: 'bedrock', query: 'oslo', documents: ['bergen', 'oslo'] })
  expect(ranked.ranking[0]!.index).toBe(1)
  expect((await llm.countTokens({ model: claude, prompt: 'Hello there' })).inputTokens).toBeGreaterThan(2)
  expect((await llm.image({ model: 'bedrock', prompt: 'A goldfish' })).images[0]!.mediaType).toBe('image/png')
  const models = await llm.models({ provider: 'bedrock', live: true })
  expect(models.map(({ id }) => id)).toContain('eu.anthropic.claude-haiku-4-5-20251001-v1:0')
})

test('a customization job is submitted once, and its model is named when it is done', async () => {
  const llm = signing()
  const tuned = target(bedrock, 'amazon.nova-lite-v1:0', {
    tune: { roleArn: 'arn:aws:iam::123456789012:role/tuner', outputUri: 's3://out/' },
  })
  const job = await llm.tune.submit({ model: tuned, trainingFile: { provider: 'bedrock', id: 's3://in/a.jsonl' } })
  expect(await llm.tune.poll(job)).toMatchObject({ state: 'running' })
  expect(await llm.tune.poll(job)).toMatchObject({
    state: 'done',
    result: { model: expect.stringContaining('custom-model') },
  })
})

test('guardrails and knowledge bases', async () => {
  const aws = signing().of(bedrock)
  const verdict = await aws.applyGuardrail({ guardrail: 'abc', version: '1', source: 'INPUT', texts: ['forbidden'] })
  expect(verdict.intervened).toBe(true)
  expect((await aws.retrieve({ knowledgeBase: 'KB1', query: 'What?', results: 1 })).passages).toHaveLength(1)
  const { text, citations } = await aws.retrieveAndGenerate({
    knowledgeBase: 'KB1',
    query: 'What?',
    model: 'amazon.nova-pro-v1:0',
  })
  expect(text.slice(citations[0]!.start, citations[0]!.end)).toBe(text)
})

test('a throttling is waited for, and a failure in the middle of a stream is what it says', async () => {
  emulator.inject({ service: 'bedrock', status: 429, retryAfter: 0 })
  const answer = await signing().chat({ model: nova, prompt: 'Hello' })
  expect(answer.attempts.map(({ outcome, code }) => code ?? outcome)).toEqual(['rate-limit', 'ok'])
  emulator.inject({ service: 'bedrock', inBandError: 3, code: 'serviceUnavailableException' })
  const events = signing().stream({ model: nova, prompt: 'Hello' })
  await expect(
    (async () => {
      for await (const _ of events);
    })(),
  ).rejects.toMatchObject({ code: 'overloaded', committed: true })
})

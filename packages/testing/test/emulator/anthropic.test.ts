import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: Anthropic
beforeAll(async () => {
  emulator = await startEmulator()
  client = new Anthropic({
    apiKey: emulator.key('anthropic'),
    baseURL: emulator.sdkBaseURL('anthropic'),
    maxRetries: 0,
  })
})
beforeEach(() => emulator.setAnswer(undefined))
afterAll(() => emulator.close())

const model = 'claude-haiku-4-5'
const user = (content: string | Anthropic.ContentBlockParam[]) => [{ role: 'user' as const, content }]
const tools = [
  {
    name: 'get_weather',
    input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
  },
]
const textOf = ({ content }: Anthropic.Message) =>
  content.map((block) => (block.type === 'text' ? block.text : '')).join('')

test('a message is the same in one piece and as a stream, and counts the same', async () => {
  const request = { model, max_tokens: 500, messages: user('Why do goldfish like ponds?') }
  const whole = await client.messages.create(request)
  const final = await client.messages.stream(request).finalMessage()
  expect(textOf(whole)).toContain('Why do goldfish like ponds?')
  expect(textOf(final)).toBe(textOf(whole))
  expect(final.usage).toMatchObject({
    input_tokens: whole.usage.input_tokens,
    output_tokens: whole.usage.output_tokens,
  })
  expect(whole).toHaveProperty('_request_id', expect.stringMatching(/^req_/u))
})

test('tools are called in parallel when two are named, once when that is forbidden, and answered in text', async () => {
  const two = [...tools, { name: 'get_time', input_schema: { type: 'object' as const, properties: {} } }]
  const ask = (more: object) =>
    client.messages.create({
      model,
      max_tokens: 500,
      messages: user('Use get_weather and get_time.'),
      tools: two,
      ...more,
    })
  const first = await ask({})
  const calls = first.content.filter((block) => block.type === 'tool_use')
  expect(calls.map(({ name, input }) => ({ name, input }))).toEqual([
    { name: 'get_weather', input: { city: 'sample' } },
    { name: 'get_time', input: {} },
  ])
  expect(first.stop_reason).toBe('tool_use')
  const single = await ask({ tool_choice: { type: 'any', disable_parallel_tool_use: true } })
  expect(single.content).toHaveLength(1)
  const streamed = await client.messages
    .stream({ model, max_tokens: 500, messages: user('Use get_weather.'), tools })
    .finalMessage()
  expect(streamed.content[0]).toMatchObject({ type: 'tool_use', input: { city: 'sample' } })
  const results = calls.map(({ id }) => ({ type: 'tool_result' as const, tool_use_id: id, content: `4 C for ${id}` }))
  const messages = [
    ...user('Use get_weather and get_time.'),
    { role: 'assistant' as const, content: first.content },
    ...user(results),
  ]
  expect(textOf(await client.messages.create({ model, max_tokens: 500, messages, tools: two }))).toContain(
    '4 C for toolu_01',
  )
  await expect(
    client.messages.create({
      model,
      max_tokens: 500,
      messages: [...messages.slice(0, 2), ...user(results.slice(1))],
      tools: two,
    }),
  ).rejects.toThrow(/without `tool_result` blocks immediately after/u)
})

test('thinking goes back unchanged, and a changed or foreign one is refused', async () => {
  const thinking = { type: 'enabled' as const, budget_tokens: 1024 }
  const request = { model, max_tokens: 2000, thinking, tools }
  const first = await client.messages.create({ ...request, messages: user('Use get_weather.') })
  const streamed = await client.messages.stream({ ...request, messages: user('Use get_weather.') }).finalMessage()
  expect(streamed.content[0]).toEqual(first.content[0])
  const [thought, call] = first.content as [Anthropic.ThinkingBlock, Anthropic.ToolUseBlock]
  const result = { type: 'tool_result' as const, tool_use_id: call.id, content: 'rain' }
  const again = (content: Anthropic.ContentBlockParam[]) =>
    client.messages.create({
      ...request,
      messages: [...user('Use get_weather.'), { role: 'assistant', content }, ...user([result])],
    })
  expect(textOf(await again([thought, call]))).toContain('rain')
  await expect(again([{ ...thought, thinking: 'Something else.' }, call])).rejects.toThrow(/cannot be modified/u)
  await expect(again([{ ...thought, signature: 'EqForeign' }, call])).rejects.toThrow(/Invalid `signature`/u)
  await expect(again([call])).rejects.toThrow(/Expected `thinking`/u)
})

test('a marked prefix is written to the cache for its time, then read', async () => {
  const system = [
    {
      type: 'text' as const,
      text: 'The pond is wide. '.repeat(1500),
      cache_control: { type: 'ephemeral' as const, ttl: '1h' as const },
    },
  ]
  const ask = (content: string) => client.messages.create({ model, max_tokens: 100, system, messages: user(content) })
  const first = (await ask('One?')).usage
  expect(first.cache_creation!.ephemeral_1h_input_tokens).toBeGreaterThan(4096)
  expect(first.cache_creation_input_tokens).toBe(first.cache_creation!.ephemeral_1h_input_tokens)
  const second = (await ask('Two, please?')).usage
  expect(second).toMatchObject({
    cache_read_input_tokens: first.cache_creation_input_tokens,
    cache_creation_input_tokens: 0,
  })
  const counted = await client.messages.countTokens({ model, system, messages: user('Two, please?') })
  expect(counted.input_tokens).toBe(second.input_tokens + second.cache_read_input_tokens!)
})

test('documents are cited, and a web search is run and cited', async () => {
  const document = {
    type: 'document' as const,
    title: 'pond.txt',
    source: { type: 'text' as const, media_type: 'text/plain' as const, data: 'The pond was dug in 1993. It is deep.' },
    citations: { enabled: true },
  }
  const request = { model, max_tokens: 500, messages: user([document, { type: 'text', text: 'When?' }]) }
  const cited = await client.messages.create(request)
  expect(cited.content[0]).toMatchObject({
    text: 'The pond was dug in 1993.',
    citations: [
      { type: 'char_location', document_index: 0, cited_text: 'The pond was dug in 1993. ', end_char_index: 26 },
    ],
  })
  expect((await client.messages.stream(request).finalMessage()).content).toEqual(cited.content)
  const searched = await client.messages.create({
    model,
    max_tokens: 500,
    messages: user('What is new?'),
    tools: [{ type: 'web_search_20250305', name: 'web_search' }],
  })
  expect(searched.content.slice(0, 3).map(({ type }) => type)).toEqual([
    'server_tool_use',
    'web_search_tool_result',
    'text',
  ])
  expect(searched.usage.server_tool_use!.web_search_requests).toBe(1)
  expect(searched.stop_reason).toBe('end_turn')
})

test('structured output, stop sequences, the bound on tokens and a refusal', async () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  }
  const structured = await client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 500,
    messages: user('x'),
    output_config: { format: { type: 'json_schema', schema } },
  })
  expect(JSON.parse(textOf(structured))).toEqual({ city: 'sample' })
  const stopped = await client.messages.create({
    model,
    max_tokens: 500,
    messages: user('x'),
    stop_sequences: ['emulator'],
  })
  expect(stopped).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'emulator' })
  const short = await client.messages.create({ model, max_tokens: 4, messages: user('x') })
  expect(short).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 4 } })
  emulator.setAnswer({ refusal: 'No.' })
  expect((await client.messages.create({ model, max_tokens: 500, messages: user('x') })).stop_reason).toBe('refusal')
})

test('a batch runs, and its results tell what failed', async () => {
  const params = { model, max_tokens: 100, messages: user('Hi') }
  const { id } = await client.messages.batches.create({
    requests: [
      { custom_id: 'good', params },
      { custom_id: 'bad', params: { ...params, model: 'does-not-exist' } },
    ],
  })
  expect((await client.messages.batches.retrieve(id)).processing_status).toBe('in_progress')
  expect((await client.messages.batches.retrieve(id)).request_counts).toMatchObject({ succeeded: 1, errored: 1 })
  const results: Record<string, string> = {}
  for await (const { custom_id, result } of await client.messages.batches.results(id)) results[custom_id] = result.type
  expect(results).toEqual({ good: 'succeeded', bad: 'errored' })
})

test('files and models', async () => {
  const file = await client.beta.files.upload({ file: new File(['hello'], 'hello.txt', { type: 'text/plain' }) })
  expect(file).toMatchObject({ filename: 'hello.txt', size_bytes: 5, downloadable: false })
  await expect(client.beta.files.download(file.id)).rejects.toMatchObject({ status: 400 })
  expect((await client.beta.files.list()).data).toHaveLength(1)
  await client.beta.files.delete(file.id)
  const ids: string[] = []
  for await (const { id } of client.models.list({ limit: 2 })) ids.push(id)
  expect(ids).toHaveLength(5)
})

test('refusals are in the words of Anthropic', async () => {
  const ask = (more: object) =>
    client.messages.create({
      model,
      max_tokens: 500,
      messages: user('Hi'),
      ...more,
    } as Anthropic.MessageCreateParamsNonStreaming)
  await expect(ask({ max_tokens: undefined })).rejects.toThrow(/max_tokens: Field required/u)
  await expect(ask({ seed: 1 })).rejects.toThrow(/seed: Extra inputs are not permitted/u)
  await expect(ask({ messages: user([{ type: 'text', text: '' }]) })).rejects.toThrow(
    /text content blocks must be non-empty/u,
  )
  await expect(ask({ thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 1024 })).rejects.toThrow(
    /must be greater than `thinking.budget_tokens`/u,
  )
  await expect(ask({ model: 'claude-opus-4-7', temperature: 1 })).rejects.toThrow(/temperature/u)
  await expect(ask({ model: 'claude-4-5-haiku' })).rejects.toMatchObject({
    status: 404,
    error: { error: { type: 'not_found_error' } },
  })
  await expect(
    ask({ messages: [...user('Hi'), { role: 'assistant', content: 'It is' }], model: 'claude-sonnet-5-5' }),
  ).rejects.toThrow(/prefill/u)
  await expect(ask({ messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] })).rejects.toThrow(
    /does not match any of the expected tags/u,
  )
  const stranger = new Anthropic({ apiKey: 'sk-ant-wrong', baseURL: emulator.sdkBaseURL('anthropic'), maxRetries: 0 })
  await expect(stranger.messages.create({ model, max_tokens: 5, messages: user('Hi') })).rejects.toMatchObject({
    status: 401,
    error: { error: { type: 'authentication_error' } },
  })
})

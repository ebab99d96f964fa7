import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: OpenAI
beforeAll(async () => {
  emulator = await startEmulator()
  client = new OpenAI({ apiKey: emulator.key('openai'), baseURL: emulator.sdkBaseURL('openai'), maxRetries: 0 })
})
beforeEach(() => emulator.setAnswer(undefined))
afterAll(() => emulator.close())

const weather = {
  type: 'object',
  properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
  required: ['city', 'unit'],
  additionalProperties: false,
}
const chatTool = { type: 'function' as const, function: { name: 'get_weather', parameters: weather, strict: true } }
const responsesTool = { type: 'function' as const, name: 'get_weather', parameters: weather, strict: true }

test('chat gives the same answer in one piece and as a stream, and counts the same', async () => {
  const request = {
    model: 'gpt-4.1-mini',
    messages: [{ role: 'user' as const, content: 'Why do goldfish like ponds?' }],
  }
  const whole = await client.chat.completions.create(request)
  const stream = client.chat.completions.stream({ ...request, stream_options: { include_usage: true } })
  const final = await stream.finalChatCompletion()
  expect(whole.choices[0]!.message.content).toContain('Why do goldfish like ponds?')
  expect(whole.choices[0]!.message.content).toMatch(/東京.*🐟/u)
  expect(final.choices[0]!.message.content).toBe(whole.choices[0]!.message.content)
  expect(final.usage).toEqual(whole.usage)
  expect(whole.usage!.total_tokens).toBe(whole.usage!.prompt_tokens + whole.usage!.completion_tokens)
  expect(whole.model).toBe('gpt-4.1-mini-2025-04-14')
})

test('chat calls a mentioned tool with input that fits its schema, and answers after the result', async () => {
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Please use get_weather.' }]
  const first = await client.chat.completions.create({ model: 'gpt-4o', messages, tools: [chatTool] })
  const { message, finish_reason } = first.choices[0]!
  expect(finish_reason).toBe('tool_calls')
  const call = message.tool_calls![0] as OpenAI.ChatCompletionMessageFunctionToolCall
  expect(JSON.parse(call.function.arguments)).toEqual({ city: 'sample', unit: 'celsius' })
  messages.push(message, { role: 'tool', tool_call_id: call.id, content: '4 C and rain' })
  const second = await client.chat.completions.create({ model: 'gpt-4o', messages, tools: [chatTool] })
  expect(second.choices[0]!.message.content).toContain('4 C and rain')
})

test('chat streams tool arguments in pieces that join to the whole', async () => {
  const stream = client.chat.completions.stream({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'get weather' }],
    tools: [chatTool],
    tool_choice: { type: 'function', function: { name: 'get_weather' } },
  })
  const final = await stream.finalChatCompletion()
  const call = final.choices[0]!.message.tool_calls![0] as OpenAI.ChatCompletionMessageFunctionToolCall
  expect(JSON.parse(call.function.arguments)).toEqual({ city: 'sample', unit: 'celsius' })
  // Recorded: a forced function ends with `stop`.
  expect(final.choices[0]!.finish_reason).toBe('stop')
})

test('chat answers a JSON schema with a value of it, and stops where it is told', async () => {
  const schema = {
    ...weather,
    properties: { ...weather.properties, days: { type: 'integer', minimum: 2, maximum: 5 } },
    required: ['city', 'unit', 'days'],
  }
  const structured = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Fill it in.' }],
    response_format: { type: 'json_schema', json_schema: { name: 'weather', schema, strict: true } },
  })
  expect(JSON.parse(structured.choices[0]!.message.content!)).toEqual({ city: 'sample', unit: 'celsius', days: 2 })
  const stopped = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Hi' }],
    stop: ['emulator'],
  })
  expect(stopped.choices[0]!.message.content).not.toContain('emulator')
  expect(stopped.choices[0]!.finish_reason).toBe('stop')
  const short = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Hi' }],
    max_completion_tokens: 5,
  })
  expect(short.choices[0]!.finish_reason).toBe('length')
  expect(short.usage!.completion_tokens).toBe(5)
})

test('chat gives log probabilities, several choices, audio and a refusal', async () => {
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  const logged = await client.chat.completions.create({
    model: 'gpt-4o',
    messages,
    logprobs: true,
    top_logprobs: 2,
    n: 2,
  })
  expect(logged.choices).toHaveLength(2)
  expect(logged.choices[1]!.logprobs!.content!.map(({ token }) => token).join('')).toBe(
    logged.choices[1]!.message.content,
  )
  expect(logged.choices[0]!.logprobs!.content![0]!.top_logprobs).toHaveLength(2)
  const spoken = await client.chat.completions.create({
    model: 'gpt-audio-mini',
    messages,
    modalities: ['text', 'audio'],
    audio: { voice: 'alloy', format: 'wav' },
  })
  expect(Buffer.from(spoken.choices[0]!.message.audio!.data, 'base64').toString('latin1', 0, 4)).toBe('RIFF')
  emulator.setAnswer({ refusal: 'I would rather not.' })
  const refused = await client.chat.completions.create({ model: 'gpt-4o', messages })
  expect(refused.choices[0]!.message).toMatchObject({ content: null, refusal: 'I would rather not.' })
})

test('responses give the same answer in one piece and as a stream', async () => {
  const request = {
    model: 'gpt-5.4',
    input: 'Why do goldfish like ponds?',
    reasoning: { effort: 'low' as const, summary: 'auto' as const },
  }
  const whole = await client.responses.create(request)
  const stream = client.responses.stream(request)
  const types = new Set<string>()
  stream.on('event', ({ type }) => types.add(type))
  const final = await stream.finalResponse()
  expect(final.output_text).toBe(whole.output_text)
  expect(final.usage).toEqual(whole.usage)
  expect(whole.output.map(({ type }) => type)).toEqual(['reasoning', 'message'])
  expect(whole.usage!.output_tokens_details.reasoning_tokens).toBeGreaterThan(0)
  expect([...types]).toEqual(
    expect.arrayContaining([
      'response.created',
      'response.reasoning_summary_text.delta',
      'response.output_text.delta',
      'response.completed',
    ]),
  )
})

test('responses take their own reasoning back, without a store, and refuse a changed one', async () => {
  const include = ['reasoning.encrypted_content' as const]
  const base = {
    model: 'gpt-5.4',
    store: false,
    include,
    reasoning: { effort: 'low' as const },
    tools: [responsesTool],
  }
  const question = { role: 'user' as const, content: 'Use get_weather, please.' }
  const first = await client.responses.create({ ...base, input: [question] })
  const [reasoning, call] = first.output as [
    OpenAI.Responses.ResponseReasoningItem,
    OpenAI.Responses.ResponseFunctionToolCall,
  ]
  expect(reasoning.encrypted_content).toMatch(/^gAAAAA/u)
  const result = { type: 'function_call_output' as const, call_id: call.call_id, output: '4 C, rain' }
  const second = await client.responses.create({ ...base, input: [question, reasoning, call, result] })
  expect(second.output_text).toContain('4 C, rain')
  const changed = { ...reasoning, encrypted_content: `${reasoning.encrypted_content}x` }
  await expect(client.responses.create({ ...base, input: [question, changed, call, result] })).rejects.toMatchObject({
    status: 400,
    code: 'invalid_encrypted_content',
  })
  await expect(client.responses.create({ ...base, input: [question, reasoning] })).rejects.toThrow(
    /required following item/u,
  )
  const bare = { ...reasoning, encrypted_content: undefined }
  await expect(client.responses.create({ ...base, input: [question, bare, call, result] })).rejects.toMatchObject({
    status: 404,
  })
  await expect(client.responses.create({ ...base, input: [question, reasoning, call] })).rejects.toThrow(
    /No tool output found/u,
  )
})

test('responses are stored, continued, listed and deleted', async () => {
  const first = await client.responses.create({ model: 'gpt-4.1-mini', input: 'Remember the pond.' })
  const second = await client.responses.create({
    model: 'gpt-4.1-mini',
    input: 'And now?',
    previous_response_id: first.id,
  })
  expect(second.usage!.input_tokens).toBeGreaterThan(first.usage!.input_tokens)
  expect((await client.responses.retrieve(first.id)).output_text).toBe(first.output_text)
  const items = await client.responses.inputItems.list(second.id, { order: 'asc' })
  expect(items.data).toHaveLength(3)
  await client.responses.delete(first.id)
  await expect(client.responses.retrieve(first.id)).rejects.toMatchObject({ status: 404 })
  await expect(
    client.responses.create({ model: 'gpt-4.1-mini', input: 'x', previous_response_id: 'resp_gone' }),
  ).rejects.toMatchObject({
    code: 'previous_response_not_found',
  })
})

test('responses run in the background, are polled, resumed as a stream and cancelled', async () => {
  const started = await client.responses.create({ model: 'gpt-5.4', input: 'Hi', background: true })
  expect(started.status).toBe('queued')
  expect((await client.responses.retrieve(started.id)).status).toBe('in_progress')
  const done = await client.responses.retrieve(started.id)
  expect(done.status).toBe('completed')
  const resumed = await client.responses.retrieve(started.id, { stream: true, starting_after: 4 })
  const numbers: number[] = []
  for await (const event of resumed) numbers.push(event.sequence_number)
  expect(numbers[0]).toBe(5)
  const other = await client.responses.create({ model: 'gpt-5.4', input: 'Hi', background: true })
  expect((await client.responses.cancel(other.id)).status).toBe('cancelled')
})

test('responses search the web with citations whose positions are right, paint, and structure', async () => {
  const found = await client.responses.create({
    model: 'gpt-4.1',
    input: 'What is new?',
    tools: [{ type: 'web_search' }],
  })
  expect(found.output.map(({ type }) => type)).toEqual(['web_search_call', 'message'])
  const part = (found.output[1] as OpenAI.Responses.ResponseOutputMessage)
    .content[0] as OpenAI.Responses.ResponseOutputText
  const citation = part.annotations[0] as OpenAI.Responses.ResponseOutputText.URLCitation
  expect(part.text.slice(citation.start_index, citation.end_index)).toContain('nothing was searched for')
  const painted = await client.responses.create({
    model: 'gpt-5.4',
    input: 'Draw a pond.',
    tools: [{ type: 'image_generation' }],
  })
  expect(painted.output[0]!.type).toBe('image_generation_call')
  const structured = await client.responses.create({
    model: 'gpt-5.4',
    input: 'x',
    text: { format: { type: 'json_schema', name: 'weather', schema: weather, strict: true } },
  })
  expect(JSON.parse(structured.output_text)).toEqual({ city: 'sample', unit: 'celsius' })
})

test('a function that does not say whether it is strict is closed, one that says null is not', async () => {
  const parameters = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'object', properties: {} } } }
  const tool = { type: 'function', name: 'f', parameters }
  const body = { model: 'gpt-4.1', input: 'Hi', tools: [tool, { ...tool, name: 'g', strict: null }] }
  const { tools } = await client.post<{ tools: object[] }>('/responses', { body })
  const shut = { additionalProperties: false }
  expect(tools[0]).toMatchObject({
    strict: true,
    parameters: { ...shut, required: ['a', 'b'], properties: { b: shut } },
  })
  expect(tools[1]).toEqual({ ...tool, name: 'g', strict: false })
})

test('input tokens are counted as the answer counts them', async () => {
  const request = { model: 'gpt-5.4', input: 'Count me in.' }
  const counted = await client.responses.inputTokens.count(request)
  const answered = await client.responses.create(request)
  expect(counted.input_tokens).toBe(answered.usage!.input_tokens)
})

test('a long prompt that comes again is counted as cached, in steps of 128', async () => {
  const system = 'The pond is wide and quiet today. '.repeat(200)
  const ask = (content: string) =>
    client.chat.completions.create({
      model: 'gpt-4.1',
      messages: [
        { role: 'system', content: system },
        { role: 'user', content },
      ],
    })
  expect((await ask('One?')).usage!.prompt_tokens_details!.cached_tokens).toBe(0)
  const cached = (await ask('Two?')).usage!.prompt_tokens_details!.cached_tokens!
  expect(cached).toBeGreaterThanOrEqual(1024)
  expect(cached % 128).toBe(0)
})

test('legacy completions go on from the prompt, also as a stream', async () => {
  const request = { model: 'gpt-3.5-turbo-instruct', prompt: 'Once upon a time', max_tokens: 12 }
  const whole = await client.completions.create(request)
  let streamed = ''
  for await (const chunk of await client.completions.create({ ...request, stream: true }))
    streamed += chunk.choices[0]?.text ?? ''
  expect(whole.choices[0]!.finish_reason).toBe('length')
  expect(streamed).toBe(whole.choices[0]!.text)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
beforeAll(async () => void (emulator = await startEmulator()))
afterAll(() => emulator.close())

async function refusal(
  path: string,
  body: object,
): Promise<{ status: number; code: unknown; param: unknown; message: string }> {
  const headers = { authorization: `Bearer ${emulator.key('openai')}`, 'content-type': 'application/json' }
  const reply = await fetch(`${emulator.baseURL('openai')}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  const { error } = (await reply.json()) as { error: { code: unknown; param: unknown; message: string } }
  return { status: reply.status, code: error?.code, param: error?.param, message: error?.message }
}

const messages = [{ role: 'user', content: 'Hi' }]
const open = { type: 'object', properties: { a: { type: 'string' } } }
const chatTool = { type: 'function', function: { name: 'f', parameters: open } }

test.each([
  ['an unknown field', { model: 'gpt-4o', messages, foo: 1 }, { code: 'unknown_parameter', param: 'foo' }],
  ['a missing model', { messages }, { code: 'missing_required_parameter', param: 'model' }],
  ['a wrong type', { model: 'gpt-4o', messages, stream: 'yes' }, { code: 'invalid_type', param: 'stream' }],
  [
    'a temperature that is too high',
    { model: 'gpt-4o', messages, temperature: 3 },
    { code: 'decimal_above_max_value', param: 'temperature' },
  ],
  ['an unknown model', { model: 'non-existent-model', messages }, { status: 404, code: 'model_not_found' }],
  [
    'max_tokens on a reasoning model',
    { model: 'gpt-5.4', messages, max_tokens: 9 },
    { code: 'unsupported_parameter', param: 'max_tokens' },
  ],
  [
    'a temperature on a reasoning model',
    { model: 'o4-mini', messages, temperature: 0.5 },
    { code: 'unsupported_value', param: 'temperature' },
  ],
  ['stop on a reasoning model', { model: 'o3', messages, stop: 'x' }, { code: 'unsupported_parameter', param: 'stop' }],
  [
    'tools with an effort on gpt-5.4',
    { model: 'gpt-5.4', messages, tools: [chatTool], reasoning_effort: 'low' },
    { param: 'reasoning_effort' },
  ],
  ['tools alone on gpt-5.6', { model: 'gpt-5.6-sol', messages, tools: [chatTool] }, { param: 'reasoning_effort' }],
  ['any tool on gpt-6.1-sol', { model: 'gpt-6.1-sol', messages, tools: [chatTool] }, { param: 'tools' }],
  [
    'an effort on a model that does not reason',
    { model: 'gpt-4o', messages, reasoning_effort: 'low' },
    { message: 'Unrecognized request argument supplied: reasoning_effort' },
  ],
  [
    'minimal on gpt-5.6',
    { model: 'gpt-5.6-sol', messages, reasoning_effort: 'minimal' },
    { code: 'unsupported_value' },
  ],
  [
    'a JSON object without the word',
    { model: 'gpt-4o', messages, response_format: { type: 'json_object' } },
    { param: 'messages' },
  ],
  [
    'a strict function with an open schema',
    {
      model: 'gpt-4o',
      messages,
      tools: [{ type: 'function', function: { name: 'f', parameters: open, strict: true } }],
    },
    { code: 'invalid_function_parameters', param: 'tools[0].function.parameters' },
  ],
  [
    'a tool result without its call',
    { model: 'gpt-4o', messages: [...messages, { role: 'tool', tool_call_id: 'x', content: 'y' }] },
    { param: 'messages.[1].role' },
  ],
  [
    'a tool call without its result',
    {
      model: 'gpt-4o',
      messages: [
        ...messages,
        {
          role: 'assistant',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        ...messages,
      ],
    },
    { param: 'messages.[2].role' },
  ],
  [
    'sound for a model without ears',
    {
      model: 'gpt-5-mini',
      messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: '', format: 'mp3' } }] }],
    },
    { code: 'invalid_value', param: 'messages[0]' },
  ],
  ['an empty conversation', { model: 'gpt-4o', messages: [] }, { code: 'empty_array' }],
  ['a completion model on chat', { model: 'gpt-3.5-turbo-instruct', messages }, { status: 404, param: 'model' }],
])('chat refuses %s', async (_name, body, expected) => {
  expect(await refusal('/chat/completions', body)).toMatchObject({ status: 400, ...expected })
})

test.each([
  ['an unknown field', { model: 'gpt-5.4', input: 'Hi', stop: ['x'] }, { code: 'unknown_parameter', param: 'stop' }],
  ['an unknown model, with 400', { model: 'does-not-exist', input: 'Hi' }, { code: 'model_not_found', param: 'model' }],
  [
    'a bound under 16',
    { model: 'gpt-5.4', input: 'Hi', max_output_tokens: 5 },
    { code: 'integer_below_min_value', param: 'max_output_tokens' },
  ],
  [
    'a strict function with an open schema',
    { model: 'gpt-4.1', input: 'Hi', tools: [{ type: 'function', name: 'f', parameters: open, strict: true }] },
    { code: 'invalid_function_parameters', param: 'tools[0].parameters' },
  ],
  [
    'a chat part',
    { model: 'gpt-4.1', input: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] },
    { code: 'invalid_value', param: 'input[0].content[0]' },
  ],
  [
    'an input part of the assistant',
    { model: 'gpt-4.1', input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'Hi' }] }] },
    { code: 'invalid_value' },
  ],
  [
    'sound as a file',
    {
      model: 'gpt-4.1',
      input: [{ role: 'user', content: [{ type: 'input_file', file_data: 'data:audio/mpeg;base64,AA==' }] }],
    },
    { code: 'unsupported_file' },
  ],
  [
    'sealed reasoning of a model without any',
    { model: 'gpt-4.1', input: 'Hi', include: ['reasoning.encrypted_content'] },
    { message: 'Encrypted content is not supported with this model.' },
  ],
  [
    'a temperature on a reasoning model',
    { model: 'gpt-5', input: 'Hi', temperature: 0 },
    { code: 'unsupported_parameter', param: 'temperature' },
  ],
  [
    'a nested unknown field',
    { model: 'gpt-4.1', input: 'Hi', text: { format: { type: 'json_schema', json_schema: {} } } },
    { code: 'unknown_parameter', param: 'text.format.json_schema' },
  ],
])('responses refuse %s', async (_name, body, expected) => {
  expect(await refusal('/responses', body)).toMatchObject({ status: 400, ...expected })
})

test.each([
  [
    'response_format on images',
    '/images/generations',
    { model: 'gpt-image-2', prompt: 'x', response_format: 'b64_json' },
    { code: 'unknown_parameter', param: 'response_format' },
  ],
  [
    'a background nobody knows',
    '/images/generations',
    { model: 'gpt-image-2', prompt: 'x', background: 'red' },
    {
      code: 'invalid_value',
      message: "Invalid value: 'red'. Supported values are: 'transparent', 'opaque', and 'auto'.",
    },
  ],
  [
    'a retired image model',
    '/images/generations',
    { model: 'dall-e-3', prompt: 'x' },
    { code: 'invalid_value', message: "The model 'dall-e-3' does not exist." },
  ],
  [
    'text under the name of an image',
    '/images/edits',
    { prompt: 'x', images: [{ image_url: 'data:image/png;base64,aGVsbG8=' }] },
    { code: 'invalid_image_file' },
  ],
  [
    'a broken image',
    '/images/edits',
    { prompt: 'x', images: [{ image_url: 'data:image/png;base64,???' }] },
    { code: 'invalid_image_file', param: 'images[0].image_url' },
  ],
  [
    'dimensions on an old embedding model',
    '/embeddings',
    { model: 'text-embedding-ada-002', input: 'x', dimensions: 8 },
    { param: 'dimensions' },
  ],
  ['an empty text to embed', '/embeddings', { model: 'text-embedding-3-small', input: '' }, { code: 'empty_string' }],
  [
    'speech that is too fast',
    '/audio/speech',
    { model: 'tts-1', voice: 'alloy', input: 'x', speed: 9 },
    { code: 'decimal_above_max_value' },
  ],
])('%s is refused', async (_name, path, body, expected) => {
  expect(await refusal(path, body)).toMatchObject({ status: 400, ...expected })
})

test('a wrong key is masked in the answer, no key is explained, and a path nobody has is named', async () => {
  const ask = (headers: Record<string, string>, path = '/models') =>
    fetch(`${emulator.baseURL('openai')}${path}`, { headers })
  const wrong = await ask({ authorization: 'Bearer sk-planted-secret-value-1234' })
  expect(wrong.status).toBe(401)
  expect(await wrong.text()).toContain(`sk-plant${'*'.repeat(16)}1234`)
  expect(await (await ask({})).text()).toContain("You didn't provide an API key")
  const lost = await ask({ authorization: `Bearer ${emulator.key('openai')}` }, '/assistants')
  expect(lost.status).toBe(404)
  expect(await lost.text()).toContain('Invalid URL (GET /v1/assistants)')
})

test('a prompt that is too long is refused with the code of its service', async () => {
  const long = 'word '.repeat(170_000)
  const messages = [{ role: 'user', content: long }]
  const chat = await refusal('/chat/completions', { model: 'gpt-4o', messages })
  expect(chat).toMatchObject({ status: 400, code: 'context_length_exceeded', param: 'messages' })
  const responses = await refusal('/responses', { model: 'gpt-4o', input: long })
  expect(responses).toMatchObject({ status: 400, code: 'context_length_exceeded', param: 'input' })
  const headers = { 'x-api-key': emulator.key('anthropic'), 'anthropic-version': '2023-06-01' }
  const body = JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 9, messages })
  const anthropic = await fetch(`${emulator.baseURL('anthropic')}/v1/messages`, { method: 'POST', headers, body })
  expect(await anthropic.text()).toMatch(/prompt is too long: 212\d{3} tokens > 200000 maximum/u)
})

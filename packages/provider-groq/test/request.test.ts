import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { groq } from '../src/index.ts'
import { answering, bodyOf } from './setting.ts'

test('maps a missing effort of gpt-oss to the nearest, with a warning', async () => {
  const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning: 'xhigh' })
  expect(body['reasoning_effort']).toBe('high')
  expect(warnings).toEqual(['reasoning'])
})

test('turns the reasoning of Qwen on and off', async () => {
  const model = 'qwen/qwen3.6-27b'
  expect((await bodyOf({ prompt: 'Hi', reasoning: 'none' }, { model })).body['reasoning_effort']).toBe('none')
  expect((await bodyOf({ prompt: 'Hi', reasoning: 'high' }, { model })).body['reasoning_effort']).toBe('default')
})

test('warns of reasoning on a model that has none, and leaves it out', async () => {
  const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning: 'low' }, { model: 'llama-3.3-70b-versatile' })
  expect(body).not.toHaveProperty('reasoning_effort')
  expect(warnings).toEqual(['reasoning'])
})

test('hides reasoning in the way of the model', async () => {
  const reasoning = { effort: 'low', summary: false } as const
  expect((await bodyOf({ prompt: 'Hi', reasoning })).body['include_reasoning']).toBe(false)
  const { body } = await bodyOf({ prompt: 'Hi', reasoning }, { model: 'qwen/qwen3.6-27b' })
  expect(body['reasoning_format']).toBe('hidden')
})

test('sends earlier reasoning back to gpt-oss only', async () => {
  const messages = [
    { role: 'user' as const, content: 'Hi' },
    {
      role: 'assistant' as const,
      content: [
        { type: 'reasoning' as const, text: 'Greet.' },
        { type: 'text' as const, text: 'Hello.' },
      ],
    },
    { role: 'user' as const, content: 'And?' },
  ]
  expect((await bodyOf({ messages })).body['messages']).toContainEqual({
    role: 'assistant',
    content: 'Hello.',
    reasoning: 'Greet.',
  })
  const { body } = await bodyOf({ messages }, { model: 'llama-3.1-8b-instant' })
  expect(body['messages']).toContainEqual({ role: 'assistant', content: 'Hello.' })
})

test('holds gpt-oss strictly to a closed schema, and loosely to an open one', async () => {
  const schema = (closed: boolean) => ({
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    ...(closed && { additionalProperties: false }),
  })
  const strict = async (closed: boolean): Promise<unknown> => {
    const { body } = await bodyOf({ prompt: 'Hi', output: { schema: schema(closed), name: 'thing' } })
    return (body['response_format'] as { json_schema: { strict: boolean } }).json_schema.strict
  }
  expect(await strict(true)).toBe(true)
  expect(await strict(false)).toBe(false)
})

test('lets media of a tool result follow in a user message, with a warning', async () => {
  const { body, warnings } = await bodyOf(
    {
      messages: [
        { role: 'user', content: 'What is shown?' },
        {
          role: 'assistant',
          content: [
            { type: 'tool-call', id: 'a', name: 'look', input: {} },
            { type: 'tool-call', id: 'b', name: 'read', input: {} },
          ],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              id: 'a',
              name: 'look',
              parts: [{ type: 'media', mediaType: 'image/png', data: 'iVBORw0KGgo=' }],
            },
            { type: 'tool-result', id: 'b', name: 'read', output: { page: 1 } },
          ],
        },
      ],
    },
    { model: 'qwen/qwen3.6-27b' },
  )
  expect((body['messages'] as unknown[]).slice(2)).toEqual([
    { role: 'tool', tool_call_id: 'a', content: 'The result follows in the next user message.' },
    { role: 'tool', tool_call_id: 'b', content: '{"page":1}' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Media of the result of the tool call a (look):' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
      ],
    },
  ])
  expect(warnings).toEqual(['messages[2]'])
})

test('sends the options, and the tier of the request before that of the options', async () => {
  const { body } = await bodyOf(
    { prompt: 'Hi', serviceTier: 'flex' },
    {
      options: {
        serviceTier: 'auto',
        includeReasoning: false,
        disableToolValidation: true,
        tools: ['code_interpreter'],
      },
    },
  )
  expect(body).toEqual({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: 'Hi' }],
    service_tier: 'flex',
    include_reasoning: false,
    disable_tool_validation: true,
    tools: [{ type: 'code_interpreter' }],
  })
})

test('puts its path behind the host of GROQ_BASE_URL, and sends the custom headers', async () => {
  const env = {
    GROQ_API_KEY: 'gsk_env',
    GROQ_BASE_URL: 'https://proxy.example/',
    GROQ_CUSTOM_HEADERS: 'X-Team: a\nX-Job: b',
  }
  const { url, headers } = await bodyOf({ prompt: 'Hi' }, { env, config: { headers: { 'x-job': 'c' } } })
  expect(url).toBe('https://proxy.example/openai/v1/chat/completions')
  expect([headers.get('authorization'), headers.get('x-team'), headers.get('x-job')]).toEqual([
    'Bearer gsk_env',
    'a',
    'c',
  ])
})

test('takes a configured base URL as it is', async () => {
  const { url } = await bodyOf({ prompt: 'Hi' }, { config: { baseURL: 'https://gateway.example/groq' } })
  expect(url).toBe('https://gateway.example/groq/chat/completions')
})

test('without a model, speech and transcripts ask one that can do it', async () => {
  const models: unknown[] = []
  const host = virtualHost({
    env: { GROQ_API_KEY: 'gsk_test' },
    fetch: async (_, init) => {
      const form = init?.body instanceof FormData
      models.push(form ? (init.body as FormData).get('model') : JSON.parse(init?.body as string).model)
      return form ? Response.json({ text: 'ok' }) : new Response('sound', { headers: { 'content-type': 'audio/wav' } })
    },
  })
  const llm = createRouter({ use: [groq()], host })
  await llm.speech({ model: 'groq', input: 'Hi', voice: 'hannah' })
  await llm.transcribe({ model: 'groq', audio: { type: 'media', mediaType: 'audio/wav', data: 'AAAA' } })
  expect(models).toEqual(['canopylabs/orpheus-v1-english', 'whisper-large-v3-turbo'])
})

test('a batch warns of what its requests ask in vain', async () => {
  const { host } = answering({ id: 'batch-1' })
  const llm = createRouter({ use: [groq()], host })
  const requests = [{ id: 'a', request: { prompt: 'Hi', topK: 3, seed: 1 } }]
  await expect(llm.batch({ requests, strict: true })).rejects.toMatchObject({
    code: 'unsupported',
    field: 'requests.topK',
  })
})

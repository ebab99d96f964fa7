import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { mistral } from '../src/index.ts'
import { answering, bodyOf } from './setting.ts'

const picture = { type: 'media' as const, mediaType: 'image/png', data: 'AAAA' }

test('puts an answer between the result of a tool and a question, which the service demands', async () => {
  const { body } = await bodyOf({
    messages: [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: [{ type: 'tool-call', id: 'toolu_9', name: 'weather', input: {} }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 'toolu_9', name: 'weather', output: 'Rain' }] },
      { role: 'user', content: 'And tomorrow?' },
    ],
  })
  const id = '1y14ljuko'
  expect(body['messages']).toEqual([
    { role: 'user', content: 'Weather?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name: 'weather', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: id, content: 'Rain' },
    { role: 'assistant', content: 'OK' },
    { role: 'user', content: 'And tomorrow?' },
  ])
})

test('sends pictures of a result with the result', async () => {
  const { body, warnings } = await bodyOf({
    messages: [
      { role: 'user', content: 'Show it.' },
      { role: 'assistant', content: [{ type: 'tool-call', id: 'FI5qQGzDE', name: 'show', input: {} }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 'FI5qQGzDE', name: 'show', parts: [picture] }] },
    ],
  })
  expect(warnings).toEqual([])
  expect((body['messages'] as unknown[]).at(-1)).toEqual({
    role: 'tool',
    tool_call_id: 'FI5qQGzDE',
    content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }],
  })
})

test('takes the reasoning of others out, and their plain thoughts along', async () => {
  const { body } = await bodyOf({
    messages: [
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Sealed.', state: { anthropic: { signature: 's' } } },
          { type: 'reasoning', text: 'Plain.' },
          { type: 'text', text: 'Hello.' },
        ],
      },
      { role: 'user', content: 'And?' },
    ],
  })
  expect((body['messages'] as unknown[])[1]).toEqual({
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Plain.' }], closed: true },
      { type: 'text', text: 'Hello.' },
    ],
  })
})

test('knows two efforts, and models that have none', async () => {
  const low = await bodyOf({ prompt: 'Hi', reasoning: 'low' })
  expect([low.body['reasoning_effort'], low.warnings]).toEqual(['high', ['reasoning']])
  expect((await bodyOf({ prompt: 'Hi', reasoning: 'none' })).body['reasoning_effort']).toBe('none')
  const plain = await bodyOf({ prompt: 'Hi', reasoning: 'high' }, { model: 'ministral-8b-2512' })
  expect([plain.body['reasoning_effort'], plain.warnings]).toEqual([undefined, ['reasoning']])
})

test('gives the first Magistral models their prompt for thinking', async () => {
  const { body } = await bodyOf(
    { prompt: 'Hi' },
    { model: 'magistral-small-2509', options: { promptMode: 'reasoning' } },
  )
  expect(body).toMatchObject({ model: 'magistral-small-2509', prompt_mode: 'reasoning' })
})

test('warns in a conversation of what it cannot be held to, and sends media of a result behind it', async () => {
  const { body, warnings } = await bodyOf(
    {
      messages: [
        { role: 'user', content: 'Show it.' },
        { role: 'assistant', content: [{ type: 'tool-call', id: 'FI5qQGzDE', name: 'show', input: {} }] },
        { role: 'tool', content: [{ type: 'tool-result', id: 'FI5qQGzDE', name: 'show', parts: [picture] }] },
      ],
      tools: [{ name: 'show' }],
      toolChoice: { tool: 'show' },
    },
    { options: { api: 'conversations' } },
  )
  expect(warnings).toEqual(['toolChoice'])
  expect(body['completion_args']).toEqual({ tool_choice: 'any' })
  expect((body['inputs'] as unknown[]).slice(-2)).toEqual([
    { type: 'function.result', tool_call_id: 'FI5qQGzDE', result: '' },
    {
      type: 'message.input',
      role: 'user',
      content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }],
    },
  ])
})

test('goes on with a beginning in a conversation, too', async () => {
  const messages = [
    { role: 'user' as const, content: 'A city.' },
    { role: 'assistant' as const, content: 'Os' },
  ]
  const { body } = await bodyOf({ messages }, { options: { api: 'conversations' } })
  expect((body['inputs'] as unknown[]).at(-1)).toEqual({
    type: 'message.input',
    role: 'assistant',
    content: 'Os',
    prefix: true,
  })
})

test('refuses film, and sound that is stored', async () => {
  const asking = (part: object) => bodyOf({ prompt: [part as never] })
  await expect(asking({ type: 'media', mediaType: 'video/mp4', data: 'AAAA' })).rejects.toMatchObject({
    code: 'unsupported',
  })
  const file = { provider: 'mistral', id: 'f1' }
  await expect(asking({ type: 'media', mediaType: 'audio/mpeg', file })).rejects.toMatchObject({ code: 'unsupported' })
})

test('tells the caller of fields that the closed schema has not', async () => {
  const { host, sent } = answering({ choices: [{ message: { content: 'x' }, finish_reason: 'stop' }] })
  const llm = createRouter({ use: [mistral()], host })
  const { warnings } = await llm.chat({ model: 'mistral', prompt: 'Hi', topK: 5, user: 'u1', logprobs: true })
  expect(warnings.map(({ field }) => field).toSorted()).toEqual(['logprobs', 'topK', 'user'])
  expect(sent[0]!.body).toEqual({ model: 'mistral-medium-3-5', messages: [{ role: 'user', content: 'Hi' }] })
})

test.each([
  [undefined, 'https://api.mistral.ai/v1/chat/completions'],
  [{ region: 'eu' as const }, 'https://api.eu.mistral.ai/v1/chat/completions'],
  [{ region: 'us' as const }, 'https://api.us.mistral.ai/v1/chat/completions'],
  [{ baseURL: 'https://gateway.test/v1', region: 'eu' as const }, 'https://gateway.test/v1/chat/completions'],
])('asks with %o at %s', async (config, url) => {
  expect((await bodyOf({ prompt: 'Hi' }, { ...(config && { config }) })).url).toBe(url)
})

test('asks at the address of the environment, with or without its version', async () => {
  const at = async (base: string) =>
    (await bodyOf({ prompt: 'Hi' }, { env: { MISTRAL_API_KEY: 'k', MISTRAL_BASE_URL: base } })).url
  expect(await at('https://proxy.test/')).toBe('https://proxy.test/v1/chat/completions')
  expect(await at('https://proxy.test/v1')).toBe('https://proxy.test/v1/chat/completions')
})

test('charges a tenth more in a region', async () => {
  const reply = {
    choices: [{ message: { content: 'x' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1_000_000, completion_tokens: 1_000_000, total_tokens: 2_000_000 },
  }
  const costAt = async (config?: Parameters<typeof mistral>[0]) => {
    const llm = createRouter({ use: [mistral(config)], host: answering(reply).host })
    return (await llm.chat({ model: 'mistral/mistral-large-2512', prompt: 'Hi' })).cost
  }
  expect(await costAt()).toMatchObject({ usd: 2, source: 'catalogue' })
  expect(await costAt({ region: 'eu' })).toMatchObject({ usd: 2.2 })
  expect(await costAt({ baseURL: 'https://api.us.mistral.ai/v1' })).toMatchObject({ usd: 2.2 })
})

test('bills sound by its length', async () => {
  const usage = {
    prompt_tokens: 0,
    completion_tokens: 0,
    total_tokens: 375,
    prompt_audio_seconds: 60,
    prompt_tokens_details: { audio_tokens: 375 },
  }
  const llm = createRouter({
    use: [mistral()],
    host: answering({ choices: [{ message: { content: 'x' }, finish_reason: 'stop' }], usage }).host,
  })
  const { cost } = await llm.chat({ model: 'mistral/voxtral-small-2507', prompt: 'Hi' })
  expect(cost!.usd).toBeCloseTo(0.004, 6)
})

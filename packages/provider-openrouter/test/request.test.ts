import { createRouter } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answering, bodyOf } from './setting.ts'
import { openrouter } from '../src/index.ts'

const prompt = 'Hi'
const messages = [{ role: 'user', content: prompt }]

test.each([
  ['high', { effort: 'high' }, []],
  ['max', { effort: 'max' }, []],
  ['none', { effort: 'none' }, []],
  [{ tokens: 2000 }, { max_tokens: 2000 }, []],
  [{ tokens: 2000, effort: 'low' }, { max_tokens: 2000 }, ['reasoning.effort']],
  [{ effort: 'low', summary: false }, { effort: 'low', exclude: true }, []],
  [{ summary: true }, { enabled: true, summary: 'auto' }, []],
] as const)('asks for reasoning by %j', async (reasoning, fields, warned) => {
  const { body, warnings } = await bodyOf({ prompt, reasoning })
  expect(body['reasoning']).toEqual(fields)
  expect(warnings).toEqual(warned)
})

test('asks for a cache by a key, by a lifetime, or by marks', async () => {
  const { body: byKey } = await bodyOf({ prompt, cache: { key: 'k' } })
  expect(byKey).toMatchObject({ prompt_cache_key: 'k' })
  expect(byKey).not.toHaveProperty('cache_control')
  expect((await bodyOf({ prompt, cache: {} })).body).toMatchObject({ cache_control: { type: 'ephemeral' } })
  expect((await bodyOf({ prompt, cache: { key: 'k', ttlSeconds: 600 } })).body).toMatchObject({
    prompt_cache_key: 'k',
    cache_control: { type: 'ephemeral', ttl: '1h' },
  })
  const { body } = await bodyOf({
    prompt: [{ type: 'text', text: 'Rules', cache: { ttlSeconds: 60 } }],
    tools: [{ name: 'now', cache: true }],
  })
  expect(body['messages']).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Rules', cache_control: { type: 'ephemeral', ttl: '5m' } }] },
  ])
  expect((body['tools'] as object[])[0]).toMatchObject({ cache_control: { type: 'ephemeral' } })
})

test('names its own tools in full, and puts them behind those of the caller', async () => {
  const { body } = await bodyOf(
    { prompt, tools: [{ name: 'now', description: 'The time.' }] },
    { options: { tools: ['web_fetch', 'openrouter:datetime', { type: 'openrouter:web_search', parameters: {} }] } },
  )
  expect((body['tools'] as { type: string }[]).map(({ type }) => type)).toEqual([
    'function',
    'openrouter:web_fetch',
    'openrouter:datetime',
    'openrouter:web_search',
  ])
})

test('puts every option into the request, under its fields', async () => {
  const { body, headers } = await bodyOf(
    { prompt },
    {
      stream: true,
      options: {
        provider: {
          order: ['azure'],
          requireParameters: true,
          dataCollection: 'deny',
          sort: { by: 'price', partition: 'none' },
          preferredMaxLatency: { p90: 2 },
          maxPrice: { prompt: 1 },
        },
        models: ['a/b'],
        plugins: [{ id: 'web' }],
        maxToolCalls: 3,
        stopServerToolsWhen: [{ type: 'max_cost', max_cost: 1 }],
        preset: 'mine',
        sessionId: 's',
        trace: { trace_id: 't' },
        minP: 0.1,
        topA: 0.2,
        repetitionPenalty: 1.1,
        logitBias: { '7': -1 },
        verbosity: 'low',
        prediction: { type: 'content', content: 'a' },
        modalities: ['text', 'audio'],
        audio: { voice: 'alloy', format: 'wav' },
        imageConfig: { aspect_ratio: '1:1' },
        promptCacheOptions: { mode: 'explicit' },
        metadata: true,
        responseCache: { ttlSeconds: 60, clear: true },
      },
    },
  )
  expect(body).toEqual({
    model: 'openai/gpt-5.4-mini',
    messages,
    stream: true,
    provider: {
      order: ['azure'],
      require_parameters: true,
      data_collection: 'deny',
      sort: { by: 'price', partition: 'none' },
      preferred_max_latency: { p90: 2 },
      max_price: { prompt: 1 },
    },
    models: ['a/b'],
    plugins: [{ id: 'web' }],
    max_tool_calls: 3,
    stop_server_tools_when: [{ type: 'max_cost', max_cost: 1 }],
    preset: 'mine',
    session_id: 's',
    trace: { trace_id: 't' },
    min_p: 0.1,
    top_a: 0.2,
    repetition_penalty: 1.1,
    logit_bias: { '7': -1 },
    verbosity: 'low',
    prediction: { type: 'content', content: 'a' },
    modalities: ['text', 'audio'],
    audio: { voice: 'alloy', format: 'wav' },
    image_config: { aspect_ratio: '1:1' },
    prompt_cache_options: { mode: 'explicit' },
  })
  expect(['metadata', 'cache', 'cache-ttl', 'cache-clear'].map((name) => headers.get(`x-openrouter-${name}`))).toEqual([
    'enabled',
    'true',
    '60',
    'true',
  ])
})

test('sends readable reasoning of others as text, and media that is no picture not at all', async () => {
  const { body, warnings } = await bodyOf({
    messages: [
      { role: 'user', content: 'One' },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'reasoning', text: 'Not ours.', state: { anthropic: { signature: 's' } } },
          { type: 'text', text: 'Yes.' },
          { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
          { type: 'media', mediaType: 'audio/wav', data: 'AAAA' },
        ],
      },
      { role: 'assistant', content: [{ type: 'reasoning', text: 'Nothing said.' }] },
      { role: 'user', content: 'Two' },
    ],
  })
  expect((body['messages'] as unknown[]).slice(1)).toEqual([
    {
      role: 'assistant',
      content: 'Yes.',
      reasoning: 'Hm.',
      images: [{ type: 'image_url', image_url: { url: 'https://example.org/a.png' } }],
    },
    { role: 'user', content: 'Two' },
  ])
  expect(warnings).toEqual(['messages'])
})

test('keeps an order of details that are told in turns', async () => {
  const details = [
    { type: 'reasoning.summary', summary: 'First.', index: 0, id: null },
    { type: 'reasoning.encrypted', data: 'a', index: 0, id: 'rs_1' },
    { type: 'reasoning.encrypted', data: 'b', index: 0, id: 'rs_2' },
    { type: 'reasoning.text', text: 'Second.', signature: 's', index: 1 },
    { type: 'reasoning.text', text: 'Third.', index: 1 },
  ]
  const { host, sent } = answering({
    id: 'gen-1',
    choices: [
      {
        message: { content: 'So.', reasoning: 'First.Second.Third.', reasoning_details: details },
        finish_reason: 'stop',
      },
    ],
  })
  const llm = createRouter({ use: [openrouter()], host })
  const { parts } = await llm.chat({ model: 'openrouter', prompt })
  expect(parts[0]).toEqual({
    type: 'reasoning',
    text: 'First.Second.Third.',
    state: { openrouter: { details } },
  })
  await llm.chat({ model: 'openrouter', messages: [{ role: 'assistant', content: parts }], prompt: 'And?' })
  expect((sent[1]!.body as { messages: unknown[] }).messages[0]).toEqual({
    role: 'assistant',
    content: 'So.',
    reasoning_details: details,
  })
})

test('reads the key, the address and the app from the environment', async () => {
  const env = {
    OPENROUTER_API_KEY: 'key_env',
    OPENROUTER_BASE_URL: 'https://eu.openrouter.ai/api/v1',
    OPENROUTER_HTTP_REFERER: 'https://app.example',
    OPENROUTER_APP_TITLE: 'An app',
    OPENROUTER_APP_CATEGORIES: 'cli-agent',
  }
  const { url, headers } = await bodyOf({ prompt }, { env, config: { appTitle: 'My app', headers: { 'x-team': 'a' } } })
  expect(url).toBe('https://eu.openrouter.ai/api/v1/chat/completions')
  const names = ['authorization', 'http-referer', 'x-openrouter-title', 'x-openrouter-categories', 'x-team']
  expect(names.map((name) => headers.get(name))).toEqual([
    'Bearer key_env',
    'https://app.example',
    'My app',
    'cli-agent',
    'a',
  ])
})

test('tells which host answered, from its cache or not, and what the answer cost', async () => {
  const reply = {
    id: 'gen-1',
    model: 'openai/gpt-5.4-mini-20260317',
    provider: 'Azure',
    choices: [{ message: { content: 'Hello.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7, cost: 3.4e-7 },
    openrouter_metadata: { attempt: 2, strategy: 'direct' },
  }
  const headers = { 'x-generation-id': 'gen-1', 'x-openrouter-cache-status': 'MISS' }
  const { host } = answering(reply, { headers })
  const llm = createRouter({ use: [openrouter()], host })
  const answer = await llm.chat({ model: 'openrouter', prompt })
  expect(answer).toMatchObject({
    model: 'openai/gpt-5.4-mini-20260317',
    gateway: { provider: 'Azure', cache: 'MISS' },
    requestId: 'gen-1',
    cost: { usd: 3.4e-7, source: 'reported' },
  })
  const events = []
  for await (const event of llm.stream({ model: 'openrouter', prompt })) events.push(event)
  expect(events).toContainEqual({ type: 'x-routing', data: reply.openrouter_metadata })
})

test('without a model, each capability asks one that can do it', async () => {
  const models: unknown[] = []
  const { host } = answering({})
  const fetch: typeof host.fetch = async (_, init) => {
    models.push(JSON.parse(init!.body as string).model)
    return Response.json({ error: { code: 400, message: 'No.' } }, { status: 400 })
  }
  const llm = createRouter({ use: [openrouter()], host: { ...host, fetch } })
  const audio = { type: 'media' as const, mediaType: 'audio/wav', data: 'AAAA' }
  await Promise.allSettled([
    llm.chat({ model: 'openrouter', prompt }),
    llm.complete({ model: 'openrouter', prompt }),
    llm.embed({ model: 'openrouter', input: 'a' }),
    llm.rerank({ model: 'openrouter', query: 'a', documents: ['a'] }),
    llm.image({ model: 'openrouter', prompt }),
    llm.speech({ model: 'openrouter', input: 'a' }),
    llm.transcribe({ model: 'openrouter', audio }),
  ])
  expect(models.toSorted()).toEqual([
    'google/gemini-3.1-flash-lite-image',
    'hexgrad/kokoro-82m',
    'openai/gpt-3.5-turbo-instruct',
    'openai/gpt-5.4-mini',
    'openai/text-embedding-3-small',
    'openai/whisper-1',
    'voyageai/rerank-2.5-lite',
  ])
})

test('pictures by file id are refused where an address is needed', async () => {
  const { host } = answering({})
  const llm = createRouter({ use: [openrouter()], host })
  const images = [{ type: 'media' as const, mediaType: 'image/png', file: { provider: 'openrouter', id: 'file-1' } }]
  await expect(llm.image({ model: 'openrouter', prompt, images })).rejects.toMatchObject({ code: 'unsupported' })
  await expect(llm.video({ model: 'openrouter/google/veo-3.1', prompt, images })).rejects.toMatchObject({
    code: 'unsupported',
  })
})

test('several pictures for a film are references', async () => {
  const { host, sent } = answering({ id: 'f', status: 'failed' })
  const picture = { type: 'media' as const, mediaType: 'image/png', url: 'https://example.org/a.png' }
  const llm = createRouter({ use: [openrouter()], host })
  await llm.video({ model: 'openrouter/google/veo-3.1', prompt, images: [picture, picture] }).catch(() => {})
  const reference = { type: 'image_url', image_url: { url: picture.url } }
  expect(sent[0]!.body).toMatchObject({ input_references: [reference, reference] })
})

test('batches are beside the API, and behind an address of one’s own', async () => {
  const batch = { id: 'b', status: 'failed' }
  const requests = [{ id: 'a', request: { prompt } }]
  const there = answering(batch)
  await createRouter({ use: [openrouter()], host: there.host })
    .batch({ requests })
    .catch(() => {})
  expect(there.sent[0]!.url).toBe('https://openrouter.ai/api/beta/batches')
  expect(Object.keys(there.sent[0]!.body as object)).toEqual(['endpoint', 'model', 'requests'])
  const proxied = answering(batch)
  await createRouter({ use: [openrouter({ baseURL: 'https://proxy.example/v1' })], host: proxied.host })
    .batch({ requests })
    .catch(() => {})
  expect(proxied.sent[0]!.url).toBe('https://proxy.example/v1/batches')
})

test('a batch keeps no metadata, and says so', async () => {
  const { host } = answering({ id: 'b' })
  const llm = createRouter({ use: [openrouter()], host })
  const requests = [{ id: 'a', request: { prompt } }]
  await expect(llm.batch({ requests, metadata: { a: 'b' }, strict: true })).rejects.toMatchObject({
    code: 'unsupported',
    field: 'metadata',
  })
})

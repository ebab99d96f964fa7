import { expect, test } from 'vitest'
import { bodyOf } from './setting.ts'
import { openaiMedia } from '../../src/index.ts'
import type { Message } from '@llmrr/core'

test('turns every setting into its field', async () => {
  const { path, body, warnings } = await bodyOf({
    system: 'Be brief.',
    prompt: 'Hi',
    maxOutputTokens: 50,
    temperature: 0.5,
    topP: 0.9,
    topK: 5,
    stop: ['END'],
    seed: 7,
    frequencyPenalty: 0.1,
    presencePenalty: 0.2,
    reasoning: 'minimal',
    cache: { key: 'k' },
    user: 'u1',
    metadata: { a: 'b' },
    serviceTier: 'flex',
    logprobs: 3,
  })
  expect([path, warnings]).toEqual(['/chat/completions', []])
  expect(body).toEqual({
    model: 'm',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ],
    max_completion_tokens: 50,
    temperature: 0.5,
    top_p: 0.9,
    top_k: 5,
    stop: ['END'],
    seed: 7,
    frequency_penalty: 0.1,
    presence_penalty: 0.2,
    reasoning_effort: 'minimal',
    prompt_cache_key: 'k',
    user: 'u1',
    metadata: { a: 'b' },
    service_tier: 'flex',
    logprobs: true,
    top_logprobs: 3,
  })
})

test('asks a stream for its usage, unless it comes unasked', async () => {
  expect((await bodyOf({ prompt: 'Hi' }, { stream: true })).body).toMatchObject({
    stream: true,
    stream_options: { include_usage: true },
  })
  const { body } = await bodyOf({ prompt: 'Hi' }, { stream: true, vendor: { quirks: { streamUsage: false } } })
  expect(body).not.toHaveProperty('stream_options')
})

test('leaves out the fields that a vendor lacks', async () => {
  const vendor = { without: ({ model }: { model: string }) => (model === 'm' ? ['topK', 'user'] : []) }
  const { body } = await bodyOf({ prompt: 'Hi', topK: 5, user: 'u', seed: 1 }, { vendor })
  expect(body).toEqual({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], seed: 1 })
})

test('names fields and roles as the vendor does, by model', async () => {
  const quirks = {
    maxTokensField: 'max_tokens',
    systemRole: (model: string) => (model === 'm' ? ('developer' as const) : ('system' as const)),
    userField: 'safety_identifier',
    path: '/chat',
  } as const
  const { path, body } = await bodyOf(
    { system: 'S', prompt: 'Hi', maxOutputTokens: 5, user: 'u' },
    { vendor: { quirks } },
  )
  expect([path, body]).toEqual([
    '/chat',
    {
      model: 'm',
      messages: [
        { role: 'developer', content: 'S' },
        { role: 'user', content: 'Hi' },
      ],
      max_tokens: 5,
      safety_identifier: 'u',
    },
  ])
})

test('describes tools, their strictness and which must be called', async () => {
  const input = { type: 'object', properties: {} }
  const { body } = await bodyOf({
    prompt: 'Hi',
    tools: [{ name: 'a', description: 'A.', input, strict: true }, { name: 'b' }],
    toolChoice: { tool: 'b' },
    parallelToolCalls: false,
  })
  expect(body).toMatchObject({
    tools: [
      { type: 'function', function: { name: 'a', description: 'A.', parameters: input, strict: true } },
      { type: 'function', function: { name: 'b', parameters: input } },
    ],
    tool_choice: { type: 'function', function: { name: 'b' } },
    parallel_tool_calls: false,
  })
})

test('warns of strict tools where there are none', async () => {
  const { body, warnings } = await bodyOf(
    { prompt: 'Hi', tools: [{ name: 'a', strict: true }] },
    { vendor: { quirks: { strictTools: false } } },
  )
  expect(body['tools']).toEqual([
    { type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } },
  ])
  expect(warnings).toEqual(['tools[0].strict'])
})

const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }

test.each([
  [
    'json-schema',
    { type: 'json_schema', json_schema: { name: 'thing', description: 'A thing.', schema: closed, strict: true } },
    1,
    [],
  ],
  ['json-object', { type: 'json_object' }, 2, ['output']],
  ['none', undefined, 2, ['output']],
] as const)('asks for output as the vendor can: %s', async (structuredOutput, format, messages, warned) => {
  const { body, warnings } = await bodyOf(
    { prompt: 'Hi', output: { schema: closed, name: 'thing', description: 'A thing.' } },
    { vendor: { quirks: { structuredOutput } } },
  )
  expect(body['response_format']).toEqual(format)
  expect(body['messages']).toHaveLength(messages)
  expect(warnings).toEqual(warned)
})

test('is strict about a schema when asked, whatever the schema', async () => {
  const { body } = await bodyOf({ prompt: 'Hi', output: { schema: { type: 'object' }, strict: true } })
  expect(body['response_format']).toMatchObject({ json_schema: { name: 'answer', strict: true } })
})

test.each([
  [
    'an image by data',
    { mediaType: 'image/png', data: 'AAAA' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
  ],
  [
    'an image by address, with its detail',
    { mediaType: 'image/*', url: 'https://a.test/x', detail: 'low' },
    { type: 'image_url', image_url: { url: 'https://a.test/x', detail: 'low' } },
  ],
  [
    'a sound',
    { mediaType: 'audio/mpeg', data: 'AAAA' },
    { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
  ],
  [
    'a sound as bytes',
    { mediaType: 'audio/wav', data: new Uint8Array([0, 0, 0]) },
    { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
  ],
  [
    'a document',
    { mediaType: 'application/pdf', data: 'AAAA', name: 'a.pdf' },
    { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' } },
  ],
  [
    'a document without a name',
    { mediaType: 'application/pdf', data: 'AAAA' },
    { type: 'file', file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,AAAA' } },
  ],
  [
    'a stored document',
    { mediaType: 'application/pdf', file: { provider: 'acme', id: 'f1' } },
    { type: 'file', file: { file_id: 'f1' } },
  ],
])('writes %s', async (_name, media, wire) => {
  const { body } = await bodyOf({
    prompt: [
      { type: 'text', text: 'See' },
      { type: 'media', ...media },
    ],
  })
  expect(body['messages']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'See' }, wire] }])
})

test.each([
  ['a video', { mediaType: 'video/mp4', data: 'AAAA' }],
  ['a document by address', { mediaType: 'application/pdf', url: 'https://a.test/x' }],
  ['a sound by address', { mediaType: 'audio/wav', url: 'https://a.test/x' }],
  ['a file of another provider', { mediaType: 'application/pdf', file: { provider: 'other', id: 'f1' } }],
])('says that another target may take %s', async (_name, media) => {
  await expect(bodyOf({ prompt: [{ type: 'media', ...media }] })).rejects.toMatchObject({
    code: 'unsupported',
    retry: 'other',
  })
})

test('takes only the media that a vendor has', async () => {
  const vendor = { quirks: { writeMedia: openaiMedia('video') } }
  const video = { type: 'media' as const, mediaType: 'video/mp4', url: 'https://a.test/v' }
  const { body } = await bodyOf({ prompt: [video] }, { vendor })
  expect(body['messages']).toEqual([
    { role: 'user', content: [{ type: 'video_url', video_url: { url: 'https://a.test/v' } }] },
  ])
  await expect(
    bodyOf({ prompt: [{ type: 'media', mediaType: 'image/png', data: 'AAAA' }] }, { vendor }),
  ).rejects.toMatchObject({ code: 'unsupported' })
})

const conversation: readonly Message[] = [
  { role: 'user', content: 'Hi' },
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'Mine.', state: { acme: 1 } },
      { type: 'reasoning', text: 'Not mine.', state: { other: 1 } },
      { type: 'reasoning', text: 'Plain.' },
      { type: 'text', text: 'Let me ', state: { other: 1 } },
      { type: 'text', text: 'see.' },
      { type: 'tool-call', id: '1', name: 'f', input: { a: 1 } },
      { type: 'tool-call', id: '2', name: 'g', input: null, invalid: '{"a' },
      { type: 'tool-call', id: '3', name: 'h', input: {}, by: 'provider' },
      { type: 'tool-result', id: '3', name: 'h', output: 1, by: 'provider' },
      { type: 'source', url: 'https://a.test' },
      { type: 'x-other', data: 1 },
    ],
  },
  {
    role: 'tool',
    content: [
      { type: 'tool-result', id: '1', name: 'f', output: 'text' },
      {
        type: 'tool-result',
        id: '2',
        name: 'g',
        parts: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
        error: true,
      },
    ],
  },
]

test('says a conversation again, without what belongs to others', async () => {
  const { body, warnings } = await bodyOf({ messages: conversation })
  expect(body['messages']).toEqual([
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: 'Let me see.',
      tool_calls: [
        { id: '1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
        { id: '2', type: 'function', function: { name: 'g', arguments: '{"a' } },
      ],
    },
    { role: 'tool', tool_call_id: '1', content: 'text' },
    { role: 'tool', tool_call_id: '2', content: 'ab' },
  ])
  expect(warnings).toEqual([])
})

test('sends own and plain reasoning back where the service takes it', async () => {
  const { body } = await bodyOf(
    { messages: conversation },
    { vendor: { quirks: { reasoningField: 'reasoning_content' } } },
  )
  expect((body['messages'] as object[])[1]).toMatchObject({ reasoning_content: 'Mine.Plain.' })
})

test('leaves out an answer of which nothing can be sent back', async () => {
  const { body } = await bodyOf({
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [{ type: 'reasoning', text: 'Hm.' }] },
      { role: 'user', content: 'And?' },
    ],
  })
  expect(body['messages']).toEqual([
    { role: 'user', content: 'Hi' },
    { role: 'user', content: 'And?' },
  ])
})

test('sends a spoken answer back by its id', async () => {
  const spoken = { type: 'media' as const, mediaType: 'audio/wav', data: 'AAAA', state: { acme: { audio: 'audio_1' } } }
  const { body } = await bodyOf({
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [spoken] },
      { role: 'user', content: 'And?' },
    ],
  })
  expect((body['messages'] as object[])[1]).toEqual({ role: 'assistant', audio: { id: 'audio_1' } })
})

test('warns of pictures of an answer, which cannot be sent back', async () => {
  const { warnings } = await bodyOf({
    messages: [
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'See' },
          { type: 'media', mediaType: 'image/png', data: 'AAAA' },
        ],
      },
      { role: 'user', content: 'And?' },
    ],
  })
  expect(warnings).toEqual(['messages[1]'])
})

test('keeps media in tool results where the service takes it there', async () => {
  const messages: Message[] = [
    { role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 'f', input: {} }] },
    {
      role: 'tool',
      content: [
        { type: 'tool-result', id: '1', name: 'f', parts: [{ type: 'media', mediaType: 'image/png', data: 'AAAA' }] },
      ],
    },
  ]
  const { body, warnings } = await bodyOf({ messages }, { vendor: { quirks: { mediaInToolResults: true } } })
  expect((body['messages'] as object[])[1]).toEqual({
    role: 'tool',
    tool_call_id: '1',
    content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }],
  })
  expect(warnings).toEqual([])
})

test('writes cache marks where the service reads them, and makes a list for one', async () => {
  const prompt = [{ type: 'text' as const, text: 'Long', cache: true as const }]
  const quirks = { writeCacheMark: () => ({ cache_control: { type: 'ephemeral' } }) }
  expect((await bodyOf({ prompt }, { vendor: { quirks } })).body['messages']).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Long', cache_control: { type: 'ephemeral' } }] },
  ])
  expect((await bodyOf({ prompt })).body['messages']).toEqual([{ role: 'user', content: 'Long' }])
})

test('maps efforts to those of the model, and budgets to efforts, with a warning each', async () => {
  const vendor = { quirks: { efforts: ['low', 'high'] as const } }
  const effort = async (reasoning: 'max' | { tokens: number }) => {
    const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning }, { vendor })
    return [body['reasoning_effort'], warnings]
  }
  expect(await effort('max')).toEqual(['high', ['reasoning']])
  expect(await effort({ tokens: 1000 })).toEqual(['low', ['reasoning.tokens']])
})

test('gives the vendor the last word', async () => {
  const quirks = {
    body: (body: object, { seed }: { seed?: number }) => ({ ...body, random_seed: seed, seed: undefined }),
  }
  const { body } = await bodyOf({ prompt: 'Hi', seed: 3 }, { vendor: { quirks } })
  expect(body).toMatchObject({ random_seed: 3, seed: undefined })
})

test('warns of a lifetime that the service decides itself', async () => {
  expect((await bodyOf({ prompt: 'Hi', cache: { ttlSeconds: 60 } })).warnings).toEqual(['cache.ttlSeconds'])
})

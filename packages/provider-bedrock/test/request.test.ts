import { expect, test } from 'vitest'
import { chat } from './setting.ts'
import type { ChatRequest, Message, Part } from '@llmrr/core'

const claude = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const call: Part = { type: 'tool-call', id: 'tooluse_1', name: 'look', input: { at: 'it' } }
const result: Part = { type: 'tool-result', id: 'tooluse_1', name: 'look', output: 'seen' }
const used: readonly Message[] = [
  { role: 'user', content: 'Look.' },
  { role: 'assistant', content: [call] },
  { role: 'tool', content: [result] },
]
const tools: ChatRequest['tools'] = [{ name: 'look' }]

test('a conversation that has used tools keeps them when it is to answer without', async () => {
  const { body, warnings } = await chat({ messages: used, tools, toolChoice: 'none' })
  expect(body.toolConfig).toEqual({
    tools: [{ toolSpec: { name: 'look', inputSchema: { json: { type: 'object', properties: {} } } } }],
  })
  expect(warnings).toEqual(['toolChoice'])
})

test('tools are left out for an answer without, where none was used', async () => {
  const { body, warnings } = await chat({ prompt: 'Hi', tools, toolChoice: 'none' })
  expect(body).not.toHaveProperty('toolConfig')
  expect(warnings).toEqual([])
})

test('a conversation that has used tools and brings none gets stand-ins', async () => {
  const { body } = await chat({ messages: used })
  expect(body.toolConfig.tools).toMatchObject([{ toolSpec: { name: 'look' } }])
})

test('results come first in their turn, texts before calls, blank texts not at all', async () => {
  const { body } = await chat({
    tools,
    messages: [
      { role: 'user', content: 'Look.' },
      { role: 'assistant', content: [call, { type: 'text', text: 'I look.' }, { type: 'text', text: ' ' }] },
      { role: 'user', content: 'Quick!' },
      { role: 'tool', content: [result] },
    ],
  })
  expect(body.messages.slice(1)).toEqual([
    {
      role: 'assistant',
      content: [{ text: 'I look.' }, { toolUse: { toolUseId: 'tooluse_1', name: 'look', input: { at: 'it' } } }],
    },
    {
      role: 'user',
      content: [{ toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'seen' }] } }, { text: 'Quick!' }],
    },
  ])
})

test.each([
  ['an object', { output: { a: 1 } }, { content: [{ json: { a: 1 } }] }],
  ['a list', { output: [1, 2] }, { content: [{ text: '[1,2]' }] }],
  ['nothing to say', { output: '' }, { content: [] }],
  [
    'a failure without a word',
    { output: '', error: true },
    { content: [{ text: 'The tool failed.' }], status: 'error' },
  ],
  [
    'a picture',
    { parts: [{ type: 'media', mediaType: 'image/jpg', data: 'AAAA', cache: true }] as Part[] },
    { content: [{ image: { format: 'jpeg', source: { bytes: 'AAAA' } } }] },
  ],
])('a tool result of %s', async (_, fields, expected) => {
  const content = [{ type: 'tool-result', id: 'tooluse_1', name: 'look', ...fields } as Part]
  const { body } = await chat({ tools, messages: [...used.slice(0, 2), { role: 'tool', content }] })
  expect(body.messages[2].content[0].toolResult).toEqual({ toolUseId: 'tooluse_1', ...expected })
})

test('ids of others become ids that are taken, the same for call and result', async () => {
  const id = `call|${'x'.repeat(80)}/é`
  const messages: Message[] = [
    { role: 'user', content: 'Look.' },
    { role: 'assistant', content: [{ ...call, id } as Part] },
    { role: 'tool', content: [{ ...result, id } as Part] },
  ]
  for (const [model, pattern] of [
    [claude, /^[\w.:-]{1,64}$/],
    ['mistral.mistral-large-3-675b-instruct', /^[a-z0-9]{9}$/],
  ] as const) {
    const { body } = await chat({ messages, tools }, { model })
    const { toolUseId } = body.messages[1].content[0].toolUse
    expect(toolUseId).toMatch(pattern)
    expect(body.messages[2].content[0].toolResult.toolUseId).toBe(toolUseId)
  }
})

test('documents have names that are taken, all different, and a text beside them', async () => {
  const document = (name?: string): Part => ({
    type: 'media',
    mediaType: 'application/pdf',
    data: 'AAAA',
    ...(name !== undefined && { name }),
  })
  const { body } = await chat({ prompt: [document('a_b.pdf'), document('a.b.pdf'), document()] })
  const { content } = body.messages[0]
  expect(content.map((block: { document?: { name: string } }) => block.document?.name)).toEqual([
    'a b',
    'a b (2)',
    'Document 3',
    undefined,
  ])
  expect(content[3]).toEqual({ text: 'a b' })
})

test.each([
  ['text/plain', 'document', 'txt'],
  ['text/x-python', 'document', 'txt'],
  ['application/json', 'document', 'txt'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document', 'docx'],
  ['video/quicktime', 'video', 'mov'],
  ['audio/mpeg', 'audio', 'mp3'],
])('%s is a %s of format %s', async (mediaType, kind, format) => {
  const { body } = await chat({ prompt: [{ type: 'media', mediaType, data: 'AAAA' }] })
  expect(body.messages[0].content[0][kind].format).toBe(format)
})

test('an address in S3 says the format by its end', async () => {
  const { body } = await chat({ prompt: [{ type: 'media', mediaType: 'image/*', url: 's3://a/b.JPG' }] })
  expect(body.messages[0].content[0]).toEqual({
    image: { format: 'jpeg', source: { s3Location: { uri: 's3://a/b.JPG' } } },
  })
})

test.each([
  ['an address in the web', { type: 'media', mediaType: 'image/png', url: 'https://a.test/b.png' }],
  ['a format that no model reads', { type: 'media', mediaType: 'image/tiff', data: 'AAAA' }],
] as const)('%s is unsupported, so that another target may do', async (_, part) => {
  await expect(chat({ prompt: [part] })).rejects.toMatchObject({ code: 'unsupported', retry: 'other' })
})

test('later system messages go to the beginning, with a warning', async () => {
  const { body, warnings } = await chat({
    system: 'One.',
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'Two.' },
    ],
  })
  expect(body.system).toEqual([{ text: 'One.' }, { text: 'Two.' }])
  expect(warnings).toEqual(['messages'])
})

test('marks beyond four are left out from the front', async () => {
  const text = (at: number): Part => ({ type: 'text', text: `${at}`, cache: true })
  const { body, warnings } = await chat({ prompt: [1, 2, 3, 4, 5].map(text), cache: {} }, { model: claude })
  const { content } = body.messages[0]
  expect(content.filter((block: object) => 'cachePoint' in block)).toHaveLength(4)
  expect(content.slice(0, 3)).toEqual([{ text: '1' }, { text: '2' }, { cachePoint: { type: 'default' } }])
  expect(warnings).toEqual(['cache'])
})

test('a model that does not cache on request is sent no mark', async () => {
  const prompt: Part[] = [{ type: 'text', text: 'Hi', cache: true }]
  const { body, warnings } = await chat(
    { prompt, cache: { ttlSeconds: 60 } },
    { model: 'us.meta.llama4-scout-17b-instruct-v1:0' },
  )
  expect(body.messages[0].content).toEqual([{ text: 'Hi' }])
  expect(warnings).toEqual(['cache'])
})

test.each([
  ['openai.gpt-oss-120b-1:0', 'high', { reasoning_effort: 'high' }],
  ['us.amazon.nova-2-lite-v1:0', 'none', { reasoningConfig: { type: 'disabled' } }],
  ['anthropic.claude-opus-4-8', { tokens: 5000 }, { thinking: { type: 'adaptive' } }],
  [claude, { tokens: 100 }, { thinking: { type: 'enabled', budget_tokens: 1024 } }],
] as const)('%s reasons with %j as %j', async (model, reasoning, fields) => {
  const { body } = await chat({ prompt: 'Hi', reasoning }, { model })
  expect(body.additionalModelRequestFields).toEqual(fields)
})

test('a model that reasons as it likes is not told, and the caller is', async () => {
  const { body, warnings } = await chat({ prompt: 'Hi', reasoning: 'low' }, { model: 'us.deepseek.r1-v1:0' })
  expect(body).not.toHaveProperty('additionalModelRequestFields')
  expect(warnings).toEqual(['reasoning'])
})

test('a model without structured output is asked in words', async () => {
  const { body, warnings } = await chat({ prompt: 'Hi', output: { type: 'object' } })
  expect(body).not.toHaveProperty('outputConfig')
  expect(body.system[0].text).toContain('JSON Schema: {"type":"object"}')
  expect(warnings).toEqual(['output'])
})

test('reasoning of one family is not shown to another', async () => {
  const state = { bedrock: { signature: 's', family: 'nova-2' } }
  const messages: Message[] = [
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Hm.', state },
        { type: 'text', text: 'Yes.' },
      ],
    },
    { role: 'user', content: 'And?' },
  ]
  const other = await chat({ messages }, { model: claude })
  expect(other.body.messages[1].content).toEqual([{ text: 'Yes.' }])
  const own = await chat({ messages }, { model: 'us.amazon.nova-2-lite-v1:0' })
  expect(own.body.messages[1].content[0]).toEqual({
    reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } },
  })
})

test('the model behind a profile that does not tell it is an option', async () => {
  const model = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc'
  const { url, body } = await chat(
    { prompt: 'Hi', topK: 5 },
    { model, options: { baseModel: 'anthropic.claude-haiku-4-5-20251001-v1:0' } },
  )
  expect(url).toContain('/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc/')
  expect(body.additionalModelRequestFields).toEqual({ top_k: 5 })
})

test('a tier and a temperature that are not there are warned of', async () => {
  const { body, warnings } = await chat({ prompt: 'Hi', serviceTier: 'auto', temperature: 1.5 })
  expect(body).not.toHaveProperty('serviceTier')
  expect(body.inferenceConfig).toEqual({ temperature: 1 })
  expect(warnings.toSorted()).toEqual(['serviceTier', 'temperature'])
})

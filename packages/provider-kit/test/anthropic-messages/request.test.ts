import { expect, test } from 'vitest'
import { anthropicMessages } from '../../src/dialects/anthropic-messages/dialect.ts'
import { sent } from './setting.ts'

test('sends what is needed and no more', async () => {
  const { body, headers, path } = await sent({ prompt: 'Hi' })
  expect(path).toBe('/v1/messages')
  expect(headers).toEqual({ 'anthropic-version': '2023-06-01' })
  expect(body).toEqual({ model: 'claude-sonnet-5-5', max_tokens: 128_000, messages: [{ role: 'user', content: 'Hi' }] })
})

test.each([
  ['claude-opus-5-5', 128_000],
  ['claude-haiku-4-5-20251001', 64_000],
  ['claude-opus-4-1-20250805', 32_000],
  ['claude-opus-4@20250514', 32_000],
  ['us.anthropic.claude-sonnet-4-20250514-v1:0', 64_000],
  ['claude-3-7-sonnet-20250219', 64_000],
  ['claude-3-5-haiku-latest', 8192],
  ['claude-3-opus-20240229', 4096],
  ['claude-mythos-preview', 128_000],
])('lets %s write all that it can, unless told otherwise', async (model, most) => {
  expect((await sent({ prompt: 'Hi' }, { model })).body.max_tokens).toBe(most)
  expect((await sent({ prompt: 'Hi', maxOutputTokens: 7 }, { model })).body.max_tokens).toBe(7)
})

test('puts version and betas into the body, and the model into the path, for clouds', async () => {
  const { body, headers, path } = await sent(
    { prompt: 'Hi', maxOutputTokens: 5 },
    {
      options: { betas: ['a'] },
      quirks: {
        version: 'bedrock-2023-05-31',
        versionIn: 'body',
        sendsStream: false,
        path: ({ target }) => `/model/${target.model}/invoke`,
      },
    },
  )
  expect(path).toBe('/model/claude-sonnet-5-5/invoke')
  expect(headers).toEqual({})
  expect(body).toEqual({
    anthropic_version: 'bedrock-2023-05-31',
    anthropic_beta: ['a'],
    max_tokens: 5,
    messages: [{ role: 'user', content: 'Hi' }],
  })
})

test('takes sampling parameters for older models in the old version only', () => {
  const takes = (model: string, version?: string) => {
    const { params } = anthropicMessages(version === undefined ? {} : { version })
    return (params as (target: object) => readonly string[])({ provider: 'acme', model }).includes('temperature')
  }
  expect(['claude-haiku-4-5', 'claude-opus-4-6'].map((model) => takes(model))).toEqual([true, true])
  expect(['claude-opus-4-7', 'claude-sonnet-5', 'claude-haiku-5-5'].map((model) => takes(model))).toEqual([
    false,
    false,
    false,
  ])
  expect(takes('claude-haiku-4-5', '2026-10-21')).toBe(false)
})

test('never sends sampling parameters to a model that refuses them', async () => {
  const { body } = await sent({ prompt: 'Hi', temperature: 1, topP: 1, topK: 5 })
  expect(Object.keys(body)).toEqual(['model', 'max_tokens', 'messages'])
})

test('sends temperature or topP, not both, and no more heat than there is', async () => {
  const { body, warnings } = await sent(
    { prompt: 'Hi', temperature: 1.5, topP: 0.5, topK: 3 },
    { model: 'claude-haiku-4-5' },
  )
  expect(body).toMatchObject({ temperature: 1, top_k: 3 })
  expect(body).not.toHaveProperty('top_p')
  expect(warnings).toEqual(['temperature', 'topP'])
})

test('leaves sampling parameters out that do not go with thinking', async () => {
  const request = { prompt: 'Hi', temperature: 0, topK: 3, reasoning: 'low' } as const
  const { body, warnings } = await sent(request, { model: 'claude-sonnet-4-6' })
  expect(body).toMatchObject({ thinking: { type: 'adaptive' } })
  expect([body['temperature'], body['top_k']]).toEqual([undefined, undefined])
  expect(warnings).toEqual(['temperature', 'topK'])
})

test('warns of what Claude has no use for', async () => {
  const { body, warnings } = await sent({ prompt: 'Hi', stop: ['\n', 'END'], serviceTier: 'flex', cache: { key: 'k' } })
  expect(body).toMatchObject({ stop_sequences: ['END'], cache_control: { type: 'ephemeral' } })
  expect(body).not.toHaveProperty('service_tier')
  expect(warnings.toSorted()).toEqual(['cache.key', 'serviceTier', 'stop'])
})

test('marks prefixes for as long as is asked, and keeps the last four marks', async () => {
  const { body, warnings } = await sent({
    system: [{ type: 'text', text: 'A', cache: { ttlSeconds: 301 } }],
    tools: [{ name: 'f', cache: true }],
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'B', cache: true }] },
      { role: 'assistant', content: [{ type: 'text', text: 'C', cache: { ttlSeconds: 300 } }] },
      { role: 'user', content: [{ type: 'text', text: 'D', cache: true }] },
    ],
  })
  expect(body.tools![0]).not.toHaveProperty('cache_control')
  expect(body.system).toEqual([{ type: 'text', text: 'A', cache_control: { type: 'ephemeral', ttl: '1h' } }])
  expect(JSON.stringify(body.messages).split('cache_control').length - 1).toBe(3)
  expect(warnings).toEqual(['cache'])
})

test('counts the mark of the whole request among the four', async () => {
  const { body, warnings } = await sent({
    messages: ['A', 'B', 'C', 'D'].map((text) => ({ role: 'user', content: [{ type: 'text', text, cache: true }] })),
    cache: { ttlSeconds: 3600 },
  })
  expect(body.cache_control).toEqual({ type: 'ephemeral', ttl: '1h' })
  expect(JSON.stringify(body.messages).split('cache_control').length - 1).toBe(3)
  expect(warnings).toEqual(['cache'])
})

test('holds an answer to a closed schema and tells the model what is not enforced', async () => {
  const schema = {
    type: 'object',
    properties: {
      age: { type: 'integer', description: 'Years.', minimum: 0 },
      kin: { oneOf: [{ type: 'null' }, { $ref: '#/$defs/kin' }] },
    },
    required: ['age'],
    $defs: { kin: { type: 'array', items: { type: 'object', properties: {} }, minItems: 1 } },
  }
  const { body, warnings } = await sent({ prompt: 'Who?', output: { schema } })
  expect(body.output_config).toEqual({
    format: {
      type: 'json_schema',
      schema: {
        type: 'object',
        properties: {
          age: { type: 'integer', description: 'Years.\n\n{minimum: 0}' },
          kin: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/kin' }] },
        },
        required: ['age'],
        $defs: {
          kin: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false }, minItems: 1 },
        },
        additionalProperties: false,
      },
    },
  })
  expect(warnings).toEqual(['output.schema'])
})

test('asks an older model for JSON in words, with a warning', async () => {
  const { body, warnings } = await sent(
    { system: 'S', prompt: 'Who?', output: { schema: { type: 'object' } } },
    { model: 'claude-sonnet-4-0' },
  )
  expect(body.system).toMatchObject([{ text: 'S' }, { text: expect.stringContaining('{"type":"object"}') as string }])
  expect(body).not.toHaveProperty('output_config')
  expect(warnings).toEqual(['output'])
})

test('turns options into fields, with the betas that they need', async () => {
  const { body, headers } = await sent(
    { prompt: 'Hi' },
    {
      options: {
        contextManagement: { edits: [{ type: 'compact_20260112' }] },
        inferenceGeo: 'us',
        speed: 'fast',
        previousMessageId: null,
        userProfileId: 'uprof_1',
        container: { skills: [{ type: 'anthropic', skill_id: 'pdf' }] },
        effort: 'low',
        betas: ['context-management-2099-01-01'],
      },
    },
  )
  expect(body).toMatchObject({
    context_management: { edits: [{ type: 'compact_20260112' }] },
    inference_geo: 'us',
    speed: 'fast',
    diagnostics: { previous_message_id: null },
    output_config: { effort: 'low' },
  })
  expect(headers!['anthropic-user-profile-id']).toBe('uprof_1')
  expect(headers!['anthropic-beta']!.split(',')).toEqual([
    'context-management-2099-01-01',
    'fast-mode-2026-02-01',
    'compact-2026-01-12',
    'skills-2025-10-02',
  ])
})

test('goes back to the container of the conversation while it lives', async () => {
  const request = (expires: string) => ({
    messages: [
      { role: 'user', content: 'Run.' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Ran.' },
          { type: 'x-container', state: { acme: { container: { id: 'c1', expires_at: expires } } } },
        ],
      },
      { role: 'user', content: 'Again.' },
    ] as const,
  })
  const options = { tools: ['code_execution'] }
  const living = await sent(request('2999-01-01T00:00:00Z'), { options })
  expect(living.body['container']).toBe('c1')
  expect(living.body.messages[1]!.content).toBe('Ran.')
  expect((await sent(request('2001-01-01T00:00:00Z'), { options })).body).not.toHaveProperty('container')
  expect((await sent(request('2999-01-01T00:00:00Z'))).body).not.toHaveProperty('container')
})

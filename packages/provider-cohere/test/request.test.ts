import { expect, test } from 'vitest'
import { bodyOf } from './setting.ts'
import type { Message } from '@llmrr/core'

const weather = { name: 'weather', input: { type: 'object', properties: {} } }
const clock = { name: 'clock', input: { type: 'object', properties: {} } }
const thinker = 'command-a-reasoning-08-2025'

test('offers a named tool alone and requires a call, with a warning', async () => {
  const { body, warnings } = await bodyOf({ prompt: 'Hi', tools: [weather, clock], toolChoice: { tool: 'clock' } })
  expect(body['tool_choice']).toBe('REQUIRED')
  expect(body['tools']).toEqual([{ type: 'function', function: { name: 'clock', parameters: clock.input } }])
  expect(warnings).toEqual(['toolChoice'])
})

test('is strict with all tools when one asks for it, and says so of the others', async () => {
  const { body, warnings } = await bodyOf({
    prompt: 'Hi',
    tools: [
      { ...weather, strict: true },
      { ...clock, strict: false },
    ],
  })
  expect(body['strict_tools']).toBe(true)
  expect(warnings).toEqual(['tools[1].strict'])
})

test('brings numbers within the bounds of the service, with a warning for each', async () => {
  const { body, warnings } = await bodyOf({
    prompt: 'Hi',
    temperature: 1.5,
    topP: 1,
    topK: 900,
    frequencyPenalty: -1,
    presencePenalty: 0.5,
    stop: ['a', 'b', 'c', 'd', 'e', 'f'],
  })
  expect(body).toMatchObject({ temperature: 1, p: 0.99, k: 500, frequency_penalty: 0, presence_penalty: 0.5 })
  expect(body['stop_sequences']).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(warnings).toEqual(['temperature', 'topP', 'topK', 'frequencyPenalty', 'stop'])
})

test('turns thinking on, off, or bounds it', async () => {
  const thinking = async (reasoning: 'none' | 'low' | { tokens: number }) => {
    const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning }, { model: thinker })
    return [body['thinking'], warnings]
  }
  expect(await thinking('none')).toEqual([{ type: 'disabled' }, []])
  expect(await thinking('low')).toEqual([{ type: 'enabled' }, ['reasoning']])
  expect(await thinking({ tokens: 300 })).toEqual([{ type: 'enabled', token_budget: 300 }, []])
  expect(await thinking({ tokens: 0 })).toEqual([{ type: 'disabled' }, []])
})

test('asks no model to think that cannot', async () => {
  expect(await bodyOf({ prompt: 'Hi', reasoning: 'high' })).toMatchObject({ warnings: ['reasoning'] })
  const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning: 'none' })
  expect([body['thinking'], warnings]).toEqual([undefined, []])
})

test('takes plain reasoning of others to models that think, and no reasoning that belongs to somebody', async () => {
  const messages: Message[] = [
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Greet.' },
        { type: 'reasoning', text: 'Sealed.', state: { anthropic: { signature: 'x' } } },
        { type: 'text', text: 'Hello.' },
      ],
    },
    { role: 'user', content: 'And?' },
  ]
  const said = async (model: string): Promise<unknown> =>
    ((await bodyOf({ messages }, { model })).body['messages'] as { content: unknown }[])[1]!.content
  const text = { type: 'text', text: 'Hello.' }
  expect(await said(thinker)).toEqual([{ type: 'thinking', thinking: 'Greet.' }, text])
  expect(await said('command-a-03-2025')).toBe('Hello.')
})

test('tells a reasoning model what it thought before it called a tool', async () => {
  const messages: Message[] = [
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'I need the clock.' },
        { type: 'tool-call', id: 'c1', name: 'clock', input: {} },
      ],
    },
    { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'clock', output: [1, 2] }] },
  ]
  const { body } = await bodyOf({ messages }, { model: thinker })
  expect((body['messages'] as unknown[]).slice(1)).toEqual([
    {
      role: 'assistant',
      content: [{ type: 'thinking', thinking: 'I need the clock.' }],
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'clock', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: '[1,2]' },
  ])
})

test('sends the rows that a tool has answered as a document each', async () => {
  const messages: Message[] = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: [{ type: 'tool-call', id: 'c1', name: 'look', input: {} }] },
    { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'look', output: [{ a: 1 }, { a: 2 }] }] },
  ]
  expect(((await bodyOf({ messages })).body['messages'] as { content: unknown }[])[2]!.content).toEqual([
    { type: 'document', document: { data: { a: 1 } } },
    { type: 'document', document: { data: { a: 2 } } },
  ])
})

test('sends documents as text beside a schema, with a warning', async () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
  const { body, warnings } = await bodyOf({ prompt: 'Hi', output: { schema } }, { options: { documents: ['A fish.'] } })
  expect(body).not.toHaveProperty('documents')
  expect(body['messages']).toEqual([
    { role: 'system', content: 'Answer from these documents:\nA fish.' },
    { role: 'user', content: 'Hi' },
  ])
  expect(warnings).toEqual(['output'])
})

test('sends a document that is text, and refuses one that is not', async () => {
  const data = Buffer.from('A fish.').toString('base64')
  const { body } = await bodyOf({ prompt: [{ type: 'media', mediaType: 'text/markdown', data, name: 'fish.md' }] })
  expect(body['documents']).toEqual([{ id: 'document:0', data: { title: 'fish.md', text: 'A fish.' } }])
  expect(body['messages']).toEqual([{ role: 'user', content: 'See the documents.' }])
  const pdf = bodyOf({ prompt: [{ type: 'media', mediaType: 'application/pdf', data }] })
  await expect(pdf).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('application/pdf') })
})

test('lets media of a tool result follow in a user message, with a warning', async () => {
  const { body, warnings } = await bodyOf(
    {
      messages: [
        { role: 'user', content: 'What is shown?' },
        { role: 'assistant', content: [{ type: 'tool-call', id: 'a', name: 'look', input: {} }] },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              id: 'a',
              name: 'look',
              parts: [{ type: 'media', mediaType: 'image/png', data: 'iVBORw0KGgo=' }],
            },
          ],
        },
      ],
    },
    { model: 'command-a-plus-05-2026' },
  )
  expect((body['messages'] as unknown[]).slice(2)).toEqual([
    { role: 'tool', tool_call_id: 'a', content: 'The result follows in the next user message.' },
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

test('takes key and host from the variables of the SDKs, the first one first', async () => {
  const env = { CO_API_KEY: 'one', COHERE_API_KEY: 'two', CO_API_URL: 'https://vault.example' }
  const first = await bodyOf({ prompt: 'Hi' }, { env })
  expect([first.url, first.headers.get('authorization')]).toEqual(['https://vault.example/v2/chat', 'Bearer one'])
  const second = await bodyOf({ prompt: 'Hi' }, { env: { COHERE_API_KEY: 'two' } })
  expect([second.url, second.headers.get('authorization')]).toEqual(['https://api.cohere.com/v2/chat', 'Bearer two'])
})

test('sends the headers of the config', async () => {
  const { headers } = await bodyOf({ prompt: 'Hi' }, { config: { headers: { 'X-Client-Name': 'pond' } } })
  expect(headers.get('x-client-name')).toBe('pond')
})

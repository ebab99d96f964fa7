import { expect, test } from 'vitest'
import { sent } from './setting.ts'
import type { Message } from '@llmrr/core'

const turns = async (messages: readonly Message[], model?: string) => {
  const { body, warnings } = await sent({ messages }, { ...(model && { model }) })
  return { system: body.system, messages: body.messages, warnings }
}

test('says the opening system messages as `system`', async () => {
  expect(
    await turns([
      { role: 'system', content: 'Be brief.' },
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
    ]),
  ).toEqual({
    system: [
      { type: 'text', text: 'Be brief.' },
      { type: 'text', text: 'Be kind.' },
    ],
    messages: [{ role: 'user', content: 'Hi' }],
    warnings: [],
  })
})

const interrupted: readonly Message[] = [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: 'Hello' },
  { role: 'system', content: 'Answer in French.' },
  { role: 'user', content: 'How are you?' },
]

test('says a later system message behind the turn of the user that it comes with', async () => {
  const { messages, warnings } = await turns(interrupted)
  expect(messages.slice(2)).toEqual([
    { role: 'user', content: 'How are you?' },
    { role: 'system', content: 'Answer in French.' },
  ])
  expect(warnings).toEqual([])
})

test.each(['claude-opus-4-7', 'claude-sonnet-5'])(
  'moves a later system message of %s to the first ones, with a warning',
  async (model) => {
    const { system, messages, warnings } = await turns(interrupted, model)
    expect(system).toBe('Answer in French.')
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(warnings).toEqual(['messages'])
  },
)

test('puts the turns of one side together, results of tools before what the user says', async () => {
  const { messages } = await turns([
    { role: 'user', content: 'Go.' },
    {
      role: 'assistant',
      content: [
        { type: 'tool-call', id: 'a', name: 'f', input: {} },
        { type: 'tool-call', id: 'b', name: 'f', input: {} },
      ],
    },
    { role: 'user', content: 'Hurry.' },
    { role: 'tool', content: [{ type: 'tool-result', id: 'a', name: 'f', output: { n: 1 } }] },
    { role: 'tool', content: [{ type: 'tool-result', id: 'b', name: 'f', output: 'no', error: true }] },
  ])
  expect(messages[2]).toEqual({
    role: 'user',
    content: [
      { type: 'tool_result', tool_use_id: 'a', content: '{"n":1}' },
      { type: 'tool_result', tool_use_id: 'b', content: 'no', is_error: true },
      { type: 'text', text: 'Hurry.' },
    ],
  })
})

test('leaves out blank texts, empty turns and white space at the end of a last answer', async () => {
  const { messages } = await turns([
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: [{ type: 'text', text: '  \n' }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: ' ' },
        { type: 'text', text: 'Go on' },
      ],
    },
    { role: 'assistant', content: 'It is ' },
  ])
  expect(messages).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Hi' },
        { type: 'text', text: 'Go on' },
      ],
    },
    { role: 'assistant', content: 'It is' },
  ])
})

test('sends pictures and documents of every source', async () => {
  const { body, headers } = await sent({
    prompt: [
      { type: 'media', mediaType: 'image/png', data: new Uint8Array([1, 2, 3]) },
      { type: 'media', mediaType: 'image/*', url: 'https://example.org/a.jpg' },
      { type: 'media', mediaType: 'application/pdf', data: 'JVBERi0=', name: 'a.pdf', citations: true },
      { type: 'media', mediaType: 'application/pdf', file: { provider: 'acme', id: 'file_1' } },
      { type: 'media', mediaType: 'text/csv', data: 'YTtiCsOk', cache: true },
      { type: 'media', mediaType: 'text/csv', file: { provider: 'acme', id: 'file_2' } },
    ],
  })
  expect(body.messages[0]!.content).toEqual([
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQID' } },
    { type: 'image', source: { type: 'url', url: 'https://example.org/a.jpg' } },
    {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
      title: 'a.pdf',
      citations: { enabled: true },
    },
    { type: 'document', source: { type: 'file', file_id: 'file_1' } },
    {
      type: 'document',
      source: { type: 'text', media_type: 'text/plain', data: 'a;b\nä' },
      cache_control: { type: 'ephemeral' },
    },
    { type: 'container_upload', file_id: 'file_2' },
  ])
  expect(headers).toMatchObject({ 'anthropic-beta': 'files-api-2025-04-14' })
})

test.each([
  ['sound', { mediaType: 'audio/wav', data: 'UklGRg==' }],
  ['a Word document', { mediaType: 'application/msword', data: '0M8R' }],
  ['a file of another provider', { mediaType: 'image/png', file: { provider: 'openai', id: 'file-1' } }],
])('refuses %s as unsupported, so that another target may read it', async (_, media) => {
  await expect(sent({ prompt: [{ type: 'media', ...media }] })).rejects.toMatchObject({ code: 'unsupported' })
})

test('sends pictures and search results in the result of a tool', async () => {
  const { body } = await sent(
    {
      messages: [
        { role: 'assistant', content: [{ type: 'tool-call', id: 'call:1', name: 'f', input: [1] }] },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              id: 'call:1',
              name: 'f',
              cache: { ttlSeconds: 60 },
              parts: [
                { type: 'text', text: 'Here:' },
                { type: 'media', mediaType: 'image/png', data: 'AQID' },
                { type: 'source', url: 'https://example.org', title: 'Page', text: 'Words.' },
              ],
            },
          ],
        },
      ],
    },
    { options: { citeSources: true } },
  )
  // Ids of other services may have characters that Claude refuses, and arguments that are no object.
  expect(body.messages).toEqual([
    { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', name: 'f', input: { input: [1] } }] },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'call_1',
          content: [
            { type: 'text', text: 'Here:' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQID' } },
            {
              type: 'search_result',
              source: 'https://example.org',
              title: 'Page',
              content: [{ type: 'text', text: 'Words.' }],
              citations: { enabled: true },
            },
          ],
          cache_control: { type: 'ephemeral', ttl: '5m' },
        },
      ],
    },
  ])
})

test('sends back its own state, and nothing of a stranger', async () => {
  const { messages } = await turns([
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Hm.', state: { anthropic: { signature: 'Eq' } } },
        { type: 'reasoning', text: '', redacted: true, state: { anthropic: { data: 'Em' } } },
        { type: 'reasoning', text: 'Strange.', state: { openai: { item: 'rs' } } },
        { type: 'reasoning', text: 'Plain.' },
        { type: 'x-compaction', state: { acme: { type: 'compaction', content: 'Sum.' } } },
        { type: 'x-other', state: { other: { type: 'other' } } },
        { type: 'tool-call', id: 's', name: 'web_search', input: {}, by: 'provider', state: { other: { id: 's' } } },
        { type: 'tool-result', id: 's', name: 'web_search', output: [], by: 'provider' },
        { type: 'source', url: 'https://example.org' },
        {
          type: 'text',
          text: 'Hello',
          citations: [{ url: 'https://example.org' }],
          state: { other: { citations: [1] } },
        },
      ],
    },
    { role: 'user', content: 'And?' },
  ])
  expect(messages[1]!.content).toEqual([
    { type: 'thinking', thinking: 'Hm.', signature: 'Eq' },
    { type: 'redacted_thinking', data: 'Em' },
    { type: 'compaction', content: 'Sum.' },
    { type: 'text', text: 'Hello' },
  ])
})

test('names the set of tools in a result as its call does, and who has called', async () => {
  const caller = { type: 'code_execution_20260120', tool_id: 'srv_1' }
  const { messages } = await turns([
    {
      role: 'assistant',
      content: [
        { type: 'tool-call', id: 'a', name: 'click', input: {}, state: { acme: { toolset_name: 'computer', caller } } },
      ],
    },
    { role: 'tool', content: [{ type: 'tool-result', id: 'a', name: 'click', output: 'ok' }] },
  ])
  expect(messages[0]!.content).toEqual([
    { type: 'tool_use', id: 'a', name: 'click', input: {}, toolset_name: 'computer', caller },
  ])
  expect(messages[1]!.content).toEqual([
    { type: 'tool_result', tool_use_id: 'a', content: 'ok', toolset_name: 'computer' },
  ])
})

test('tells of arguments that were no JSON in the way that Claude knows', async () => {
  const { messages } = await turns([
    { role: 'assistant', content: [{ type: 'tool-call', id: 'a', name: 'f', input: null, invalid: '{"city' }] },
    { role: 'tool', content: [{ type: 'tool-result', id: 'a', name: 'f', output: 'Not JSON.', error: true }] },
  ])
  expect(messages[0]!.content).toMatchObject([{ input: { INVALID_JSON: '{"city' } }])
})

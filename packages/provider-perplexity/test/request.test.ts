import { expect, test } from 'vitest'
import { answering, wireOf } from './setting.ts'

test('takes the Agent API for models of any maker and for ready-made sets, Sonar’s chat for its own ids', async () => {
  const pathOf = async (model: string, options = {}) =>
    new URL((await wireOf({ prompt: 'Hi' }, { model, options })).url).pathname
  expect(await pathOf('openai/gpt-5.5')).toBe('/v1/agent')
  expect(await pathOf('perplexity/sonar')).toBe('/v1/agent')
  expect(await pathOf('fast')).toBe('/v1/agent')
  expect(await pathOf('sonar-pro')).toBe('/chat/completions')
  expect(await pathOf('llama-3.1-sonar-small-128k-online')).toBe('/chat/completions')
  expect(await pathOf('acme', { api: 'sonar' })).toBe('/chat/completions')
})

test('a ready-made set goes under the name that the account knows, with or without a model of its own', async () => {
  const named = await wireOf({ prompt: 'Hi' }, { model: 'fast@2026-10-16.0', options: { presetField: 'effort' } })
  expect(named.body).toMatchObject({ effort: 'fast@2026-10-16.0' })
  expect(named.body).not.toHaveProperty('model')
  const both = await wireOf({ prompt: 'Hi' }, { model: 'openai/gpt-5.5', options: { preset: 'low' } })
  expect(both.body).toMatchObject({ model: 'openai/gpt-5.5', preset: 'low' })
})

test('a tool of the service can be forced by its name', async () => {
  const { body } = await wireOf(
    { prompt: 'Hi', toolChoice: { tool: 'web_search' } },
    { options: { tools: ['web_search'] } },
  )
  expect(body).toMatchObject({ tools: [{ type: 'web_search' }], tool_choice: { type: 'web_search' } })
})

test('what the Agent API refuses is reported and not sent', async () => {
  const { body, warnings } = await wireOf({ prompt: 'Hi', stop: ['a'], seed: 1, topK: 3, metadata: { a: 'b' } })
  expect(Object.keys(body)).toEqual(['model', 'input'])
  expect(warnings.toSorted()).toEqual(['metadata', 'seed', 'stop', 'topK'])
})

test('a document is refused by the Agent API before anything is sent', async () => {
  const { llm, sent } = answering([])
  const prompt = [{ type: 'media' as const, mediaType: 'application/pdf', data: 'JVBERg==' }]
  await expect(llm.chat({ model: 'perplexity', prompt })).rejects.toMatchObject({ code: 'unsupported' })
  expect(sent).toEqual([])
})

test('a picture in a tool result goes back as one', async () => {
  const { body } = await wireOf({
    messages: [
      { role: 'user', content: 'Look.' },
      { role: 'assistant', content: [{ type: 'tool-call', id: 'c1', name: 'look', input: {} }] },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            id: 'c1',
            name: 'look',
            parts: [{ type: 'media', mediaType: 'image/png', url: 'https://a.example/a.png' }],
          },
        ],
      },
    ],
  })
  expect((body['input'] as object[]).at(-1)).toEqual({
    type: 'function_call_output',
    call_id: 'c1',
    name: 'look',
    output: [{ type: 'input_image', image_url: 'https://a.example/a.png' }],
  })
})

test('Sonar’s turns alternate, with what the system says at the beginning', async () => {
  const { body, warnings } = await wireOf(
    {
      messages: [
        { role: 'user', content: 'One.' },
        { role: 'user', content: [{ type: 'text', text: 'Two.' }] },
        { role: 'assistant', content: 'Yes.' },
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Three.' },
      ],
    },
    { model: 'sonar' },
  )
  expect(body['messages']).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'One.\n\nTwo.' },
    { role: 'assistant', content: 'Yes.' },
    { role: 'user', content: 'Three.' },
  ])
  expect(warnings).toEqual(['messages[3]'])
})

test('Sonar reasons on request only where its model does', async () => {
  const plain = await wireOf({ prompt: 'Hi', reasoning: 'low' }, { model: 'sonar' })
  expect([plain.body['reasoning_effort'], plain.warnings]).toEqual([undefined, ['reasoning']])
  const thinks = await wireOf({ prompt: 'Hi', reasoning: 'xhigh' }, { model: 'sonar-deep-research' })
  expect([thinks.body['reasoning_effort'], thinks.warnings]).toEqual(['high', ['reasoning']])
})

test('a search is kept to domains or away from them, with a warning where both are asked for', async () => {
  const { llm, sent } = answering([{ id: 's', results: [] }])
  const asked = { query: 'koi', includeDomains: ['a.example'], excludeDomains: ['b.example'] }
  const { warnings } = await llm.search({ model: 'perplexity', ...asked })
  expect(sent[0]!.body).toEqual({ query: 'koi', search_domain_filter: ['a.example'] })
  expect(warnings.map(({ field }) => field)).toEqual(['excludeDomains'])
})

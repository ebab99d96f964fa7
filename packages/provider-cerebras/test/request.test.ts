import { expect, test } from 'vitest'
import { wireOf } from './setting.ts'

const glm = 'zai-glm-4.7'
const tool = { name: 'look', input: { type: 'object' as const, properties: {} } }
const turns = [
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

test('earlier reasoning goes to gpt-oss as a field, to GLM between tags, and to no other', async () => {
  const said = async (model: string) => (await wireOf({ messages: turns }, { model })).body['messages']
  expect(await said('gpt-oss-120b')).toContainEqual({ role: 'assistant', content: 'Hello.', reasoning: 'Greet.' })
  expect(await said(glm)).toContainEqual({ role: 'assistant', content: '<think>Greet.</think>Hello.' })
  expect(await said('gemma-4-31b')).toContainEqual({ role: 'assistant', content: 'Hello.' })
})

test('what another service thought stays with it', async () => {
  const foreign = { type: 'reasoning' as const, text: 'Hm.', state: { openai: { item: {} } } }
  const messages = [{ role: 'assistant' as const, content: [foreign, { type: 'text' as const, text: 'Hello.' }] }]
  for (const model of ['gpt-oss-120b', glm])
    expect(JSON.stringify((await wireOf({ messages, prompt: 'Hi' }, { model })).body)).not.toContain('Hm.')
})

test('an answer that says nothing is left out', async () => {
  const { body } = await wireOf({ messages: [{ role: 'assistant', content: [] }], prompt: 'Hi' }, { model: glm })
  expect(body['messages']).toEqual([{ role: 'user', content: 'Hi' }])
})

test('GLM thinks, or is told not to; a budget of tokens is warned of', async () => {
  expect((await wireOf({ prompt: 'Hi', reasoning: 'none' }, { model: glm })).body['reasoning_effort']).toBe('none')
  const high = await wireOf({ prompt: 'Hi', reasoning: 'high' }, { model: glm })
  expect([high.body['reasoning_effort'], high.warnings]).toEqual([undefined, []])
  expect((await wireOf({ prompt: 'Hi', reasoning: { tokens: 99 } }, { model: glm })).warnings).toEqual([
    'reasoning.tokens',
  ])
})

test('an effort that a model lacks becomes the nearest, with a warning; none goes to one without any', async () => {
  const most = await wireOf({ prompt: 'Hi', reasoning: 'max' })
  expect([most.body['reasoning_effort'], most.warnings]).toEqual(['high', ['reasoning']])
  const plain = await wireOf({ prompt: 'Hi', reasoning: 'low' }, { model: 'llama-3.3-70b' })
  expect([plain.body['reasoning_effort'], plain.warnings]).toEqual([undefined, ['reasoning']])
})

test('reasoning is shown or hidden as the request says', async () => {
  const of = async (summary: boolean) =>
    (await wireOf({ prompt: 'Hi', reasoning: { effort: 'low', summary } })).body['reasoning_format']
  expect([await of(true), await of(false)]).toEqual(['parsed', 'hidden'])
})

test('where only some tools are strict, none is, with a warning', async () => {
  const mixed = await wireOf({
    prompt: 'Hi',
    tools: [
      { ...tool, strict: true },
      { ...tool, name: 'see' },
    ],
  })
  expect([JSON.stringify(mixed.body).includes('strict'), mixed.warnings]).toEqual([false, ['tools']])
  const all = await wireOf({ prompt: 'Hi', tools: [{ ...tool, strict: true }] })
  expect(JSON.stringify(all.body)).toContain('"strict":true')
})

test('goes to the host of the variable, with the headers of another and the name of the integration', async () => {
  const env = { CEREBRAS_BASE_URL: 'https://proxy.example/', CEREBRAS_CUSTOM_HEADERS: 'X-Team: a\nX-Job: b' }
  const config = { headers: { 'x-job': 'c' }, integration: 'acme' }
  const { url, headers } = await wireOf({ prompt: 'Hi' }, { env, config })
  expect(url).toBe('https://proxy.example/v1/chat/completions')
  expect(['x-team', 'x-job', 'x-cerebras-3rd-party-integration'].map((name) => headers.get(name))).toEqual([
    'a',
    'c',
    'acme',
  ])
})

test('takes a configured base URL as it is', async () => {
  const { url } = await wireOf({ prompt: 'Hi' }, { config: { baseURL: 'https://gateway.example/cerebras' } })
  expect(url).toBe('https://gateway.example/cerebras/chat/completions')
})

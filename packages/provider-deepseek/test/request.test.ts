import { expect, test } from 'vitest'
import { wireOf } from './setting.ts'

const tool = { name: 'look', input: { type: 'object' as const, properties: {} } }
const called = [
  { role: 'user' as const, content: 'Look.' },
  { role: 'assistant' as const, content: [{ type: 'tool-call' as const, id: 'c1', name: 'look', input: {} }] },
  { role: 'tool' as const, content: [{ type: 'tool-result' as const, id: 'c1', name: 'look', output: 'A cat.' }] },
]

test('a call that is forced goes before thinking, with a warning where thinking was asked for', async () => {
  const forced = { prompt: 'Hi', tools: [tool], toolChoice: 'required' as const }
  const quiet = await wireOf(forced)
  expect([quiet.body['thinking'], quiet.body['tool_choice'], quiet.warnings]).toEqual([
    { type: 'disabled' },
    'required',
    [],
  ])
  const asked = await wireOf({ ...forced, reasoning: 'high' })
  expect([asked.body['thinking'], asked.body['reasoning_effort'], asked.warnings]).toEqual([
    { type: 'disabled' },
    undefined,
    ['reasoning'],
  ])
})

test('the reasoning of a request goes before the thinking of its target', async () => {
  const options = { thinking: { type: 'disabled' as const } }
  expect((await wireOf({ prompt: 'Hi' }, { options })).body['thinking']).toEqual({ type: 'disabled' })
  const { body } = await wireOf({ prompt: 'Hi', reasoning: 'max' }, { options })
  expect([body['thinking'], body['reasoning_effort']]).toEqual([undefined, 'max'])
  expect((await wireOf({ prompt: 'Hi', reasoning: 'none' })).body).toMatchObject({ thinking: { type: 'disabled' } })
})

test('what a thinking model passes over is left out, with a warning', async () => {
  const sampled = { prompt: 'Hi', temperature: 0.5, topP: 0.5, presencePenalty: 1, frequencyPenalty: 1 }
  const thinking = await wireOf(sampled)
  expect(thinking.warnings).toEqual(['temperature', 'topP', 'presencePenalty', 'frequencyPenalty'])
  expect(Object.keys(thinking.body).toSorted()).toEqual(['messages', 'model'])
  const plain = await wireOf({ ...sampled, reasoning: 'none' })
  expect(plain.body).toMatchObject({ temperature: 0.5, top_p: 0.5, presence_penalty: 1, frequency_penalty: 1 })
  expect(plain.warnings).toEqual([])
})

test('a turn of another model gets an empty reasoning once tools were called, since its absence is refused', async () => {
  const { body } = await wireOf({ messages: [...called, { role: 'assistant', content: 'A cat.' }], prompt: 'Sure?' })
  const turns = body['messages'] as { role: string; reasoning_content?: string }[]
  expect(turns.filter(({ role }) => role === 'assistant').map((turn) => turn.reasoning_content)).toEqual(['', ''])
  const unthinking = await wireOf({ messages: called, reasoning: 'none' })
  expect(JSON.stringify(unthinking.body)).not.toContain('reasoning_content')
  const untold = await wireOf({ messages: [{ role: 'assistant', content: 'Hello.' }], prompt: 'Hi' })
  expect(JSON.stringify(untold.body)).not.toContain('reasoning_content')
})

test('strict tools go to the beta address; where not all are strict, none is, with a warning', async () => {
  const strict = await wireOf({ prompt: 'Hi', tools: [{ ...tool, strict: true }] })
  expect(strict.url).toBe('https://api.deepseek.com/beta/chat/completions')
  const mixed = await wireOf({
    prompt: 'Hi',
    tools: [
      { ...tool, strict: true },
      { ...tool, name: 'see' },
    ],
  })
  expect([mixed.url, mixed.warnings]).toEqual(['https://api.deepseek.com/chat/completions', ['tools']])
  expect(JSON.stringify(mixed.body)).not.toContain('strict')
})

test('the beta address stands in the place of a version in the base URL', async () => {
  const begun = {
    messages: [
      { role: 'user' as const, content: 'Hi' },
      { role: 'assistant' as const, content: 'He' },
    ],
  }
  const urlOf = async (baseURL: string) => (await wireOf(begun, { config: { baseURL } })).url
  expect(await urlOf('https://api.deepseek.com/v1')).toBe('https://api.deepseek.com/beta/chat/completions')
  expect(await urlOf('https://api.deepseek.com/beta/')).toBe('https://api.deepseek.com/beta/chat/completions')
  expect(await urlOf('https://proxy.example/deepseek')).toBe('https://proxy.example/deepseek/beta/chat/completions')
})

test('an id of a user that the service would refuse is left out, with a warning', async () => {
  const { body, warnings } = await wireOf({ prompt: 'Hi', user: 'a@example.org' })
  expect([body['user_id'], warnings]).toEqual([undefined, ['user']])
})

test('every word for an effort goes through, since the service knows them all', async () => {
  const { body, warnings } = await wireOf({ prompt: 'Hi', reasoning: 'medium' })
  expect([body['reasoning_effort'], warnings]).toEqual(['medium', []])
})

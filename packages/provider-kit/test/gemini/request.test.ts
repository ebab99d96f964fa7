import { expect, test } from 'vitest'
import { sent } from './setting.ts'
import type { ChatRequest, Part, Reasoning } from '@llmrr/core'

const thought = async (reasoning: Reasoning, model: string) => {
  const { body, warnings } = await sent({ prompt: 'Hi', reasoning }, { model })
  return [body.generationConfig?.['thinkingConfig'], ...warnings]
}

test('thinks by a budget before 3, by a level after, and never by both', async () => {
  expect(await thought('medium', 'gemini-2.5-flash')).toEqual([{ thinkingBudget: 8192 }])
  expect(await thought({ effort: 'max' }, 'gemini-2.5-pro')).toEqual([{ thinkingBudget: 32_768 }])
  expect(await thought('medium', 'gemini-3.5-flash')).toEqual([{ thinkingLevel: 'medium' }])
  expect(await thought({ tokens: 6400, summary: true }, 'gemini-3-pro-preview')).toEqual([
    { thinkingBudget: 6400, includeThoughts: true },
  ])
  expect(await thought({ summary: true }, 'gemini-3.5-flash')).toEqual([{ includeThoughts: true }])
})

test('warns of what a model cannot do, and asks for the nearest', async () => {
  expect(await thought('medium', 'gemini-3-pro-preview')).toEqual([{ thinkingLevel: 'low' }, 'reasoning'])
  expect(await thought('minimal', 'gemini-3.8-flash')).toEqual([{ thinkingLevel: 'low' }, 'reasoning'])
  expect(await thought({ tokens: 5000 }, 'gemini-4-argon')).toEqual([{ thinkingLevel: 'medium' }, 'reasoning.tokens'])
  expect(await thought({ tokens: 10 }, 'gemini-2.5-flash-lite')).toEqual([{ thinkingBudget: 512 }, 'reasoning.tokens'])
  expect(await thought('high', 'gemini-2.0-flash')).toEqual([undefined, 'reasoning'])
})

test('turns thinking off where that is possible', async () => {
  expect(await thought('none', 'gemini-2.5-flash')).toEqual([{ thinkingBudget: 0 }])
  expect(await thought('none', 'gemini-2.5-pro')).toEqual([{ thinkingBudget: 128 }, 'reasoning'])
  expect(await thought('none', 'gemini-3.5-flash')).toEqual([{ thinkingLevel: 'minimal' }, 'reasoning'])
  expect(await thought('none', 'gemma-4-31b-it')).toEqual([undefined])
})

const call = (id: string, more: Partial<Part> = {}): Part =>
  ({ type: 'tool-call', id, name: id, input: { a: 1 }, ...more }) as Part
const result = (id: string, more: object): Part => ({ type: 'tool-result', id, name: id, ...more }) as Part
const contentsOf = async (messages: ChatRequest['messages'], model?: string) =>
  (await sent({ messages: messages! }, model === undefined ? {} : { model })).body.contents

test('puts turns of one side together, results before what else is said', async () => {
  const contents = await contentsOf([
    { role: 'user', content: 'One' },
    { role: 'user', content: 'Two' },
    { role: 'assistant', content: [call('x', { state: { acme: { id: 'x', thoughtSignature: 's' } } })] },
    { role: 'user', content: 'By the way' },
    { role: 'tool', content: [result('x', { output: { rain: true } })] },
  ])
  expect(contents).toEqual([
    { role: 'user', parts: [{ text: 'One' }, { text: 'Two' }] },
    { role: 'model', parts: [{ functionCall: { id: 'x', name: 'x', args: { a: 1 } }, thoughtSignature: 's' }] },
    {
      role: 'user',
      parts: [{ functionResponse: { id: 'x', name: 'x', response: { rain: true } } }, { text: 'By the way' }],
    },
  ])
})

test('writes results as objects: what is none under output, failures under error', async () => {
  const responses = async (more: object) => {
    const contents = await contentsOf([
      { role: 'assistant', content: [call('x')] },
      { role: 'tool', content: [result('x', more)] },
    ])
    return (contents[1]!.parts![0]!.functionResponse as { response: unknown }).response
  }
  expect(await responses({ output: 'done' })).toEqual({ output: 'done' })
  expect(await responses({ output: [1] })).toEqual({ output: [1] })
  expect(await responses({ output: { output: 1 } })).toEqual({ output: { output: 1 } })
  expect(await responses({ output: 'broken', error: true })).toEqual({ error: 'broken' })
})

test('signs only the first call of a turn from elsewhere, from Gemini 3 on, and sends no made-up id', async () => {
  const messages = [{ role: 'assistant', content: [call('x', { state: { other: { id: 'o' } } }), call('y')] }] as const
  const [turn] = await contentsOf(messages)
  expect(turn!.parts).toEqual([
    { functionCall: { name: 'x', args: { a: 1 } }, thoughtSignature: 'skip_thought_signature_validator' },
    { functionCall: { name: 'y', args: { a: 1 } } },
  ])
  const [older] = await contentsOf(messages, 'gemini-2.5-flash')
  expect(older!.parts![0]).toEqual({ functionCall: { name: 'x', args: { a: 1 } } })
})

test('media of a result follow it before Gemini 3, with a warning', async () => {
  const parts = [
    { type: 'text', text: 'seen' },
    { type: 'media', mediaType: 'image/png', data: 'AAAA' },
  ]
  const messages = [
    { role: 'assistant', content: [call('x')] },
    { role: 'tool', content: [result('x', { parts })] },
  ] as ChatRequest['messages']
  const { body, warnings } = await sent({ messages: messages! }, { model: 'gemini-2.5-flash' })
  expect(body.contents[1]!.parts).toEqual([
    { functionResponse: { name: 'x', response: { output: 'seen' } } },
    { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
  ])
  expect(warnings).toEqual(['messages'])
})

test('a cache takes the place of system messages and tools, with warnings', async () => {
  const { body, warnings } = await sent(
    { system: 'Be brief.', prompt: 'Hi', tools: [{ name: 'x' }] },
    { options: { cachedContent: 'cachedContents/c1' } },
  )
  expect(Object.keys(body)).toEqual(['cachedContent', 'contents'])
  expect(warnings).toEqual(['messages', 'tools'])
})

test('strict tools validate calls; more than five stop sequences are cut, with a warning', async () => {
  const { body, warnings } = await sent({
    prompt: 'Hi',
    tools: [{ name: 'x', strict: true }],
    stop: ['a', 'b', 'c', 'd', 'e', 'f'],
  })
  expect(body.toolConfig).toEqual({ functionCallingConfig: { mode: 'VALIDATED' } })
  expect(body.generationConfig).toEqual({ stopSequences: ['a', 'b', 'c', 'd', 'e'] })
  expect(warnings).toEqual(['stop'])
})

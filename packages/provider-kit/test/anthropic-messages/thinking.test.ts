import { expect, test } from 'vitest'
import { sent } from './setting.ts'
import type { ChatRequest, Reasoning } from '@llmrr/core'

const thought = async (reasoning: Reasoning, model: string, more: Partial<ChatRequest> = {}) => {
  const { body, warnings } = await sent({ prompt: 'Hi', reasoning, ...more }, { model })
  return { thinking: body.thinking, effort: body.output_config?.effort, warnings }
}

test('lets current models think as they see fit, with an effort', async () => {
  expect(await thought('xhigh', 'claude-sonnet-5-5')).toEqual({
    thinking: { type: 'adaptive' },
    effort: 'xhigh',
    warnings: [],
  })
  expect(await thought({ summary: true }, 'claude-opus-5-5')).toEqual({
    thinking: { type: 'adaptive', display: 'summarized' },
    effort: undefined,
    warnings: [],
  })
})

test('takes the nearest effort that a model knows, with a warning', async () => {
  expect(await thought('minimal', 'claude-sonnet-5-5')).toMatchObject({ effort: 'low', warnings: ['reasoning'] })
  expect(await thought('xhigh', 'claude-sonnet-4-6')).toMatchObject({ effort: 'high', warnings: ['reasoning'] })
})

test('turns thinking off in the way that the model knows, if there is one', async () => {
  const off = async (model: string) => {
    const { thinking, effort, warnings } = await thought('none', model)
    return [thinking?.type, effort, ...warnings]
  }
  expect(await off('claude-opus-5')).toEqual(['disabled', undefined])
  expect(await off('claude-haiku-5-5')).toEqual(['disabled', undefined])
  expect(await off('claude-haiku-4-5')).toEqual(['disabled', undefined])
  expect(await off('claude-sonnet-5-5')).toEqual(['between_tools', undefined])
  expect(await off('claude-opus-5-5')).toEqual([undefined, 'low', 'reasoning'])
  expect(await off('claude-fable-5-2')).toEqual([undefined, 'low', 'reasoning'])
  expect(await off('claude-3-5-haiku-20241022')).toEqual([undefined, undefined])
})

test('gives a budget to models that think by one', async () => {
  const enabled = (budget_tokens: number) => ({ type: 'enabled', budget_tokens })
  expect(await thought('high', 'claude-haiku-4-5')).toEqual({
    thinking: enabled(16_384),
    effort: undefined,
    warnings: [],
  })
  expect(await thought('medium', 'claude-opus-4-5')).toEqual({
    thinking: enabled(8192),
    effort: 'medium',
    warnings: [],
  })
  expect(await thought({ tokens: 3000 }, 'claude-sonnet-4-6')).toEqual({
    thinking: enabled(3000),
    effort: undefined,
    warnings: [],
  })
  expect(await thought('max', 'claude-haiku-4-5', { maxOutputTokens: 10_000 })).toMatchObject({
    thinking: enabled(8000),
  })
})

test('keeps a budget between what Claude needs and what the answer has', async () => {
  expect(await thought({ tokens: 5 }, 'claude-haiku-4-5')).toMatchObject({
    thinking: { budget_tokens: 1024 },
    warnings: ['reasoning.tokens'],
  })
  expect(await thought({ tokens: 9000 }, 'claude-haiku-4-5', { maxOutputTokens: 2000 })).toMatchObject({
    thinking: { budget_tokens: 1999 },
    warnings: ['reasoning.tokens'],
  })
  expect(await thought('high', 'claude-haiku-4-5', { maxOutputTokens: 500 })).toEqual({
    thinking: undefined,
    effort: undefined,
    warnings: ['reasoning'],
  })
})

test('turns a budget into an effort where there is no budget', async () => {
  expect(await thought({ tokens: 8000 }, 'claude-opus-5')).toEqual({
    thinking: { type: 'adaptive' },
    effort: 'medium',
    warnings: ['reasoning.tokens'],
  })
})

test('does not think when it is forced to call a tool', async () => {
  const forced = { tools: [{ name: 'f' }], toolChoice: 'required' } as const
  expect(await thought('high', 'claude-opus-5', forced)).toEqual({
    thinking: { type: 'disabled' },
    effort: undefined,
    warnings: ['reasoning'],
  })
  // It always thinks, and takes the choice as long as thinking is not asked for.
  expect(await thought('high', 'claude-fable-5', forced)).toEqual({ thinking: undefined, effort: 'high', warnings: [] })
})

test('does not begin to think by a budget in the middle of a turn that began without', async () => {
  const inTurn = (content: readonly object[]) => ({
    prompt: [{ type: 'tool-result', id: 'a', name: 'f', output: 'x' }] as const,
    messages: [
      { role: 'assistant', content: [...content, { type: 'tool-call', id: 'a', name: 'f', input: {} }] as never },
    ] as const,
  })
  expect(await thought('high', 'claude-haiku-4-5', inTurn([]))).toMatchObject({
    thinking: undefined,
    warnings: ['reasoning'],
  })
  const began = { type: 'reasoning', text: 'Hm.', state: { anthropic: { signature: 'Eq' } } }
  expect(await thought('high', 'claude-haiku-4-5', inTurn([began]))).toMatchObject({
    thinking: { type: 'enabled' },
    warnings: [],
  })
  expect(await thought('high', 'claude-sonnet-5-5', inTurn([]))).toMatchObject({
    thinking: { type: 'adaptive' },
    warnings: [],
  })
})

test('warns when a model does not think', async () => {
  expect(await thought('high', 'claude-3-5-haiku-20241022')).toEqual({
    thinking: undefined,
    effort: undefined,
    warnings: ['reasoning'],
  })
})

test('lets an option have the last word', async () => {
  const { body } = await sent({ prompt: 'Hi', reasoning: 'low' }, { options: { thinking: { type: 'between_tools' } } })
  expect(body).toMatchObject({ thinking: { type: 'between_tools' }, output_config: { effort: 'low' } })
})

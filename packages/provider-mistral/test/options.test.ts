import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    safePrompt: true,
    promptMode: 'reasoning',
    guardrails: [{ block_on_error: true, moderation_llm_v2: { action: 'block' } }],
    prediction: 'const a = 1',
    api: 'conversations',
    tools: ['web_search', { type: 'document_library', library_ids: ['l1'] }],
    agentId: 'ag_1',
    store: true,
    outputDtype: 'ubinary',
    minTokens: 1,
    contextBias: ['Ada'],
    refAudio: 'SUQz',
    tableFormat: 'markdown',
    imageLimit: 4,
    imageMinSize: 50,
    extractHeader: true,
    extractFooter: true,
    timeoutHours: 48,
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ safe_prompt: true }).issues?.[0]?.message).toContain('safe_prompt')
})

test('refuses a value that the service would', () => {
  expect(check({ outputDtype: 'float64' }).issues).toHaveLength(1)
})

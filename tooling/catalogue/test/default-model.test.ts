import type { ModelInfo } from '@llmrr/core'
import { expect, test } from 'vitest'
import { defaultModelProblem, isRetired } from '../src/default-model.ts'

const sound: ModelInfo = { id: 'acme-1', capabilities: ['chat'], source: 'models.dev', asOf: '2026-07-01' }
const problem = (more: object, today = '2026-11-24') =>
  defaultModelProblem({ defaultModel: 'acme-1' }, [{ ...sound, ...more }], today)

test('a default model that is known, for chat and served has no problem', () => {
  expect(problem({ retires: '2026-11-25' })).toBeUndefined()
})

test('a provider needs none', () => {
  expect(defaultModelProblem({}, [], '2026-11-24')).toBeUndefined()
})

test('one that is not in the catalogue', () => {
  expect(defaultModelProblem({ defaultModel: 'acme-9' }, [sound], '2026-11-24')).toContain(
    '"acme-9" is not in the catalogue',
  )
})

test('one that is not for chat', () => {
  expect(problem({ capabilities: ['embed'] })).toBe('the default model "acme-1" is not a model for chat')
})

test('one that was retired, with what follows it', () => {
  expect(problem({ retires: '2026-11-24', successor: 'acme-2' })).toBe(
    'the default model "acme-1" was retired on 2026-11-24; its successor is "acme-2"',
  )
})

test('a year or a month of retirement counts once it is over', () => {
  expect(isRetired({ retires: '2026' }, '2026-12-31')).toBe(false)
  expect(isRetired({ retires: '2026' }, '2027-01-01')).toBe(true)
  expect(isRetired({ retires: '2026-11' }, '2026-11-30')).toBe(false)
  expect(isRetired({ retires: '2026-11' }, '2026-12-01')).toBe(true)
})

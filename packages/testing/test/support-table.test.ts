import { expect, test } from 'vitest'
import { defineProvider } from '@llmrr/core'
import { supportTable } from '../src/support/index.ts'
import type { Provider } from '@llmrr/core'

const bird = (options?: object) => defineProvider('bird', () => ({ ...(options && { options: options as never }) }))

test('the options of a target are named where the schema names them', () => {
  expect(supportTable(bird({ entries: { loud: {}, long: {} } })() as Provider)).toContain(
    '| options | `target` | `loud` `long` |\n',
  )
})

test('no schema, and one of another library, has no row', () => {
  for (const provider of [bird(), bird({ '~standard': {} })])
    expect(supportTable(provider() as Provider)).not.toContain('options')
})

import { defined } from '@llmrr/core'

/** An object of a request without the fields that are `undefined`; `undefined` when none is left. */
export function filled(fields: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const left = defined(fields)
  return Object.keys(left).length > 0 ? left : undefined
}

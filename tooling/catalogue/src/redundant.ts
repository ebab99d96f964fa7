import type { ModelInfo } from '@llmrr/core'
import { applyOverrides, type Override } from './overrides.ts'
import { changesBetween } from './changes.ts'

/** Indices of the overrides without which the catalogue would be the same, since the source now says so itself. */
export function redundantOverrides(models: readonly ModelInfo[], overrides: readonly Override[]): number[] {
  const all = applyOverrides(models, overrides).models
  return overrides.flatMap((one, index) => {
    if (one.remove) return []
    const without = applyOverrides(models, overrides.toSpliced(index, 1)).models
    return changesBetween(all, without).length === 0 ? [index] : []
  })
}

import { lacking } from './lacking.ts'
import type { Context } from '@llmrr/core'

/** A class, and how sure the model is of it, from 0 to 1. */
export interface Label {
  readonly label: string
  readonly score: number
}

const isLabel = (value: unknown): value is Label =>
  typeof (value as Label | null)?.score === 'number' && typeof (value as Label).label === 'string'

/**
 * The labels of each of `count` inputs. The service answers a list of lists, a list for one input, or, of a model with one
 * class, one label for each input.
 */
export function labelsOf(reply: unknown, count: number, context: Context): readonly (readonly Label[])[] {
  const list = Array.isArray(reply) ? (reply as readonly unknown[]) : []
  const labels: readonly unknown[] = list.every(isLabel) ? (count === 1 ? [list] : list.map((one) => [one])) : list
  const isComplete = labels.every(
    (one): one is readonly Label[] => Array.isArray(one) && one.length > 0 && one.every(isLabel),
  )
  if (labels.length !== count || !isComplete) throw lacking('labels and scores', context)
  return labels as readonly (readonly Label[])[]
}

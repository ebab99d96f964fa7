import type { ReasoningEffort } from '@llmrr/core'

/**
 * The efforts that a model takes, by its id, the first that fits; weakest first, empty where the field is refused whatever
 * it says. As of 2026-11-22, from live tests (NousResearch/hermes-agent#23435, mnfst/modelparams.dev#330) and models.dev.
 */
const table: readonly (readonly [pattern: RegExp, efforts: readonly ReasoningEffort[]])[] = [
  [/^grok-3-mini/, ['low', 'high']],
  [/^grok-4\.3|^grok-latest/, ['none', 'low', 'medium', 'high']],
  [/^grok-4\.20-multi-agent/, ['low', 'medium', 'high', 'xhigh']],
  [/^grok-4\.5/, ['low', 'medium', 'high']],
  [/^grok-4\.6/, ['low', 'medium', 'high', 'xhigh']],
  [/^grok-(?:beta|2|3|4(?!\.[3-9]\b)|code|build)/, []],
]

const usual: readonly ReasoningEffort[] = ['low', 'medium', 'high']

/** The efforts of a model; those that every model with a dial has for a stranger. */
export const effortsOf = (model: string): readonly ReasoningEffort[] =>
  table.find(([pattern]) => pattern.test(model))?.[1] ?? usual

/** All think but the ones that say so; retired ids are served by models that think. */
export const thinks = (model: string): boolean => !/non-reasoning|^grok-(?:beta|2)\b/.test(model)

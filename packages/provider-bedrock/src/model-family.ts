import type { Target } from '@llmrr/core'
import type { BedrockOptions } from './options.ts'

/** Whose model answers, where that decides what may be sent. */
export type Family =
  | 'claude'
  | 'nova-2'
  | 'nova'
  | 'titan'
  | 'mistral'
  | 'llama'
  | 'cohere'
  | 'deepseek'
  | 'gpt-oss'
  | 'gpt'
  | 'jamba'
  | 'other'

const table: readonly (readonly [RegExp, Family])[] = [
  [/anthropic\.claude/, 'claude'],
  [/amazon\.nova-2/, 'nova-2'],
  [/amazon\.nova/, 'nova'],
  [/amazon\.titan/, 'titan'],
  [/mistral\./, 'mistral'],
  [/meta\.llama/, 'llama'],
  [/cohere\./, 'cohere'],
  [/deepseek\./, 'deepseek'],
  [/openai\.gpt-oss/, 'gpt-oss'],
  [/openai\.gpt-\d/, 'gpt'],
  [/ai21\./, 'jamba'],
]

/** The model that answers: the one of the option `baseModel`, where an ARN does not tell it, else the id itself. */
export const modelOf = ({ model, options }: Target): string =>
  (options as BedrockOptions | undefined)?.baseModel ?? model

/** The family of a model id, an inference profile or an ARN that names one. */
export const familyOfModel = (model: string): Family => table.find(([pattern]) => pattern.test(model))?.[1] ?? 'other'

/** The family of the model of a target. */
export const familyOf = (target: Target): Family => familyOfModel(modelOf(target))

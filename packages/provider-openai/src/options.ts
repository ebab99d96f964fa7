import { responsesOptions } from '@llmrr/provider-kit'
import { array, number, object, optional, picklist, record, strictObject, string, union, unknown } from 'valibot'
import type { StandardSchema } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const schema = strictObject({
  ...responsesOptions,
  /**
   * Over which API chat goes. Default `auto`: Responses, unless the request needs what only Chat Completions has (sound,
   * `stop`, `seed`, penalties, the options below) and the model takes it there.
   */
  api: optional(picklist(['auto', 'responses', 'chat'])),
  /** Bias by token id, from -100 to 100. Chat Completions only. */
  logitBias: optional(record(string(), number())),
  /** What an audio model answers with. Chat Completions only. Default with `audio`: `['text', 'audio']`. */
  modalities: optional(array(picklist(['text', 'audio']))),
  /** How an audio model speaks. Chat Completions only. */
  audio: optional(object({ voice: union([string(), object({ id: string() })]), format: string() })),
  /** Text that the answer will mostly repeat, so that it comes sooner. Chat Completions only. */
  prediction: optional(union([string(), array(unknown())])),
})

/** Options of a target: `target(openai, 'gpt-6.1-sol', { tools: [{ type: 'web_search' }] })`. */
export type OpenAIOptions = InferOutput<typeof schema>

/** Checks them. */
export const options: StandardSchema<unknown, OpenAIOptions> = schema

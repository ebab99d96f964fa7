import { responsesOptions } from '../dialects/openai-responses/options.ts'
import { array, number, object, optional, picklist, record, string, union, unknown } from 'valibot'
import type { InferOutput, ObjectEntries, strictObject } from 'valibot'

/** Options of a target at OpenAI's own models, for a provider's schema: `strictObject({ ...openaiOptions })`. */
export const openaiOptions = {
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
} as const satisfies ObjectEntries

/** The options as values. */
export type OpenAIOptions = InferOutput<ReturnType<typeof strictObject<typeof openaiOptions>>>

import { array, looseObject, optional, pipe, readonly, string, union } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput, ObjectEntries, strictObject } from 'valibot'

const words = looseObject({})
const names = pipe(array(string()), readonly())

/** Options of a target that this dialect understands, for a provider's schema: `strictObject({ ...geminiOptions })`. */
export const geminiOptions = {
  /**
   * Tools that Google runs, by name (`googleSearch`, `urlContext`, `codeExecution`, `googleMaps`) or in the service's words
   * (`{ fileSearch: { fileSearchStoreNames: [...] } }`). Beside tools of the caller from Gemini 3 on.
   */
  tools: optional(pipe(array(union([string(), words])), readonly())),
  /** In the service's words: `{ retrievalConfig: { latLng: ... } }`. */
  toolConfig: optional(words),
  /** What is let through, in the service's words: `[{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_ONLY_HIGH' }]`. */
  safetySettings: optional(pipe(array(words), readonly())),
  /** Name of a cache. System messages and tools belong into it then, and are left out of the request. */
  cachedContent: optional(string()),
  /** What the answer may be made of: `TEXT`, `IMAGE`, `AUDIO`. Default: the model's. */
  responseModalities: optional(names),
  /** Of image models: `{ aspectRatio: '16:9', imageSize: '2K' }`. */
  imageConfig: optional(words),
  /** Of speaking models, in the service's words. */
  speechConfig: optional(words),
  /** How closely all media are looked at: `MEDIA_RESOLUTION_LOW` and so on. */
  mediaResolution: optional(string()),
  /** Goes over what `reasoning` asks for, in the service's words: `{ thinkingLevel: 'low' }`. */
  thinkingConfig: optional(words),
  /** Title of the document that is embedded, for models that are told what vectors are for by a field. */
  title: optional(string()),
  /** Further fields of `generationConfig`, merged last. */
  generationConfig: optional(words),
} as const satisfies ObjectEntries

/** The options as values. */
export type GeminiOptions = InferOutput<ReturnType<typeof strictObject<typeof geminiOptions>>>

/** The options of the target that is asked. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): GeminiOptions => (target.options ?? {}) as GeminiOptions

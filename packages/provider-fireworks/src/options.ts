import { boolean, looseObject, number, optional, picklist, record, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Fireworks AI. */
export const options = strictObject({
  /** Holds the answer to a grammar in GBNF. A schema of the request goes first. */
  grammar: optional(string()),
  /** The least probability of a token, from 0 to 1, relative to the likeliest. */
  minP: optional(number()),
  typicalP: optional(number()),
  /** More than 1 makes repetition less likely. */
  repetitionPenalty: optional(number()),
  mirostatTarget: optional(number()),
  mirostatLr: optional(number()),
  /** By token id, from -200 to 200. */
  logitBias: optional(record(string(), number())),
  /** Writes on behind the end, up to the bound. */
  ignoreEos: optional(boolean()),
  /** Answers the prompt once more before the text. */
  echo: optional(boolean()),
  /** Answers so many of the last tokens of the prompt once more. */
  echoLast: optional(number()),
  /** What becomes of an answer that may grow over the context: a lower bound on its length (`truncate`, the default), or `error`. */
  contextLengthExceededBehavior: optional(picklist(['truncate', 'error'])),
  /** Cuts the prompt to so many tokens. */
  promptTruncateLen: optional(number()),
  /** Whether earlier reasoning counts, on models with a choice. */
  reasoningHistory: optional(picklist(['disabled', 'interleaved', 'preserved'])),
  /** Text that the answer likely holds, which makes it faster. */
  prediction: optional(looseObject({})),
  /** How far the service guesses ahead, in its words. */
  speculation: optional(looseObject({})),
  /** Keeps the cached prompts of tenants apart. */
  promptCacheIsolationKey: optional(string()),
  /** Reads special tokens in the prompt as text. */
  safeTokenization: optional(boolean()),
  /** Adds what the model read and wrote, as it did, to the raw chunks. */
  rawOutput: optional(boolean()),
  /** Adds the ids of tokens to the raw chunks. */
  returnTokenIds: optional(boolean()),
  /** Adds how long it took to the last chunk of a stream: an `x-performance` event. */
  perfMetricsInResponse: optional(boolean()),
  /** Requests with one value go to one machine, whose cache then knows the prompt. Default: `cache.key` or `user` of the request. */
  sessionAffinity: optional(string()),
  /** Embeddings: what stands around the text, such as `search_query: {input}`. */
  promptTemplate: optional(string()),
  /** Embeddings: makes every vector one of length 1. */
  normalize: optional(boolean()),
  /** Ranking: what the documents are to be put in order for, in words. */
  task: optional(string()),
  /** Pictures: has the prompt put more exactly first. */
  promptUpsampling: optional(boolean()),
  /** Pictures: how much is let through, from 0 (little) to 6. */
  safetyTolerance: optional(number()),
  /** Transcripts: how speech is told from silence. */
  vadModel: optional(string()),
  /** Transcripts: how words are given their times. */
  alignmentModel: optional(string()),
  /** Transcripts: what is done to the sound first. */
  preprocessing: optional(string()),
})

/** What a target at Fireworks AI can say beyond the request. */
export type FireworksOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): FireworksOptions =>
  (target.options ?? {}) as FireworksOptions

import {
  array,
  boolean,
  looseObject,
  number,
  optional,
  picklist,
  pipe,
  readonly,
  record,
  strictObject,
  string,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Together AI. */
export const options = strictObject({
  /** The least probability of a token, from 0 to 1, relative to the likeliest. */
  minP: optional(number()),
  /** More than 1 makes repetition less likely. */
  repetitionPenalty: optional(number()),
  /** By token id, from -100 to 100. */
  logitBias: optional(record(string(), number())),
  /** What becomes of an answer that may grow over the context: `error` (the default), or a lower bound on its length. */
  contextLengthExceededBehavior: optional(picklist(['error', 'truncate'])),
  /** Passed to the model's chat template, such as `{ enable_thinking: false }` for models without a switch of their own. */
  chatTemplateKwargs: optional(looseObject({})),
  /** A guard model that checks the prompt and the answer. */
  safetyModel: optional(string()),
  /** Serves the request under the terms for health data. */
  compliance: optional(picklist(['hipaa'])),
  /** Answers the prompt once more before the text. */
  echo: optional(boolean()),
  /** Holds the answer to a regular expression. A schema of the request goes first. */
  regex: optional(string()),
  /** Pictures: further weights, each by its address and how much it counts. */
  imageLoras: optional(pipe(array(strictObject({ path: string(), scale: number() })), readonly())),
  /** Pictures: leaves the check of what is on them out. */
  disableSafetyChecker: optional(boolean()),
  /** Speech: how samples of `audio/pcm` are written. */
  responseEncoding: optional(picklist(['pcm_f32le', 'pcm_s16le', 'pcm_mulaw', 'pcm_alaw'])),
  /** Speech: bits per second of an MP3. */
  bitRate: optional(number()),
  /** Transcripts: how few speakers there are. */
  minSpeakers: optional(number()),
  /** Transcripts: how many speakers there are. */
  maxSpeakers: optional(number()),
  /** Ranking: the fields of a document that count. Default: all. */
  rankFields: optional(pipe(array(string()), readonly())),
  /** Films: pictures per second. */
  fps: optional(number()),
  /** Pictures and films: how many steps each takes. A request's own `steps` goes first. */
  steps: optional(number()),
  /** Pictures and films: how closely they follow the prompt. A request's own `guidance` goes first. */
  guidanceScale: optional(number()),
  /** Films: the format. */
  outputFormat: optional(picklist(['MP4', 'WEBM'])),
  /** Batches: how long one may take. Default `24h`. */
  completionWindow: optional(string()),
  /** Batches: a higher one goes first. */
  priority: optional(number()),
})

/** What a target at Together AI can say beyond the request. */
export type TogetherOptions = InferOutput<typeof options>

/** Options that pictures and films share, by our name and the service's. */
export const settings = { steps: 'steps', guidanceScale: 'guidance_scale' } as const

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): TogetherOptions =>
  (target.options ?? {}) as TogetherOptions

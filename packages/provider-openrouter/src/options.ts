import {
  array,
  boolean,
  looseObject,
  number,
  object,
  optional,
  picklist,
  pipe,
  readonly,
  record,
  strictObject,
  string,
  union,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const words = pipe(array(string()), readonly())
const percentiles = strictObject({
  p50: optional(number()),
  p75: optional(number()),
  p90: optional(number()),
  p99: optional(number()),
})
const price = union([number(), string()])
const order = picklist(['price', 'throughput', 'latency', 'exacto'])

/** Which hosts of a model may answer, and which go first. Hosts are named by their slugs, such as `azure` or `google-vertex/us`. */
const provider = strictObject({
  /** The first that can answers. Turns balancing off. */
  order: optional(words),
  /** No others than these. */
  only: optional(words),
  ignore: optional(words),
  /** Whether another host may answer when those of `order` cannot. Default `true`. */
  allowFallbacks: optional(boolean()),
  /** Only hosts that know every parameter of the request; others leave out in silence what they do not know. Default `false`. */
  requireParameters: optional(boolean()),
  /** `deny`: no hosts that keep prompts or train on them. */
  dataCollection: optional(picklist(['allow', 'deny'])),
  /** Only hosts that keep nothing. */
  zdr: optional(boolean()),
  /** Only models whose answers may train others. */
  enforceDistillableText: optional(boolean()),
  /** Only weights of this precision, such as `fp8`. */
  quantizations: optional(words),
  /** What goes first, over all models or model by model. Turns balancing off. */
  sort: optional(union([order, strictObject({ by: order, partition: optional(picklist(['model', 'none'])) })])),
  /** Tokens per second; slower hosts go last. A number is the median. */
  preferredMinThroughput: optional(union([number(), percentiles])),
  /** Seconds to the first token; slower hosts go last. A number is the median. */
  preferredMaxLatency: optional(union([number(), percentiles])),
  /** United States dollars per million tokens, per image and per request. */
  maxPrice: optional(
    strictObject({
      prompt: optional(price),
      completion: optional(price),
      request: optional(price),
      image: optional(price),
      audio: optional(price),
    }),
  ),
  /** Speech, transcripts, pictures and films: passed to the host of that slug, in its own words. */
  options: optional(record(string(), looseObject({}))),
})

/** The options of a target at OpenRouter. */
export const options = strictObject({
  /** The protocol of chats. Default `chat`, which is Chat Completions. */
  api: optional(picklist(['chat', 'responses'])),
  /** Which hosts of the model may answer, and which go first. */
  provider: optional(provider),
  /** Models to go on to, one after another, when the target's cannot answer. The result says which one did. */
  models: optional(words),
  /** Such as `{ id: 'response-healing' }` or `{ id: 'file-parser', pdf: { engine: 'mistral-ocr' } }`. */
  plugins: optional(pipe(array(looseObject({ id: string() })), readonly())),
  /** Tools that OpenRouter runs itself: a name such as `web_search`, or `{ type: 'openrouter:web_search', parameters }`. */
  tools: optional(pipe(array(union([string(), looseObject({ type: string() })])), readonly())),
  /** How many steps such tools may take. Default and most: 30. */
  maxToolCalls: optional(number()),
  /** Ends their loop early, in the service's words. */
  stopServerToolsWhen: optional(pipe(array(looseObject({ type: string() })), readonly())),
  /** A preset of the account, by its slug. */
  preset: optional(string()),
  /** Requests of one session go to one host, so that prompt caches are hit. */
  sessionId: optional(string()),
  /** For the account's own observability, such as `{ trace_id, generation_name }`. */
  trace: optional(looseObject({})),
  /** The least probability of a token, from 0 to 1, relative to the likeliest. */
  minP: optional(number()),
  /** As `minP`, with the square of the likeliest. */
  topA: optional(number()),
  /** From 0 to 2; more than 1 makes repetition less likely. */
  repetitionPenalty: optional(number()),
  /** By token id, from -100 to 100. */
  logitBias: optional(record(string(), number())),
  verbosity: optional(picklist(['low', 'medium', 'high', 'xhigh', 'max'])),
  /** Text that the answer is likely to repeat. */
  prediction: optional(looseObject({ type: string() })),
  /** What is answered. Default: text. */
  modalities: optional(pipe(array(picklist(['text', 'image', 'audio'])), readonly())),
  /** The voice and format of a spoken answer. */
  audio: optional(looseObject({ voice: optional(string()), format: optional(string()) })),
  /** For pictures in a chat: `{ aspect_ratio: '16:9' }`, and what else the model knows. */
  imageConfig: optional(looseObject({})),
  /** Which breakpoints of the prompt cache count, in the service's words. */
  promptCacheOptions: optional(looseObject({})),
  /** Adds how the answer was routed, as an event `x-routing`. */
  metadata: optional(boolean()),
  /** Whether a kept answer to the same request will do: for so many seconds, or for five minutes. */
  responseCache: optional(
    union([boolean(), strictObject({ ttlSeconds: optional(number()), clear: optional(boolean()) })]),
  ),
  /** Vectors: what they are for, in the words of the model, such as `search_query`. */
  inputType: optional(string()),
  /** Pictures: `1K`, `2K` or `4K`. */
  resolution: optional(string()),
  /** Pictures: from 0 to 100. */
  outputCompression: optional(number()),
  /** Speech: a voice to copy, in the service's words. */
  inputReferences: optional(pipe(array(object({ type: string() })), readonly())),
  /** Films: an address that is told when one is done. */
  callbackUrl: optional(string()),
})

/** What a target at OpenRouter can say beyond the request. */
export type OpenRouterOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): OpenRouterOptions =>
  (target.options ?? {}) as OpenRouterOptions

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const inWords = (bag: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(bag).map(([name, value]) => [snake(name), value]))

/** Options under the service's names; those that are not set are left out. */
export function written(
  chosen: OpenRouterOptions,
  ...names: readonly (keyof OpenRouterOptions)[]
): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of names) {
    const value = chosen[name]
    if (value !== undefined) fields[snake(name)] = name === 'provider' ? inWords(value as object) : value
  }
  return fields
}

/** Options that every kind of request takes. */
export const routing = ['provider', 'sessionId', 'trace'] as const

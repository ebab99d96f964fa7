import { allEfforts, dayOf, inOurWords, modalities } from '@llmrr/provider-kit'
import type { CapabilityName, Context, Feature, ModelInfo, PriceList, Prices, ReasoningEffort } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

/** United States dollars as text, for one token (or picture, search, request). Absent: no such price; `-1`: not known. */
type Pricing = { readonly [what: string]: string | number | readonly object[] | undefined }

/** Other prices for long prompts. */
interface Override extends Pricing {
  readonly min_prompt_tokens?: number
}

/** An entry of OpenRouter's model list. Any of it may be missing. */
interface WireModel extends OpenAIModel {
  readonly name?: string
  readonly context_length?: number | null
  readonly architecture?: {
    readonly input_modalities?: readonly string[]
    readonly output_modalities?: readonly string[]
  } | null
  readonly pricing?: (Pricing & { readonly overrides?: readonly Override[] }) | null
  readonly top_provider?: { readonly max_completion_tokens?: number | null } | null
  readonly supported_parameters?: readonly string[]
  readonly reasoning?: { readonly supported_efforts?: readonly string[] | null } | null
  readonly knowledge_cutoff?: string | null
  readonly expiration_date?: string | null
  readonly hugging_face_id?: string | null
}

const kinds: Readonly<Record<string, CapabilityName>> = {
  text: 'chat',
  image: 'image',
  audio: 'chat',
  embeddings: 'embed',
  rerank: 'rerank',
  speech: 'speech',
  transcription: 'transcribe',
  video: 'video',
}

const features: Readonly<Record<string, Feature>> = {
  tools: 'tools',
  structured_outputs: 'structured-output',
  reasoning: 'reasoning',
  temperature: 'temperature',
}

const source = 'https://openrouter.ai/api/v1/models'
const rankOf = (effort: string): number => allEfforts.indexOf(effort as ReasoningEffort)

/** Our meters by the service's names, with how many of them our price is for. */
const meters: readonly (readonly [theirs: string, ours: keyof Prices & string, units: number])[] = [
  ['prompt', 'input', 1e6],
  ['input_cache_read', 'cacheRead', 1e6],
  ['input_cache_write', 'cacheWrite', 1e6],
  ['input_cache_write_1h', 'cacheWriteLong', 1e6],
  ['completion', 'output', 1e6],
  ['internal_reasoning', 'reasoning', 1e6],
  ['audio', 'audioInput', 1e6],
  ['audio_output', 'audioOutput', 1e6],
  ['image_token', 'imageInput', 1e6],
  ['web_search', 'searches', 1],
  ['request', 'requests', 1],
]

// The numbers are decimal text; a product of floats would show its error.
const scaled = (price: number, units: number): number => Number((price * units).toPrecision(12))

function pricesOf(pricing: Pricing): Prices {
  const prices: Record<string, number> = {}
  for (const [theirs, ours, units] of meters) {
    const price = pricing[theirs] === undefined ? Number.NaN : Number(pricing[theirs])
    // Prices of 0 beside those of the tokens say that there is none of that kind.
    if (price >= 0 && (price > 0 || ours === 'input' || ours === 'output')) prices[ours] = scaled(price, units)
  }
  return prices
}

function priceOf({
  overrides = [],
  ...pricing
}: NonNullable<WireModel['pricing']>): Pick<PriceList, 'prices' | 'above'> {
  const prices = pricesOf(pricing)
  const above = overrides.flatMap(({ min_prompt_tokens: input, ...changed }) =>
    // Others depend on the hour, which hosts decide; the answer tells what it cost.
    input === undefined ? [] : [{ input, prices: { ...prices, ...pricesOf(changed) } }],
  )
  return { prices, ...(above.length > 0 && { above }) }
}

/** Reads an entry of OpenRouter's model list. */
export function readModel(entry: OpenAIModel, context: Context): Partial<ModelInfo> {
  const model = entry as WireModel
  const {
    architecture,
    pricing,
    top_provider: top,
    supported_parameters: parameters = [],
    reasoning,
    knowledge_cutoff: knowledge,
    expiration_date: retires,
  } = model
  const outputs = architecture?.output_modalities ?? ['text']
  const capabilities = inOurWords(outputs, kinds)
  // What speech, transcripts, films and rankings are counted in, their prices do not tell.
  const isCounted = outputs.some((name) => ['text', 'image', 'audio', 'embeddings'].includes(name))
  const price = pricing && isCounted ? priceOf(pricing) : undefined
  const known = inOurWords(parameters, features)
  const efforts = reasoning?.supported_efforts
  const input = inOurWords(architecture?.input_modalities, modalities)
  const output = inOurWords(outputs, modalities)
  return {
    capabilities: capabilities.length > 0 ? capabilities : ['chat'],
    ...(model.name && { name: model.name }),
    ...(model.context_length && { contextWindow: model.context_length }),
    ...(top?.max_completion_tokens && { maxOutput: top.max_completion_tokens }),
    ...(input.length > 0 && { input }),
    ...(architecture && output.length > 0 && { output }),
    ...((known.length > 0 || price?.prices.cacheRead !== undefined) && {
      features: [...known, ...(price?.prices.cacheRead === undefined ? [] : (['prompt-caching'] as const))],
    }),
    ...(efforts?.length && {
      efforts: efforts.toSorted((a, b) => rankOf(a) - rankOf(b)),
    }),
    ...(price &&
      Object.keys(price.prices).length > 0 && { price: { ...price, source, asOf: dayOf(context.host.now()) } }),
    ...(knowledge && { knowledge }),
    ...(retires && { retires: retires.slice(0, 10) }),
    ...(model.hugging_face_id && { openWeights: true }),
  }
}

import { vendorHttp } from './vendor.ts'
import { read } from '../setting.ts'
import type { CapabilityName, Context, ModelInfo } from '@llmrr/core'
import type { OpenAIVendor } from './vendor.ts'

/** One entry of a model list. */
export interface WireModel {
  readonly id: string
  /** Seconds since the epoch; 0 where it is not known. */
  readonly created?: number
  readonly [field: string]: unknown
}

/** In what the model list of a service differs. */
export interface ModelsQuirks {
  /** Default `/models`. */
  readonly path?: string
  /** What an entry tells beyond its id; `undefined` leaves the entry out. */
  readonly readModel?: (entry: WireModel, context: Context) => Partial<ModelInfo> | undefined
}

const kinds: readonly (readonly [RegExp, CapabilityName])[] = [
  [/embed/i, 'embed'],
  [/rerank/i, 'rerank'],
  [/moderation/i, 'moderate'],
  [/whisper|transcri/i, 'transcribe'],
  [/(?:^|[-/])tts(?:-|$)|orpheus/i, 'speech'],
  [/dall-e|image|flux|stable-diffusion/i, 'image'],
  [/sora|video/i, 'video'],
  [/davinci|babbage|-instruct$/i, 'complete'],
]

/** What a model is likely for, by its id, where the list does not say. */
export const guessCapabilities = (id: string): readonly CapabilityName[] => [
  kinds.find(([pattern]) => pattern.test(id))?.[1] ?? 'chat',
]

/** The day of a moment in milliseconds, `YYYY-MM-DD`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** OpenAI's model list, also where it is a bare array. */
export function openaiModels(vendor: OpenAIVendor, { path = '/models', readModel }: ModelsQuirks = {}) {
  const http = vendorHttp(vendor)
  return async (context: Context): Promise<readonly ModelInfo[]> => {
    const { body } = await http.json<{ readonly data?: readonly WireModel[] } | readonly WireModel[]>(
      { method: 'GET', path },
      context,
    )
    const entries = 'data' in body ? (body.data ?? []) : (body as readonly WireModel[])
    const { path: place } = vendor.locate?.({ method: 'GET', path }, context) ?? { path }
    const source = `${read(vendor.baseURL, context.host)}${place}`
    const asOf = dayOf(context.host.now())
    return entries.flatMap((entry) => {
      const more = readModel ? readModel(entry, context) : {}
      if (!more) return []
      return {
        id: entry.id,
        capabilities: guessCapabilities(entry.id),
        ...(entry.created && { released: dayOf(entry.created * 1000) }),
        ...more,
        source,
        asOf,
      }
    })
  }
}

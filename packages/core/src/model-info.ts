import type { CapabilityName } from './capabilities.ts'
import type { PriceList } from './usage.ts'

/** What a model reads or writes. */
export type Modality = 'text' | 'image' | 'audio' | 'video' | 'document'

/** What a chat model can be asked for beyond text. */
export type Feature = 'tools' | 'structured-output' | 'reasoning' | 'temperature' | 'prompt-caching'

/** A fact with its source and date, for what nobody should believe without them. */
export interface Fact<T> {
  readonly value: T
  readonly source: string
  /** `YYYY-MM-DD`. */
  readonly asOf: string
}

/** What is known of a model. Facts, never a permission: an id that is not listed is served all the same. */
export interface ModelInfo<Id extends string = string> {
  /** As the provider calls it. */
  readonly id: Id
  readonly name?: string
  readonly family?: string
  /** What it can be used for. */
  readonly capabilities: readonly CapabilityName[]
  /** Tokens of prompt and answer together. */
  readonly contextWindow?: number
  /** Tokens of the longest prompt, where it is less than the window. */
  readonly maxInput?: number
  /** Tokens of the longest answer. */
  readonly maxOutput?: number
  readonly input?: readonly Modality[]
  readonly output?: readonly Modality[]
  /** For chat models; a feature that is absent is not known to be supported. */
  readonly features?: readonly Feature[]
  /** Efforts of reasoning that it accepts, in the service's words, weakest first. */
  readonly efforts?: readonly string[]
  readonly price?: PriceList
  /** Indices by name (`intelligence`, `coding`, ...), higher is better; comparable only within one index. */
  readonly quality?: { readonly [index: string]: Fact<number> }
  /** Dates are `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where no more is known. */
  readonly released?: string
  readonly deprecated?: string
  /** When the service stops serving it; in the past: it has. */
  readonly retires?: string
  /** The model that the service names as its replacement. */
  readonly successor?: string
  readonly openWeights?: boolean
  readonly knowledge?: string
  /** Where it can be served. */
  readonly regions?: Fact<readonly string[]>
  /** Certifications that the service claims for it. */
  readonly compliance?: Fact<readonly string[]>
  /** Where these facts come from, and when they were read. */
  readonly source: string
  readonly asOf: string
}

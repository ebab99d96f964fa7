/**
 * What is counted. Meters never overlap: `input` excludes what was read from or written to a prompt cache, `output`
 * excludes `reasoning`, and so on, so that cost is one dot product. `requests` counts calls that are priced by themselves.
 */
export type Meter =
  | 'input'
  | 'cacheRead'
  | 'cacheWrite'
  | 'cacheWriteLong'
  | 'output'
  | 'reasoning'
  | 'audioInput'
  | 'audioOutput'
  | 'imageInput'
  | 'imageOutput'
  | 'videoInput'
  | 'images'
  | 'seconds'
  | 'characters'
  | 'searches'
  | 'pages'
  | 'requests'

/** Disjoint counts. Unknown is absent, never 0. */
export type Usage = { readonly [M in Meter]?: number } & { readonly [meter: `x-${string}`]: number }

/** What a call took. Absent where it is not known; never 0 as a placeholder. */
export interface Cost {
  /** United States dollars, a multiple of one nano-dollar. */
  readonly usd: number
  /** Who says so: the service in its reply, or the catalogue's prices. With several attempts, `catalogue` if any was. */
  readonly source: 'reported' | 'catalogue'
  /** The date (`YYYY-MM-DD`) of the prices; absent for a reported cost. */
  readonly asOf?: string
}

/** How much of a rate limit is left, as the service said with a reply. */
export interface Limit {
  readonly limit?: number
  readonly remaining?: number
  /** Milliseconds from the reply until the limit is whole again. */
  readonly resetMs?: number
}

/** The rate limits that a service reported, by what they count: `requests`, `tokens`, `input`, `output`, or its own word. */
export type Limits = { readonly [dimension: string]: Limit }

/**
 * Prices in United States dollars as published: per 1M tokens or characters; per image, second, search, page and request.
 * A meter without its own price takes its parent's (see `cost`).
 */
export type Prices = { readonly [M in Meter]?: number } & { readonly [meter: `x-${string}`]: number }

/** The prices of a model, with what changes them. */
export interface PriceList {
  readonly prices: Prices
  /** Where the prices were published. */
  readonly source: string
  /** When they were checked, `YYYY-MM-DD`. */
  readonly asOf: string
  /** Prices for the whole call once its prompt (all input meters) is longer than `input` tokens. The highest that applies counts. */
  readonly above?: readonly { readonly input: number; readonly prices: Prices }[]
  /** Factors on the sum, by service tier as the service names it, or `batch`. */
  readonly factors?: { readonly [name: string]: number }
  /**
   * Factors by time of day, UTC, `from` inclusive and `to` exclusive as `HH:MM`; may wrap around midnight. `days`: only on these
   * days of the week, 0 for Sunday, by the moment's own day.
   */
  readonly timeOfDay?: readonly {
    readonly from: string
    readonly to: string
    readonly factor: number
    readonly days?: readonly number[]
  }[]
  /** Factors by region. */
  readonly regions?: { readonly [region: string]: number }
}

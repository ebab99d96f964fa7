/** A run of a model. */
export interface WirePrediction {
  readonly id: string
  readonly model?: string
  /** 64 hexadecimal digits for a community model; `hidden` or `dp-...` for an official one. */
  readonly version?: string
  /** `starting`, `processing`, `succeeded`, `failed`, `canceled` or `aborted`. */
  readonly status?: string
  /** Any JSON: text, pieces of text, the address of a file, several, or an object. `null` until there is some. */
  readonly output?: unknown
  readonly error?: unknown
  readonly logs?: string | null
  readonly metrics?: WireMetrics | null
  readonly urls?: { readonly get?: string; readonly cancel?: string; readonly stream?: string }
  /** Input and output are deleted an hour after the end. */
  readonly data_removed?: boolean
}

/** What a run took; any may be missing. */
export interface WireMetrics {
  /** Seconds on the hardware. */
  readonly predict_time?: number
  readonly total_time?: number
  readonly input_token_count?: number
  readonly output_token_count?: number
}

/** One event of a stream. `comment` stands for a line that is none. */
export interface WireEvent {
  readonly event?: string
  readonly id?: string
  readonly data: string
  readonly comment?: boolean
}

/** A field of a model's input, as its version's schema describes it. */
export interface WireField {
  readonly type?: string
}

/** A version of a model, with the schemas of what it takes and gives. */
export interface WireVersion {
  readonly id: string
  readonly openapi_schema?: {
    readonly components?: {
      readonly schemas?: {
        readonly Input?: { readonly properties?: Readonly<Record<string, WireField>> }
        readonly Output?: WireOutput
      }
    }
  } | null
}

/** What a model gives. */
export interface WireOutput {
  readonly type?: string
  readonly format?: string
  readonly items?: { readonly type?: string; readonly format?: string }
  readonly 'x-cog-array-display'?: string
}

/** A model. */
export interface WireModel {
  readonly owner: string
  readonly name: string
  readonly description?: string | null
  readonly is_official?: boolean
  readonly latest_version?: WireVersion | null
}

/** One page of a list. */
export interface WirePage<T> {
  readonly next?: string | null
  readonly results: readonly T[]
}

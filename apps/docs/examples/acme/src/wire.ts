/** One turn of a conversation, as Acme takes it. */
export interface AcmeTurn {
  readonly who: 'rules' | 'person' | 'acme' | 'tool'
  readonly say?: string
  readonly asks?: readonly AcmeAsk[]
  /** Answers the ask of that id. */
  readonly to?: string
}

/** A tool that Acme wants to be run. */
export interface AcmeAsk {
  readonly id: string
  readonly tool: string
  readonly with: string
}

/** Tokens. `read` contains `remembered`. */
export interface AcmeCount {
  readonly read: number
  readonly remembered: number
  readonly written: number
}

// #region chunks
/** One line of a stream. */
export type AcmeChunk =
  | { readonly kind: 'hello'; readonly id: string; readonly model: string }
  | { readonly kind: 'say'; readonly text: string }
  | ({ readonly kind: 'ask' } & AcmeAsk)
  | { readonly kind: 'bye'; readonly why: string; readonly count: AcmeCount }
  | { readonly kind: 'oops'; readonly code: string; readonly text: string }

/** An answer in one piece. */
export interface AcmeReply {
  readonly id: string
  readonly model: string
  readonly say: string
  readonly asks: readonly AcmeAsk[]
  readonly why: string
  readonly count: AcmeCount
}
// #endregion chunks

/** What a new virtual key may do, and for how long. Everything may be left out. */
export interface VirtualKeyRequest {
  /** Model groups that it may ask. Default: all. */
  readonly models?: readonly string[]
  /** Other names for models, for this key alone. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Such as `30d` or `12h`. Default: for ever. */
  readonly duration?: string
  /** Dollars. */
  readonly maxBudget?: number
  /** After which the budget is whole again, such as `30d`. */
  readonly budgetDuration?: string
  readonly requestsPerMinute?: number
  readonly tokensPerMinute?: number
  readonly maxParallelRequests?: number
  readonly alias?: string
  readonly teamId?: string
  readonly userId?: string
  readonly tags?: readonly string[]
  readonly guardrails?: readonly string[]
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** A virtual key. */
export interface VirtualKey {
  /** Shown this once. */
  readonly key: string
  readonly alias?: string
  /** `YYYY-MM-DDTHH:MM:SS...`. Absent: it does not end. */
  readonly expires?: string
  /** Dollars so far. */
  readonly spend?: number
  readonly maxBudget?: number
}

interface WireKey {
  readonly key: string
  readonly key_alias?: string | null
  readonly expires?: string | null
  readonly spend?: number | null
  readonly max_budget?: number | null
}

const names = {
  models: 'models',
  aliases: 'aliases',
  duration: 'duration',
  maxBudget: 'max_budget',
  budgetDuration: 'budget_duration',
  requestsPerMinute: 'rpm_limit',
  tokensPerMinute: 'tpm_limit',
  maxParallelRequests: 'max_parallel_requests',
  alias: 'key_alias',
  teamId: 'team_id',
  userId: 'user_id',
  tags: 'tags',
  guardrails: 'guardrails',
  metadata: 'metadata',
} as const satisfies Readonly<Record<keyof VirtualKeyRequest, string>>

/** The request in the proxy's words. */
export const toWireKey = (request: VirtualKeyRequest): Record<string, unknown> =>
  Object.fromEntries(
    (Object.entries(names) as [keyof VirtualKeyRequest, string][]).flatMap(([ours, theirs]) =>
      request[ours] === undefined ? [] : [[theirs, request[ours]]],
    ),
  )

/** A key in our words. */
export const readKey = ({ key, key_alias: alias, expires, spend, max_budget: maxBudget }: WireKey): VirtualKey => ({
  key,
  ...(alias != null && { alias }),
  ...(expires != null && { expires }),
  ...(spend != null && { spend }),
  ...(maxBudget != null && { maxBudget }),
})

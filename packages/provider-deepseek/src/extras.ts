import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** What is left of one currency, in its own units. */
export interface CurrencyBalance {
  /** `USD` or `CNY`. */
  readonly currency: string
  readonly total: number
  /** Given by the service; may expire. */
  readonly granted: number
  readonly toppedUp: number
}

/** What an account can still spend. */
export interface Balance {
  /** Whether it is enough for calls. */
  readonly available: boolean
  readonly balances: readonly CurrencyBalance[]
}

/** Amounts are text. */
interface WireBalance {
  readonly is_available: boolean
  readonly balance_infos?: readonly {
    readonly currency: string
    readonly total_balance: string
    readonly granted_balance: string
    readonly topped_up_balance: string
  }[]
}

/** What DeepSeek alone offers, as `llm.of(deepseek)`. */
export const extras = (http: Http) => ({
  /** What the account can still spend. */
  async balance(_: undefined, context: Context): Promise<Balance> {
    const { body } = await http.json<WireBalance>({ method: 'GET', path: '/user/balance' }, context)
    return {
      available: body.is_available,
      balances: (body.balance_infos ?? []).map((info) => ({
        currency: info.currency,
        total: Number(info.total_balance),
        granted: Number(info.granted_balance),
        toppedUp: Number(info.topped_up_balance),
      })),
    }
  },
})

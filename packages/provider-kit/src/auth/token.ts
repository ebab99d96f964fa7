import type { Auth } from './auth.ts'
import type { Context } from '@llmrr/core'

/** A token that ends. */
export interface AccessToken {
  readonly value: string
  /** Milliseconds since the epoch. */
  readonly endsAt: number
}

/** What a token is fetched with. Its signal is of the fetch alone, which serves several calls and so ends with none of them. */
export type TokenContext = Pick<Context, 'host' | 'signal' | 'target'>

const patienceMs = 30_000
const usualRenewalMs = 300_000

async function patiently<T>({ host, target }: Context, fetchToken: (context: TokenContext) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const stop = host.timer(patienceMs, () => controller.abort())
  try {
    return await fetchToken({ host, target, signal: controller.signal })
  } finally {
    stop()
  }
}

/**
 * Tokens as `authorization: Bearer`. One fetch, which may take 30 seconds, serves all calls until `renewBeforeMs` (default
 * five minutes; at most half of its life) before the token ends, or until the service refuses it.
 */
export function bearerToken(
  fetchToken: (context: TokenContext) => Promise<AccessToken>,
  renewBeforeMs = usualRenewalMs,
): Auth {
  type Kept = Promise<AccessToken & { readonly renewAt: number }>
  let token: Kept | undefined
  // What a call was given, so that of many calls that are refused the same token one fetches another.
  const given = new WeakMap<Context, Kept>()

  function begin(context: Context): Kept {
    const startedAt = context.host.now()
    const fresh = patiently(context, fetchToken).then((fetched) => ({
      ...fetched,
      renewAt: fetched.endsAt - Math.min(renewBeforeMs, (fetched.endsAt - startedAt) / 2),
    }))
    // A failure is told to whoever waits for it, and the next call tries again.
    fresh.catch(() => {
      if (token === fresh) token = undefined
    })
    return fresh
  }

  return async ({ refused }, context) => {
    const isRefused = refused && given.get(context) === token
    let used = token && !isRefused ? token : (token = begin(context))
    let current = await used
    if (current.renewAt <= context.host.now()) {
      // Another call may have begun while this one waited.
      if (token === used || !token) token = begin(context)
      used = token
      current = await used
    }
    given.set(context, used)
    return { authorization: `Bearer ${current.value}` }
  }
}

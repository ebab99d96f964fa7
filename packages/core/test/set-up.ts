import { createRouter, isLLMError } from '../src/index.ts'
import { virtualHost } from '../../testing/src/host/index.ts'
import type { LLMError, RouterOptions } from '../src/index.ts'
import type { Scripted } from '../../testing/src/host/index.ts'

/** What a promise rejects with, which must be one of ours. */
export async function failure(promise: Promise<unknown>): Promise<LLMError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isLLMError(error)) throw new Error(`Expected an LLMError, got ${String(error)}`)
  return error
}

/** A router over scripted providers on a virtual host; its default route is all of them, in order. */
export function setUp(providers: readonly Scripted[], more: Partial<RouterOptions> = {}) {
  const host = virtualHost()
  const llm = createRouter({
    use: providers.map(({ provider }) => provider),
    routes: { all: providers.map(({ provider }) => provider.id) },
    default: 'all',
    host,
    ...more,
  })
  return { host, llm }
}

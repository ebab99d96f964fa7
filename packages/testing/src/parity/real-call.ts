import { defaultHost, resolveRequest } from '@llmrr/core'
import type { CapabilityName, Context, Provider } from '@llmrr/core'

/** A call of a handler over real sockets. */
export interface RealCall {
  readonly capability: CapabilityName | 'models'
  readonly call: string | undefined
  readonly model: string
  readonly options: Readonly<Record<string, unknown>>
  readonly stream: boolean
  readonly request: unknown
}

/** Makes the call and reads its answer, whatever it is. A failure before anything was sent is thrown. */
export async function realCall(
  provider: Provider,
  { capability, call, model, options, stream, request }: RealCall,
): Promise<void> {
  const warnings: string[] = []
  let sent = 0
  const context: Context = {
    signal: new AbortController().signal,
    target: { provider: provider.id, model, options },
    stream,
    attempt: 1,
    host: {
      ...defaultHost,
      env: () => undefined,
      fetch(url, init) {
        sent += 1
        return defaultHost.fetch(url, init)
      },
    },
    warn: (field, why) => void warnings.push(`${field}: ${why}`),
  }
  try {
    if (capability === 'models') await provider.listModels!(context)
    else {
      const handler = provider[capability] as unknown as Record<string, (...args: unknown[]) => unknown> &
        ((...args: unknown[]) => unknown)
      const isPlain = call !== undefined && !['submit', 'put'].includes(call)
      const given = isPlain ? request : resolveRequest(capability, request as object)
      const answer =
        call === undefined
          ? handler(given, context)
          : call === 'list'
            ? handler[call]!(context)
            : handler[call]!(given, context)
      if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer)
        for await (const _ of answer as AsyncIterable<unknown>);
      else await answer
    }
  } catch (error) {
    // The answer is no answer, so most calls fail on it.
    if (sent === 0) throw error
  }
  if (warnings.length > 0) throw new Error(`The adapter warned: ${warnings.join('; ')}`)
}

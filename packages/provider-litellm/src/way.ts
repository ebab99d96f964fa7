import { defined } from '@llmrr/core'
import { headerJson } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Target } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'

const isPlain = (body: WireRequest['body']): body is object =>
  typeof body === 'object' && !(body instanceof FormData) && !(body instanceof Uint8Array)

/** What the options of a target say to the proxy in the body of a call. */
function fieldsOf(target: Target, retries: 'gateway' | 'router'): object {
  const options = optionsOf({ target })
  const { cache } = options
  return defined({
    tags: options.tags,
    fallbacks: options.fallbacks,
    disable_fallbacks: options.disableFallbacks ?? (retries === 'router' && !options.fallbacks ? true : undefined),
    num_retries: options.numRetries ?? (retries === 'router' ? 0 : undefined),
    timeout: options.timeoutSeconds,
    stream_timeout: options.streamTimeoutSeconds,
    guardrails: options.guardrails,
    drop_params: options.dropParams,
    cache:
      cache &&
      defined({
        'no-cache': cache.noCache,
        'no-store': cache.noStore,
        ttl: cache.ttlSeconds,
        's-maxage': cache.maxAgeSeconds,
        namespace: cache.namespace,
        'use-cache': cache.useCache,
      }),
  })
}

// What is not asked of a model, the proxy does itself.
const isCall = (path: string): boolean =>
  /^\/(?:chat\/completions|completions|responses|messages$|embeddings|rerank|moderations|images\/|audio\/)/.test(path)

/** The same for a call whose body is a form, as far as headers can say it. */
const headersOf = (target: Target, retries: 'gateway' | 'router'): Readonly<Record<string, string | undefined>> => {
  const { tags, numRetries, timeoutSeconds } = optionsOf({ target })
  const tries = numRetries ?? (retries === 'router' ? 0 : undefined)
  return {
    'x-litellm-tags': tags?.join(','),
    'x-litellm-num-retries': tries?.toString(),
    'x-litellm-timeout': timeoutSeconds?.toString(),
  }
}

/** A request with what the options of its target say to the proxy: in its body, in headers, and of files in the query. */
export function wayOf(request: WireRequest, target: Target, retries: 'gateway' | 'router'): WireRequest {
  const { spendLogsMetadata, customerId, customProvider } = optionsOf({ target })
  const { body, path } = request
  return {
    ...request,
    ...(isPlain(body) && isCall(path) && { body: { ...body, ...fieldsOf(target, retries) } }),
    ...(customProvider !== undefined &&
      /^\/(?:files|batches)/.test(path) && { query: { ...request.query, custom_llm_provider: customProvider } }),
    headers: {
      ...request.headers,
      ...(customerId !== undefined && { 'x-litellm-customer-id': customerId }),
      ...(spendLogsMetadata && { 'x-litellm-spend-logs-metadata': headerJson(spendLogsMetadata) }),
      ...(body instanceof FormData && isCall(path) && headersOf(target, retries)),
    },
  }
}

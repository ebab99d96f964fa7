import { optionsOf } from './options.ts'
import type { Target } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'

const isPlain = (body: WireRequest['body']): body is object =>
  typeof body === 'object' && !(body instanceof FormData) && !(body instanceof Uint8Array)

const given = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** What the options of a target say to the proxy in the body of a call. */
function fieldsOf(target: Target, retries: 'gateway' | 'router'): object {
  const options = optionsOf(target)
  const { cache } = options
  return given({
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
      given({
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
  /^\/(?:chat\/completions|completions|responses|messages|embeddings|rerank|moderations|images\/|audio\/speech)/.test(
    path,
  )

/** A request with what the options of its target say to the proxy: in its body, in headers, and of files in the query. */
export function wayOf(request: WireRequest, target: Target, retries: 'gateway' | 'router'): WireRequest {
  const { spendLogsMetadata, customerId, customProvider, tags } = optionsOf(target)
  const isBody = isPlain(request.body) && isCall(request.path)
  return {
    ...request,
    ...(isBody && { body: { ...(request.body as object), ...fieldsOf(target, retries) } }),
    ...(customProvider !== undefined &&
      /^\/(?:files|batches)/.test(request.path) && {
        query: { ...request.query, custom_llm_provider: customProvider },
      }),
    headers: {
      ...request.headers,
      ...(customerId !== undefined && { 'x-litellm-customer-id': customerId }),
      ...(spendLogsMetadata && { 'x-litellm-spend-logs-metadata': JSON.stringify(spendLogsMetadata) }),
      // A form has no place for them.
      ...(tags && !isBody && { 'x-litellm-tags': tags.join(',') }),
    },
  }
}

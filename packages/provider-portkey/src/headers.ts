import { headerJson } from '@llmrr/provider-kit'
import { toWireConfig } from './config.ts'
import type { GatewayFacts } from '@llmrr/core'
import type { HeaderReader } from '@llmrr/provider-kit'
import type { GatewayConfig } from './config.ts'
import type { PortkeyOptions } from './options.ts'

/** How requests reach a service: a provider's own, under the options of a target. */
export interface Way {
  readonly provider?: string
  readonly virtualKey?: string
  /** An id, or the config itself. */
  readonly config?: string | GatewayConfig
}

const told: Readonly<Partial<Record<keyof PortkeyOptions, string>>> = {
  customHost: 'custom-host',
  traceId: 'trace-id',
  spanId: 'span-id',
  parentSpanId: 'parent-span-id',
  spanName: 'span-name',
  cache: 'cache',
  cacheForceRefresh: 'cache-force-refresh',
  cacheNamespace: 'cache-namespace',
  retryCount: 'retry-count',
  requestTimeoutMs: 'request-timeout',
  strictOpenAiCompliance: 'strict-open-ai-compliance',
  debug: 'debug',
}

/** The headers that tell the gateway what to do with a request. */
export function toHeaders(
  { provider, virtualKey, config }: Way,
  options: PortkeyOptions,
  metadata: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers: Record<string, string> = {}
  const set = (name: string, value: unknown): void => {
    if (value !== undefined) headers[`x-portkey-${name}`] = String(value)
  }
  set('provider', provider)
  set('virtual-key', virtualKey)
  set('config', typeof config === 'object' ? headerJson(toWireConfig(config)) : config)
  for (const [option, name] of Object.entries(told)) set(name, options[option as keyof PortkeyOptions])
  set('forward-headers', options.forwardHeaders?.join(','))
  if (Object.keys(metadata).length > 0) set('metadata', headerJson(metadata))
  return headers
}

/** How often the gateway has asked again; -1 when it has tried as often as it was allowed, in vain. */
export function retriesOf(headers: HeaderReader): number | undefined {
  const count = headers.get('x-portkey-retry-attempt-count')
  return count === null || count === '' ? undefined : Number(count)
}

/** Where in the config the target that answered stands, as `config.targets[1]`. */
export const placeOf = (headers: HeaderReader): string | undefined =>
  headers.get('x-portkey-last-used-option-index') ?? undefined

/** What the gateway tells of the way of an answer. */
export function readGateway(headers: HeaderReader): GatewayFacts | undefined {
  const text = (name: string): string | undefined => headers.get(`x-portkey-${name}`) || undefined
  const provider = text('provider')
  const target = placeOf(headers)
  const retries = retriesOf(headers)
  const cache = text('cache-status')
  const traceId = text('trace-id')
  const facts: GatewayFacts = {
    ...(provider !== undefined && { provider }),
    ...(target !== undefined && { target }),
    ...(retries !== undefined && retries >= 0 && { retries }),
    ...(cache !== undefined && { cache }),
    ...(traceId !== undefined && { traceId }),
  }
  return Object.keys(facts).length > 0 ? facts : undefined
}

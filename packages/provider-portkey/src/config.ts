import type { Json } from '@llmrr/core'

/** Body fields in the words of the wire: `{ model: 'gpt-5.4-mini', max_tokens: 512 }`. */
type BodyFields = { readonly [field: string]: Json }

/** What only one cloud wants of a target. */
export interface CloudFields {
  readonly awsAccessKeyId?: string
  readonly awsSecretAccessKey?: string
  readonly awsSessionToken?: string
  readonly awsRegion?: string
  readonly azureResourceName?: string
  readonly azureDeploymentId?: string
  readonly azureApiVersion?: string
  readonly vertexProjectId?: string
  readonly vertexRegion?: string
  readonly openaiOrganization?: string
  readonly openaiProject?: string
}

/** When a conditional config takes a target. */
export interface Condition {
  /** In the manner of MongoDB, over `metadata.*` and `params.*`: `{ 'metadata.plan': { $eq: 'paid' } }`, with `$and` and `$or`. */
  readonly query: { readonly [path: string]: Json }
  /** `name` of the target that is then taken. */
  readonly target: string
}

/** Keeps a caller at one target of a load balance. Hosted only. */
export interface Sticky {
  /** Such as `metadata.user_id`. */
  readonly hashFields: readonly string[]
  /** Default 3,600. */
  readonly ttlSeconds?: number
}

/** How a config chooses among its targets. */
export type Strategy =
  | { readonly mode: 'single' }
  | {
      readonly mode: 'loadbalance'
      readonly sticky?: Sticky
    }
  | {
      readonly mode: 'fallback'
      /** Goes on after these statuses alone; 446 is a refusal by a guardrail. Default: after any but a 2xx. */
      readonly onStatusCodes?: readonly number[]
    }
  | {
      readonly mode: 'conditional'
      readonly conditions: readonly Condition[]
      /** `name` of the target where no condition holds. Default: such a request is refused. */
      readonly default?: string
    }

/** Checks of what is asked or answered: the id of one that is kept at Portkey, or one of one's own. */
export type Guardrail =
  | string
  | {
      /** What is checked, by name, with its parameters: `{ 'default.wordCount': { maxWords: 100 } }`. */
      readonly checks: { readonly [check: string]: { readonly [parameter: string]: Json } }
      /** Refuses what fails, with 446. Default `false`: it is answered with 246, and told. */
      readonly deny?: boolean
      /** Does not wait for the checks. Default: the gateway's, `true`. */
      readonly async?: boolean
      /** What else is to be done, in the gateway's words. */
      readonly onSuccess?: { readonly [field: string]: Json }
      readonly onFail?: { readonly [field: string]: Json }
    }

/** How Portkey serves a request: as plain data, which is sent along with each. */
export interface GatewayConfig {
  readonly strategy?: Strategy
  /** Each may be a whole config again. */
  readonly targets?: readonly GatewayTarget[]
  /** Asks the same target again; at most 5 times. Default statuses: 429, 500, 502, 503 and 504. */
  readonly retry?: {
    readonly attempts: number
    readonly onStatusCodes?: readonly number[]
    /** Waits as long as the service asks, up to a minute in all. Default `false`. */
    readonly useRetryAfterHeader?: boolean
  }
  /** `simple` answers the same request from the cache, `semantic` a similar one. Needs a gateway that has a cache: Portkey's own. */
  readonly cache?: { readonly mode: 'simple' | 'semantic'; readonly maxAgeSeconds?: number }
  /** After this time the gateway gives the target up. */
  readonly requestTimeoutMs?: number
  readonly inputGuardrails?: readonly Guardrail[]
  readonly outputGuardrails?: readonly Guardrail[]
  /** Slug of a service (`openai`, `anthropic`, `vertex-ai`), or of an integration (`@openai-prod`). */
  readonly provider?: string
  /** The service's own key. */
  readonly apiKey?: string
  /** Slug of a key that is kept at Portkey. The older way; `provider: '@slug'` is the newer. */
  readonly virtualKey?: string
  /** Address of the service, where it is not the usual one. */
  readonly customHost?: string
  /** Names of headers of the request that reach the service. */
  readonly forwardHeaders?: readonly string[]
  readonly cloud?: CloudFields
  /** Fields that replace those of the request. */
  readonly overrideParams?: BodyFields
  /** Fields that are added where the request has none. Hosted only. */
  readonly defaultParams?: BodyFields
  /** Fields that are removed. Hosted only. */
  readonly dropParams?: readonly string[]
}

/** A target of a config, with its name and its share. */
export interface GatewayTarget extends GatewayConfig {
  /** What conditions call it. */
  readonly name?: string
  /** Its share of a load balance, in relation to the others'; 0 takes it out. Default 1. */
  readonly weight?: number
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Own fields under the gateway's names. Absent ones are left out. */
function renamed(fields: object, names: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  const wire: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) wire[names[name] ?? snake(name)] = value
  return wire
}

function toGuardrail(guardrail: Guardrail): unknown {
  if (typeof guardrail === 'string') return guardrail
  const { checks, ...rest } = guardrail
  return { ...checks, ...renamed(rest) }
}

function toStrategy(strategy: Strategy): object {
  const { sticky, conditions, ...rest } = strategy as Strategy & {
    readonly sticky?: Sticky
    readonly conditions?: readonly Condition[]
  }
  return {
    ...renamed(rest),
    ...(conditions && { conditions: conditions.map((one) => renamed(one, { target: 'then' })) }),
    ...(sticky && { sticky: { enabled: true, ...renamed(sticky, { ttlSeconds: 'ttl' }) } }),
  }
}

/** A config as the gateway reads it. */
export function toWireConfig(config: GatewayConfig | GatewayTarget): Record<string, unknown> {
  const { strategy, targets, retry, cache, cloud, requestTimeoutMs, inputGuardrails, outputGuardrails, ...rest } =
    config
  return {
    ...renamed({ ...rest, ...cloud }),
    ...(strategy && { strategy: toStrategy(strategy) }),
    ...(retry && {
      retry: {
        ...renamed(retry),
        // The documentation spells it with an s, the open-source gateway without one: each passes over the other.
        ...(retry.useRetryAfterHeader !== undefined && { use_retry_after_headers: retry.useRetryAfterHeader }),
      },
    }),
    ...(cache && { cache: renamed(cache, { maxAgeSeconds: 'max_age' }) }),
    ...(requestTimeoutMs !== undefined && { request_timeout: requestTimeoutMs }),
    ...(inputGuardrails && { input_guardrails: inputGuardrails.map(toGuardrail) }),
    ...(outputGuardrails && { output_guardrails: outputGuardrails.map(toGuardrail) }),
    ...(targets && { targets: targets.map(toWireConfig) }),
  }
}

/** Whether the gateway has fallen back by itself before it came to a place such as `config.targets[0].targets[1]`. */
export function hasFallenBack(config: GatewayConfig, place: string): boolean {
  let level: GatewayConfig | undefined = config
  for (const [, index] of place.matchAll(/targets\[(\d+)\]/g)) {
    if (level?.strategy?.mode === 'fallback' && index !== '0') return true
    level = level?.targets?.[Number(index)]
  }
  return false
}

/** The credentials that stand in a config. */
export const secretsOf = ({ apiKey, cloud, targets = [] }: GatewayConfig): readonly string[] => [
  ...[apiKey, cloud?.awsSecretAccessKey, cloud?.awsSessionToken].filter((secret) => secret !== undefined),
  ...targets.flatMap(secretsOf),
]

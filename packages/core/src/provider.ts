import { llmError } from './errors.ts'
import type { Capabilities, CapabilityName, ResolvedRequest } from './capabilities.ts'
import type { Policy } from './call.ts'
import type { ModelInfo } from './model-info.ts'
import type { On } from './observe.ts'
import type { Json } from './parts.ts'
import type { StandardSchema } from './schema.ts'

/**
 * The outside world. Nothing in core, the kit or a provider reaches the network, a clock, chance or the environment any
 * other way, so a test that brings its own host is exact.
 */
export interface Host {
  fetch(input: string, init?: RequestInit): Promise<Response>
  /** Milliseconds since the epoch; may have fractions. */
  now(): number
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls `run` once after `ms`, unless the function that it answers is called before. Does not keep a process alive. */
  timer(ms: number, run: () => void): () => void
  /** An environment variable; `undefined` where there is none, or no environment. */
  env(name: string): string | undefined
}

/** Changes to the wire request, merged last. For what no field and no option covers yet. */
export interface RawRequest {
  /** Merged into the JSON body; `null` removes nothing, it is sent. */
  readonly body?: { readonly [field: string]: Json }
  readonly headers?: { readonly [name: string]: string }
  readonly query?: { readonly [name: string]: string }
}

/** Who serves a request: plain data, to be logged, hashed and stored. */
export interface Target<Options = { readonly [option: string]: unknown }> {
  /** Instance id of the provider. */
  readonly provider: string
  readonly model: string
  /** What only this provider understands; checked by its schema. */
  readonly options?: Options & { readonly raw?: RawRequest }
  /** Its share under `weighted` and `roundRobin`. Default 1. */
  readonly weight?: number
  /** For `within` and the caller's own use. */
  readonly tags?: readonly string[]
}

/** What a handler gets beside its request. */
export interface Context<Options = { readonly [option: string]: unknown }> {
  /** Aborted by the caller, a timeout or the router; to be handed to everything that waits. */
  readonly signal: AbortSignal
  readonly target: Target<Options>
  /** Whether the caller wants events as they come. A wish: an adapter that cannot stream answers with one reply. */
  readonly stream: boolean
  /** 1 for the first attempt of a call. */
  readonly attempt: number
  /** The same for every attempt of one call. */
  readonly idempotencyKey?: string
  readonly host: Host
  /** Reports a value that the service cannot take. Call it before sending. Under `strict` it throws `unsupported`. */
  warn(field: string, why: string): void
}

/** The one function (or, for jobs and files, the one small object) of a capability. */
export type Handler<C extends CapabilityName> = (Capabilities[C]['result'] extends
  | AsyncIterable<unknown>
  | Promise<unknown>
  ? (request: ResolvedRequest<C>, context: Context) => Capabilities[C]['result']
  : Capabilities[C]['result']) & {
  /**
   * The request fields that it understands, for a target where models differ. Core reports the others, so an old provider
   * is never silently wrong. Absent: all.
   */
  readonly params?: readonly string[] | ((target: Target) => readonly string[])
  /** The model of a reference that names only the provider, where this capability needs another than the provider's `defaultModel`. */
  readonly defaultModel?: string
}

/** The handlers of a provider. A capability that a service lacks is absent. */
export type Handlers = { readonly [C in CapabilityName]?: Handler<C> }

/** A function of a provider beyond the capabilities: what one service alone sells. */
export type Extra = (request: never, context: Context) => Promise<unknown>

/** What a provider is made of, beside its id. */
export interface ProviderParts extends Handlers {
  /** Used for a reference that names only the provider. */
  readonly defaultModel?: string
  /** What is known of its models. Imported when first asked for, so a bundle that never asks pays nothing. */
  readonly models?: () => Promise<{ readonly models: readonly ModelInfo[] }>
  /** Asks the service for its models. */
  readonly listModels?: (context: Context) => Promise<readonly ModelInfo[]>
  /** Checks a target's `options` (without `raw`); unknown ones should be refused. */
  readonly options?: StandardSchema
  /** Reached as `llm.of(provider).name(request)`: same context, errors and timeouts, no routing. */
  readonly extras?: { readonly [name: string]: Extra }
  /** Names of the environment variables that hold its credential, first one first. For tools such as `llmrr providers`. */
  readonly credentials?: readonly string[]
}

/** A service as a plain frozen object: an id, what it can do, what it knows. */
export type Provider<Parts extends ProviderParts = ProviderParts> = Parts & {
  /** Rises only when a handler's signature changes. */
  readonly api: 1
  /** Instance id: the part of a model reference before the first `/`. */
  readonly id: string
  /** The name given to `defineProvider`, whatever id the instance has. */
  readonly kind: string
}

/** What every provider's config can say. */
export interface ProviderConfig {
  /** Instance id. Default: the provider's own name; another makes a second instance possible. */
  readonly id?: string
}

/** A package's plugin function. Carries the provider's name, which is its instances' default id. */
export interface PluginFunction<
  Args extends readonly unknown[] = readonly unknown[],
  Parts extends ProviderParts = ProviderParts,
> {
  (...args: Args): Provider<Parts>
  readonly kind: string
}

/** Options type of a provider or plugin function. */
export type OptionsOf<P> = P extends { readonly options?: infer S }
  ? S extends StandardSchema<unknown, infer O>
    ? unknown extends O
      ? { readonly [option: string]: unknown }
      : O
    : { readonly [option: string]: unknown }
  : P extends (...args: never[]) => infer R
    ? OptionsOf<R>
    : { readonly [option: string]: unknown }

/** Known model ids of a provider or plugin function. Suggestions: any string is accepted. */
export type ModelOf<P> = P extends {
  readonly models?: () => Promise<{ readonly models: readonly ModelInfo<infer Id>[] }>
}
  ? Id
  : P extends (...args: never[]) => infer R
    ? ModelOf<R>
    : string

/** What a plugin that is not a provider can do. */
export interface PluginHost {
  readonly host: Host
  /** Registers a provider. */
  provider(provider: Provider): void
  /** Puts a policy around those of every route that has none of its own. */
  policy(policy: Policy): void
  /** Registers an observer. */
  readonly on: On
}

/** What `use` takes: a provider, or a function that registers providers, policies and observers. */
export type Plugin = Provider | ((router: PluginHost) => void)

const idPattern = /^[a-z0-9][a-z0-9._-]*$/i

/**
 * Makes a package's plugin function from its name and its set-up. Nothing runs until the function is called; credentials
 * are read when first needed.
 *
 * @throws LLMError `invalid-request` for an id that is not made of letters, digits, `.`, `_` and `-`.
 */
export function defineProvider<Args extends readonly [config?: object], Parts extends ProviderParts>(
  kind: string,
  setup: (...args: Args) => Parts,
): PluginFunction<Args, Parts> {
  const plugin = (...args: Args): Provider<Parts> => {
    const id = (args[0] as ProviderConfig | undefined)?.id ?? kind
    if (!idPattern.test(id)) {
      throw llmError(
        'invalid-request',
        `${JSON.stringify(id)} cannot be the id of a provider; use letters, digits, ".", "_" and "-".`,
      )
    }
    return Object.freeze({ ...setup(...args), api: 1 as const, id, kind })
  }
  return Object.assign(plugin, { kind })
}

/**
 * A target with options typed per provider: `target(groq, 'openai/gpt-oss-20b', { serviceTier: 'flex' })`. The first argument is a
 * plugin function (its default instance), a provider, or an instance id.
 */
export function target<const P extends { readonly kind: string; readonly id?: string } | string>(
  provider: P,
  model: ModelOf<P> | (string & {}),
  options?: OptionsOf<P> & { readonly raw?: RawRequest },
  extra?: { readonly weight?: number; readonly tags?: readonly string[] },
): Target {
  const id = typeof provider === 'string' ? provider : (provider.id ?? provider.kind)
  return {
    provider: id,
    model,
    ...(options && { options: options as { readonly [option: string]: unknown } }),
    ...extra,
  }
}

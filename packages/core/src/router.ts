import { llmError } from './errors.ts'
import { defaultHost } from './host.ts'
import { streamed, routed, whole } from './invoke.ts'
import { createObservers } from './observe.ts'
import { open } from './open.ts'
import { defaultPolicies } from './policies/default.ts'
import { createRegistry, hint } from './registry.ts'
import { createPlanner } from './routes.ts'
import { nameOf, toLLMError } from './thrown.ts'
import type { CallHandler, Policy, Strategy, Timeouts } from './call.ts'
import type {
  Capabilities,
  CapabilityName,
  EventOf,
  FileInfo,
  FilePutRequest,
  Files,
  Job,
  JobCapability,
  JobRef,
  JobStatus,
  StreamingCapability,
} from './capabilities.ts'
import type { ChatRequest, ChatResult } from './chat.ts'
import type { ChatEvent } from './events.ts'
import type { CallOptions, Engine, EventStream, Operation } from './invoke.ts'
import type { ModelInfo } from './model-info.ts'
import type { On } from './observe.ts'
import type { FileRef } from './parts.ts'
import type { Context, Host, Plugin, Provider } from './provider.ts'
import type { Routed } from './results.ts'
import type { ModelRef, Route } from './routes.ts'
import type { Store } from './store.ts'

/** What a router is made with. */
export interface RouterOptions<Routes extends string = string> {
  /** Providers, and functions that register providers, policies and observers. */
  readonly use: readonly Plugin[]
  /** Named ways to serve requests. A list is a route with nothing but targets. */
  readonly routes?: { readonly [R in Routes]: Route | readonly ModelRef[] | string }
  /** Who serves a request that names no `model`. */
  readonly default?: ModelRef
  /** Of routes that have none of their own. Default `ordered()`. */
  readonly strategy?: Strategy
  /** Around every call, the outermost first. Default `defaultPolicies()`. */
  readonly policies?: readonly Policy[]
  readonly timeouts?: Timeouts
  /** Where caches and, later, limits and budgets are kept. Default: each policy's own memory. */
  readonly store?: Store
  /** Replaces parts of the outside world: the network, the clock, chance, the environment. */
  readonly host?: Partial<Host>
  /** Every warning is an error. Default `false`. */
  readonly strict?: boolean
}

/** What a collected or finished capability comes to. */
export type FinalOf<C extends CapabilityName> = Capabilities[C] extends { final: infer F }
  ? F
  : Awaited<Capabilities[C]['result']>

/** Options of a call that is bound to a provider. */
export type DirectOptions = Pick<CallOptions, 'signal' | 'timeouts' | 'tags'>

/** A capability that is asked and answered. */
export type Ask<C extends CapabilityName> = (
  request: Capabilities[C]['request'] & CallOptions,
) => Promise<Routed<FinalOf<C>>>

/** A capability that also streams. */
export interface StreamingCall<C extends StreamingCapability> extends Ask<C> {
  /** The same, event by event. */
  stream(request: Capabilities[C]['request'] & CallOptions): EventStream<EventOf<C>, Routed<FinalOf<C>>>
}

/** Chat. The answer's `output` has the type of the request's schema. */
export interface ChatCall {
  <T = unknown>(request: ChatRequest<T> & CallOptions): Promise<ChatResult<T>>
  stream: ChatStream
}

/** Chat as a stream of events. */
export type ChatStream = <T = unknown>(request: ChatRequest<T> & CallOptions) => EventStream<ChatEvent, ChatResult<T>>

/** A capability whose work is waited for: called, it submits and waits. */
export interface JobCall<C extends JobCapability> extends Ask<C> {
  /** Begins the work. Not repeated once it is sent, unless the service takes an idempotency key. */
  submit(request: Capabilities[C]['request'] & CallOptions): Promise<JobRef>
  poll(ref: JobRef, options?: DirectOptions): Promise<JobStatus<FinalOf<C>>>
  /** @throws LLMError `unsupported` where a job cannot be stopped. */
  cancel(ref: JobRef, options?: DirectOptions): Promise<void>
  /** Polls until it is done; without an end of its own unless `timeouts.totalMs` or the signal sets one. */
  wait(ref: JobRef, options?: DirectOptions): Promise<Routed<FinalOf<C>>>
}

/** Files at a provider. `provider` may be left out where only one has files. */
export interface FileCalls {
  put(request: FilePutRequest & DirectOptions & { readonly provider?: string }): Promise<FileInfo>
  get(file: FileRef, options?: DirectOptions): Promise<FileInfo>
  content(file: FileRef, options?: DirectOptions): Promise<Uint8Array>
  list(options?: DirectOptions & { readonly provider?: string }): Promise<readonly FileInfo[]>
  delete(file: FileRef, options?: DirectOptions): Promise<void>
}

/** The extras of a provider, bound to a context. */
export type ExtrasOf<P> = P extends (...args: never[]) => infer R
  ? ExtrasOf<R>
  : P extends { readonly extras?: infer E }
    ? {
        readonly [K in keyof NonNullable<E>]: NonNullable<E>[K] extends (request: infer R, context: Context) => infer T
          ? unknown extends R
            ? (request?: unknown, options?: DirectOptions) => T
            : undefined extends R
              ? (request?: R, options?: DirectOptions) => T
              : (request: R, options?: DirectOptions) => T
          : never
      }
    : { readonly [name: string]: (request?: unknown, options?: DirectOptions) => Promise<unknown> }

/** A known model of one of the router's providers. */
export interface ListedModel extends ModelInfo {
  readonly provider: string
}

/** Every call of every provider, through one path. Made by `createRouter`. */
export interface Router {
  readonly chat: ChatCall
  readonly stream: ChatStream
  readonly complete: StreamingCall<'complete'>
  readonly speech: StreamingCall<'speech'>
  readonly transcribe: StreamingCall<'transcribe'>
  readonly embed: Ask<'embed'>
  readonly rerank: Ask<'rerank'>
  readonly moderate: Ask<'moderate'>
  readonly image: Ask<'image'>
  readonly ocr: Ask<'ocr'>
  readonly search: Ask<'search'>
  readonly countTokens: Ask<'countTokens'>
  readonly video: JobCall<'video'>
  readonly batch: JobCall<'batch'>
  readonly tune: JobCall<'tune'>
  readonly files: FileCalls
  /** What is known of the models: the providers' catalogues and, with `live`, what the services list now. */
  models(
    options?: DirectOptions & {
      readonly provider?: string
      readonly capability?: CapabilityName
      readonly live?: boolean
    },
  ): Promise<readonly ListedModel[]>
  /** A capability by name, also one that a package has declared. A job is submitted and waited for. */
  call<C extends CapabilityName>(
    capability: C,
    request: Capabilities[C]['request'] & CallOptions,
  ): Promise<Routed<FinalOf<C>>>
  /** What one service alone offers: same context, errors, timeouts and observers, no routing. */
  of<P extends string | { readonly kind: string; readonly id?: string }>(provider: P): ExtrasOf<P>
  /** Adds a provider or plugin. Routes that name it find it from now on. */
  use(plugin: Plugin): void
  readonly on: On
  /** The providers, by id. */
  readonly providers: ReadonlyMap<string, Provider>
}

/**
 * A router over the given providers. Nothing is read or sent until it is called.
 *
 * @throws LLMError `invalid-request` when two providers have the same id.
 */
export function createRouter<const Routes extends string = string>(config: RouterOptions<Routes>): Router {
  const host: Host = { ...defaultHost, ...config.host }
  const { emit, on } = createObservers()
  const registry = createRegistry(emit)
  const added: Policy[] = []
  const planner = createPlanner({
    registry,
    routes: config.routes ?? {},
    fallbackRef: config.default,
    strategy: config.strategy,
    timeouts: config.timeouts ?? {},
    strict: config.strict,
    policies: () => [...added, ...(config.policies ?? defaultPolicies())],
    open,
  })
  const engine: Engine = { host, emit, planner, store: config.store }
  const providers = new Map<string, Provider>()

  const addProvider = (provider: Provider): void => {
    registry.add(provider)
    providers.set(provider.id, provider)
  }
  const use = (plugin: Plugin): void => {
    planner.reset()
    if (typeof plugin !== 'function') return addProvider(plugin)
    const made: unknown = plugin({ host, provider: addProvider, policy: (policy) => void added.push(policy), on })
    // A plugin function that was not called: its default instance is meant.
    if (made && typeof made === 'object' && 'api' in made) addProvider(made as Provider)
  }
  for (const plugin of config.use) use(plugin)

  const handlerOf =
    (capability: CapabilityName, name?: string) =>
    (provider: Provider): CallHandler | undefined => {
      const handler = provider[capability] as unknown as CallHandler & {
        readonly [operation: string]: CallHandler | undefined
      }
      return name === undefined ? handler : handler?.[name]?.bind(handler)
    }
  const operation = (capability: CapabilityName, request: object): Operation => ({
    capability,
    request,
    handler: handlerOf(capability),
  })
  const ask = (capability: CapabilityName) => async (request: object) => {
    const { begun, value } = await whole(engine, operation(capability, request))
    return routed(begun, value as object)
  }
  const streaming = (capability: CapabilityName) =>
    Object.assign(ask(capability), { stream: (request: object) => streamed(engine, operation(capability, request)) })

  /** One call to one provider, without routing. `run` gets nothing but a context. */
  const direct = async <T>(
    capability: CapabilityName,
    name: string,
    { provider, model, once }: { readonly provider: string; readonly model?: string; readonly once?: boolean },
    options: DirectOptions,
    run: (provider: Provider, context: Context) => unknown,
  ) => {
    const { begun, value } = await whole(engine, {
      capability,
      operation: name,
      request: options,
      direct: planner.direct(provider, model, capability),
      ...(once && { once }),
      handler: (provider) => (_: never, context: never) => run(provider, context),
    })
    return { begun, value: value as T }
  }
  /** An operation of a provider's job or files object, or an error that names what is missing. */
  const operationOf = <T extends object>(provider: Provider, capability: CapabilityName, name: keyof T & string): T => {
    const found = provider[capability] as unknown as T | undefined
    if (found?.[name]) return found
    throw llmError('unsupported', `${provider.id} offers no ${capability}.${name}.`)
  }

  const job = (capability: JobCapability) => {
    type AnyJob = Job<object, object>
    const submitted = async (request: object & CallOptions) => {
      const { model, ...rest } = request
      const plan = planner.plan(model, capability)
      const once = plan.tiers.some(({ candidates }) =>
        candidates.some(({ provider }) => !(provider[capability] as AnyJob | undefined)?.idempotent),
      )
      const { begun, value } = await whole(engine, {
        capability,
        operation: `${capability}.submit`,
        request: { ...rest, model: model! },
        once,
        handler: handlerOf(capability, 'submit'),
      })
      return { begun, ref: value as JobRef }
    }
    const polled = (ref: JobRef, options: DirectOptions) =>
      direct<JobStatus<object>>(capability, `${capability}.poll`, ref, options, (provider, context) =>
        operationOf<AnyJob>(provider, capability, 'poll').poll(ref, context),
      )
    const wait = async (ref: JobRef, { timeouts, ...options }: DirectOptions = {}) => {
      const { totalMs = Infinity, ...rest } = timeouts ?? {}
      const until = host.now() + totalMs
      for (let pause = 1000; ; pause = Math.min(pause * 1.5, 15_000)) {
        const left = until - host.now()
        const { begun, value } = await polled(ref, {
          ...options,
          timeouts: { ...rest, ...(left < 600_000 && { totalMs: left }) },
        })
        if (value.state === 'done') return routed(begun, value.result)
        const name = `Job ${ref.id} of ${nameOf(ref)}`
        if (value.state === 'failed')
          throw llmError(value.code, `${name} failed: ${value.message}`, {
            ...(value.rawCode && { rawCode: value.rawCode }),
            target: begun.opened.target,
          })
        if (value.state === 'cancelled')
          throw llmError('aborted', `${name} was cancelled.`, { target: begun.opened.target })
        const ms = value.pollAfterMs ?? pause
        if (host.now() + ms > until)
          throw llmError('timeout', `${name} was not done within ${totalMs} ms.`, {
            rawCode: 'total',
            target: begun.opened.target,
          })
        try {
          await host.sleep(ms, options.signal)
        } catch (thrown) {
          throw options.signal?.aborted
            ? llmError('aborted', `The wait for job ${ref.id} was aborted; the job goes on.`, { cause: thrown })
            : toLLMError(thrown)
        }
      }
    }
    return Object.assign(
      async (request: object & CallOptions) => {
        const { begun, ref } = await submitted(request)
        const { signal, timeouts, tags } = request
        const result = await wait(ref, { signal, timeouts, tags } as DirectOptions)
        const first = routed(begun, {})
        return {
          ...result,
          attempts: [...first.attempts, ...result.attempts],
          warnings: [...first.warnings, ...result.warnings],
        }
      },
      {
        submit: async (request: object & CallOptions) => (await submitted(request)).ref,
        poll: async (ref: JobRef, options: DirectOptions = {}) => (await polled(ref, options)).value,
        wait,
        cancel: async (ref: JobRef, options: DirectOptions = {}) => {
          await direct(capability, `${capability}.cancel`, ref, options, (provider, context) =>
            operationOf<Required<AnyJob>>(provider, capability, 'cancel').cancel(ref, context),
          )
        },
      },
    )
  }

  const fileHome = (given: string | undefined): string => {
    if (given !== undefined) return given
    const able = [...providers.values()].filter(({ files }) => files).map(({ id }) => id)
    if (able.length === 1) return able[0]!
    throw llmError('invalid-request', `Say which provider the files are at, as "provider"${hint('', able)}`)
  }
  const fileCall = async <T>(
    name: keyof Files & string,
    provider: string,
    options: DirectOptions,
    once: boolean,
    run: (files: Required<Files>, context: Context) => unknown,
  ) =>
    (
      await direct<T>('files', `files.${name}`, { provider, once }, options, (provider, context) =>
        run(operationOf<Required<Files>>(provider, 'files', name), context),
      )
    ).value

  const files: FileCalls = {
    put: ({ provider, signal, timeouts, tags, ...request }) =>
      fileCall('put', fileHome(provider), { signal, timeouts, tags } as DirectOptions, true, (files, context) =>
        files.put(request, context),
      ),
    get: (file, options = {}) =>
      fileCall('get', file.provider, options, false, (files, context) => files.get(file, context)),
    content: (file, options = {}) =>
      fileCall('content', file.provider, options, false, (files, context) => files.content(file, context)),
    list: async ({ provider, ...options } = {}) =>
      fileCall('list', fileHome(provider), options, false, (files, context) => files.list(context)),
    delete: (file, options = {}) =>
      fileCall('delete', file.provider, options, false, (files, context) => files.delete(file, context)),
  }

  const models: Router['models'] = async ({ provider: only, capability, live, ...options } = {}) => {
    const ids = only === undefined ? [...providers.keys()] : [registry.get(only).provider.id]
    const lists = await Promise.all(
      ids.map(async (id) => {
        const entry = registry.get(id)
        await entry.load()
        const byId = new Map(entry.infos)
        if (live && entry.provider.listModels) {
          try {
            const { value } = await direct<readonly ModelInfo[]>(
              'chat',
              'models',
              { provider: id },
              options,
              (provider, context) => provider.listModels!(context),
            )
            for (const info of value) byId.set(info.id, { ...info, ...byId.get(info.id) })
          } catch (thrown) {
            // One service that does not answer must not hide the others; asked for by itself, it may.
            if (only !== undefined) throw thrown
            emit('warning', () => ({ provider: id, error: toLLMError(thrown) }))
          }
        }
        return [...byId.values()].map((info) => ({ ...info, provider: id }))
      }),
    )
    return lists.flat().filter((info) => capability === undefined || info.capabilities.includes(capability))
  }

  const of = (given: string | { readonly kind: string; readonly id?: string }) => {
    const { provider } = registry.get(typeof given === 'string' ? given : (given.id ?? given.kind))
    const bind =
      (name: string) =>
      async (request: unknown, options: DirectOptions = {}) =>
        (
          await direct('chat', `extra.${name}`, { provider: provider.id, once: true }, options, (provider, context) =>
            provider.extras![name]!(request as never, context),
          )
        ).value
    return Object.fromEntries(Object.keys(provider.extras ?? {}).map((name) => [name, bind(name)]))
  }

  const call = async (capability: CapabilityName, request: object & CallOptions) => {
    const isJob = [...providers.values()].some((provider) => 'submit' in ((provider[capability] ?? {}) as object))
    return isJob ? job(capability as JobCapability)(request) : ask(capability)(request)
  }

  const chat = streaming('chat')
  const single = Object.fromEntries(
    (['embed', 'rerank', 'moderate', 'image', 'ocr', 'search', 'countTokens'] as const).map((name) => [
      name,
      ask(name),
    ]),
  )
  return {
    chat,
    stream: chat.stream,
    complete: streaming('complete'),
    speech: streaming('speech'),
    transcribe: streaming('transcribe'),
    ...single,
    video: job('video'),
    batch: job('batch'),
    tune: job('tune'),
    files,
    models,
    call,
    of,
    use,
    on,
    providers,
  } as unknown as Router
}

import { llmError } from './errors.ts'
import { defined } from './defined.ts'
import { defaultHost } from './host.ts'
import { streamed, routed, whole } from './invoke.ts'
import { createObservers } from './observe.ts'
import { defaultPolicies } from './policies/default.ts'
import { createRegistry, hint } from './registry.ts'
import { createPlanner } from './routes.ts'
import { resolveRequest } from './resolve.ts'
import { nameOf, toLLMError } from './thrown.ts'
import type { CallHandler, Policy, Strategy, Timeouts } from './call.ts'
import type {
  Capabilities,
  CapabilityName,
  EventOf,
  FileInfo,
  FilePutRequest,
  JobCapability,
  JobRef,
  JobStatus,
  StreamingCapability,
} from './capabilities.ts'
import type { ChatRequest, ChatResult } from './chat.ts'
import type { ChatEvent } from './events.ts'
import type { ErrorCode } from './errors.ts'
import type { CallOptions, Engine, EventStream } from './invoke.ts'
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
export function createRouter<const Routes extends string = string>(options: RouterOptions<Routes>): Router {
  const host: Host = { ...defaultHost, ...options.host }
  const { emit, on } = createObservers()
  const registry = createRegistry(emit)
  const added: Policy[] = []
  const { routes = {}, policies = defaultPolicies(), store } = options
  const planner = createPlanner(options, registry, routes, () => [...added, ...policies])
  const engine: Engine = { host, emit, planner, store }
  const providers = new Map<string, Provider>()
  const provider = (given: Provider): void => {
    registry.add(given)
    providers.set(given.id, given)
  }
  const use = (plugin: Plugin): void => {
    planner.reset()
    const made: unknown =
      typeof plugin === 'function'
        ? plugin({ host, provider, policy: (policy) => void added.push(policy), on })
        : plugin
    // Also of a provider's plugin function that was handed over uncalled.
    if (made) provider(made as Provider)
  }
  options.use.forEach(use)

  type Operations = { readonly [name: string]: CallHandler | undefined }
  const named = (capability: CapabilityName, name: string) => (provider: Provider) => {
    const operations = provider[capability] as Operations | undefined
    return operations?.[name]?.bind(operations)
  }
  const ask = (capability: CapabilityName) => {
    const operation = (request: object) => ({
      capability,
      request,
      handler: (provider: Provider) => provider[capability] as CallHandler | undefined,
    })
    return Object.assign(
      async (request: object) => {
        const begun = await whole(engine, operation(request))
        return routed(begun, begun.value as object)
      },
      { stream: (request: object) => streamed(engine, operation(request)) },
    )
  }

  /** One call to one provider, without routing: `handler` gets the arguments, then the context. */
  const direct = (
    capability: CapabilityName,
    name: string,
    { provider, model }: { readonly provider: string; readonly model?: string },
    args: readonly unknown[],
    options: DirectOptions = {},
    handler = named(capability, name),
    once = false,
  ) =>
    whole(engine, {
      capability,
      operation: `${capability}.${name}`,
      request: options,
      direct: planner.direct(provider, model, capability),
      once,
      handler(provider) {
        const run = handler(provider)
        return run && ((_: never, context: never) => run(...([...args, context] as unknown as [never, never])))
      },
    })

  const job = (capability: JobCapability) => {
    const submitted = (request: object & CallOptions) =>
      whole(engine, {
        capability,
        operation: `${capability}.submit`,
        request,
        once: (provider) => !(provider[capability] as { idempotent?: boolean } | undefined)?.idempotent,
        handler: named(capability, 'submit'),
      })
    const wait = async (
      ref: JobRef,
      { timeouts: { totalMs = Infinity, ...timeouts } = {}, ...options }: DirectOptions = {},
    ) => {
      const until = host.now() + totalMs
      for (let pause = 1000; ; pause = Math.min(pause * 1.5, 15_000)) {
        const left = Math.min(until - host.now(), 600_000)
        const begun = await direct(capability, 'poll', ref, [ref], {
          ...options,
          timeouts: { ...timeouts, totalMs: left },
        })
        const status = begun.value as JobStatus<object>
        const end = (code: ErrorCode, what: string, rawCode?: string, cause?: unknown) =>
          llmError(code, `Job ${ref.id} of ${nameOf(ref)} ${what}.`, { rawCode, cause, target: begun.opened.target })
        if (status.state === 'done') {
          const answer = routed(begun, status.result)
          return { ...defined({ usage: answer.attempts.at(-1)?.usage }), ...answer }
        }
        if (status.state === 'failed') throw end(status.code, `failed: ${status.message}`, status.rawCode)
        if (status.state === 'cancelled') throw end('aborted', 'was cancelled')
        const ms = status.pollAfterMs ?? pause
        if (host.now() + ms > until) throw end('timeout', `was not done within ${totalMs} ms`, 'total')
        await host.sleep(ms, options.signal).catch((cause: unknown) => {
          throw end('aborted', 'goes on, but is not waited for any more', undefined, cause)
        })
      }
    }
    return Object.assign(
      async (request: object & CallOptions) => {
        const { signal, timeouts, tags } = request
        const begun = await submitted(request)
        const first = routed(begun, {})
        const last = await wait(begun.value as JobRef, { signal, timeouts, tags })
        return {
          ...last,
          attempts: [...first.attempts, ...last.attempts],
          warnings: [...first.warnings, ...last.warnings],
        }
      },
      {
        submit: async (request: object & CallOptions) => (await submitted(request)).value,
        poll: async (ref: JobRef, options?: DirectOptions) =>
          (await direct(capability, 'poll', ref, [ref], options)).value,
        cancel: async (ref: JobRef, options?: DirectOptions) =>
          (await direct(capability, 'cancel', ref, [ref], options)).value,
        wait,
      },
    )
  }

  /** The given provider, or the only one that can. */
  const home = (given: string | undefined, capability: CapabilityName): { readonly provider: string } => {
    const able = [...providers.values()].filter((provider) => provider[capability]).map(({ id }) => id)
    if (given !== undefined || able.length === 1) return { provider: given ?? able[0]! }
    throw llmError('invalid-request', `Say whose ${capability} are meant, as "provider"${hint('', able)}`)
  }
  const file = (name: string) => async (ref: FileRef, options?: DirectOptions) =>
    (await direct('files', name, ref, [ref], options)).value
  const files = {
    put: async ({ provider, signal, timeouts, tags, ...request }: Parameters<FileCalls['put']>[0]) =>
      (
        await direct(
          'files',
          'put',
          home(provider, 'files'),
          [resolveRequest('files', request)],
          { signal, timeouts, tags },
          undefined,
          true,
        )
      ).value,
    list: async ({ provider, ...options }: NonNullable<Parameters<FileCalls['list']>[0]> = {}) =>
      (await direct('files', 'list', home(provider, 'files'), [], options)).value,
    get: file('get'),
    content: file('content'),
    delete: file('delete'),
  }

  const modelsOf = async (
    id: string,
    live: boolean,
    mustAnswer: boolean,
    options: DirectOptions,
  ): Promise<ListedModel[]> => {
    const entry = registry.get(id)
    await entry.load()
    const byId = new Map(entry.infos)
    try {
      if (live && entry.provider.listModels) {
        const { value } = await direct(
          'chat',
          'models',
          { provider: id },
          [],
          options,
          ({ listModels }) => listModels as CallHandler,
        )
        for (const info of value as readonly ModelInfo[]) byId.set(info.id, { ...info, ...byId.get(info.id) })
      }
    } catch (thrown) {
      // One service that does not answer must not hide the others; asked for by itself, it may.
      if (mustAnswer) throw thrown
      emit('warning', () => ({ provider: id, error: toLLMError(thrown) }))
    }
    return [...byId.values()].map((info) => ({ ...info, provider: id }))
  }

  const of = (given: string | { readonly kind: string; readonly id?: string }) => {
    const { provider } = registry.get(typeof given === 'string' ? given : (given.id ?? given.kind))
    const extra = (name: string) => async (request?: unknown, options?: DirectOptions) =>
      (
        await direct(
          'chat',
          name,
          { provider: provider.id },
          [request],
          options,
          ({ extras }) => extras?.[name] as CallHandler,
          true,
        )
      ).value
    return Object.fromEntries(Object.keys(provider.extras ?? {}).map((name) => [name, extra(name)]))
  }

  const chat = ask('chat')
  const all = <T>(names: string, make: (name: never) => T): { [name: string]: T } =>
    Object.fromEntries(names.split(' ').map((name) => [name, make(name as never)]))
  return {
    ...all('complete speech transcribe embed rerank moderate image ocr search countTokens', ask),
    ...all('video batch tune', job),
    chat,
    stream: chat.stream,
    files,
    async models({ provider: only, capability, live = false, ...options }: Parameters<Router['models']>[0] = {}) {
      const ids = only === undefined ? [...providers.keys()] : [only]
      const lists = await Promise.all(ids.map((id) => modelsOf(id, live, only !== undefined, options)))
      return lists.flat().filter((info) => !capability || info.capabilities.includes(capability))
    },
    call: (capability: CapabilityName, request: object & CallOptions) =>
      ([...providers.values()].some((provider) => named(capability, 'submit')(provider))
        ? job(capability as JobCapability)
        : ask(capability))(request),
    of,
    use,
    on,
    providers,
  } as unknown as Router
}

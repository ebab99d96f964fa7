import { attemptsOf, callEvent, hasTime, totalCost } from './attempt.ts'
import { defined } from './defined.ts'
import { llmError } from './errors.ts'
import { failed } from './open.ts'
import { withOutput } from './output.ts'
import { outputSchema, refuse, resolveRequest } from './resolve.ts'
import { abortedError, toLLMError } from './thrown.ts'
import type { Call, CallHandler, Opened, Plan, Timeouts } from './call.ts'
import type { CapabilityName } from './capabilities.ts'
import type { ChatRequest } from './chat.ts'
import type { ChatAnswer } from './collect.ts'
import type { LLMError } from './errors.ts'
import type { Emit, RouterEvents } from './observe.ts'
import type { Host, Provider } from './provider.ts'
import type { CallFacts } from './results.ts'
import type { Cost } from './usage.ts'
import type { ModelRef, Planner } from './routes.ts'
import type { Store } from './store.ts'

/** What every request can say beside its own fields. */
export interface CallOptions {
  /** Who serves it. Default: the router's default, the route `default`, or its only provider's default model. */
  readonly model?: ModelRef
  /** Ends the call from outside. */
  readonly signal?: AbortSignal
  /** Instead of the route's, one by one. */
  readonly timeouts?: Timeouts
  /** Every warning is an error. */
  readonly strict?: boolean
  /** A conversation, for `sticky`. */
  readonly session?: string
  /** Whose request it is: caches are kept apart by it. */
  readonly scope?: string
  /** Handed on to observers. */
  readonly tags?: readonly string[]
}

/** A stream of events, and what it comes to. */
export interface EventStream<Event, Result> extends AsyncIterable<Event> {
  [Symbol.asyncIterator](): AsyncIterator<Event, undefined>
  /**
   * The whole answer with its attempts and cost. Reads the stream itself when nobody has begun to; otherwise it waits for the end of the
   * iteration, and rejects with its error, or with `aborted` after a `break`. The call is made by the first pull, not before.
   */
  result(): Promise<Result>
}

/** One thing to be asked of a provider. */
export interface Operation {
  readonly capability: CapabilityName
  /** Default: the capability. */
  readonly operation?: string
  /** As the caller wrote it, options included. */
  readonly request: object & CallOptions
  readonly stream?: boolean
  /** It must not happen twice, at this provider or at all. */
  readonly once?: boolean | ((provider: Provider) => boolean)
  /** Instead of a plan made from the request's `model`: bound to one provider, and its request is handed on as it is. */
  readonly direct?: Plan
  handler(provider: Provider): CallHandler | undefined
  /** Told once when the call has ended. */
  onSettle?(error: LLMError | undefined): void
}

/** What all calls of a router share. */
export interface Engine {
  readonly host: Host
  readonly emit: Emit
  readonly planner: Planner
  readonly store: Store | undefined
}

/** A call that has passed its commit point. */
export interface Begun {
  readonly call: Call
  readonly opened: Opened
}

/** The one path of every call: options apart, request checked, plan found, then through the policies. */
export async function begin(
  engine: Engine,
  what: Operation,
  onCall?: (abort: (reason: unknown) => void) => void,
): Promise<Begun> {
  const { host, emit, planner, store } = engine
  const startedAt = host.now()
  const { model, signal, timeouts, strict, session, scope, tags, ...fields } = what.request
  const { capability, stream = false, direct, once = false } = what
  const request = direct ? fields : resolveRequest(capability, fields)
  const plan = direct ?? planner.plan(model, capability)
  const loading = plan.ready()
  if (loading) await loading
  if (signal?.aborted) throw abortedError(signal.reason)

  const controller = new AbortController()
  const limits = { ...plan.timeouts, ...timeouts }
  for (const [name, ms] of Object.entries(limits) as [string, number | undefined][]) {
    if (ms !== undefined && !(ms >= 0)) refuse(`timeouts.${name}`, 'milliseconds from 0', ms)
  }
  const { totalMs = 600_000 } = limits
  const abort = (reason: unknown): void => controller.abort(abortedError(reason))
  const follow = (): void => abort(signal?.reason)
  const stopTimer =
    totalMs < Infinity
      ? host.timer(totalMs, () => {
          abort(llmError('timeout', `"${plan.name}" did not answer within ${totalMs} ms in all.`, { rawCode: 'total' }))
        })
      : undefined
  signal?.addEventListener('abort', follow, { once: true })
  onCall?.(abort)

  let settled = false
  const call: Call = {
    id: `${host.random().toString(36).slice(2)}${host.random().toString(36).slice(2)}`,
    capability,
    operation: what.operation ?? capability,
    request,
    stream,
    plan,
    signal: controller.signal,
    timeouts: limits,
    host,
    store,
    emit,
    startedAt,
    deadline: startedAt + totalMs,
    strict: strict ?? plan.strict ?? false,
    session,
    scope,
    tags,
    direct: direct !== undefined,
    once:
      typeof once === 'boolean'
        ? once
        : plan.tiers.some(({ candidates }) => candidates.some(({ provider }) => once(provider))),
    draw: host.random(),
    bound: {
      open: () => call.log.attempts.length < 4 && hasTime(call),
      spend: () => call.bound.open(),
    },
    log: {
      attempts: [],
      warnings: [],
      errors: [],
      excluded: new Set(),
      window: 0,
      waitedMs: 0,
      queuedMs: 0,
      waiting: 0,
      waitingSince: 0,
    },
    schema: outputSchema((fields as ChatRequest).output),
    handler: what.handler,
    settle(error) {
      if (settled) return
      settled = true
      stopTimer?.()
      signal?.removeEventListener('abort', follow)
      emit('call:finish', () => summary(call, error))
      what.onSettle?.(error)
    },
  }
  emit('call:start', () => callEvent(call))
  try {
    return { call, opened: await plan.run(call) }
  } catch (thrown) {
    throw failed(call, controller.signal.aborted ? abortedError(controller.signal.reason) : toLLMError(thrown))
  }
}

function summary(call: Call, error: LLMError | undefined): RouterEvents['call:finish'] {
  const { log, host, startedAt } = call
  const attempts = attemptsOf(call)
  const last = attempts.at(-1)
  const now = host.now()
  const waitedMs = log.waitedMs + (log.waiting > 0 ? now - log.waitingSince : 0)
  return {
    ...callEvent(call),
    outcome: !error ? 'ok' : error.code === 'aborted' ? 'aborted' : 'error',
    code: error?.code,
    error,
    target: last?.target,
    attempts,
    cost: totalCost(call),
    usage: last?.usage,
    cached: !error && !last,
    durationMs: now - startedAt,
    queuedMs: log.queuedMs,
    overheadMs: Math.max(0, now - startedAt - waitedMs),
  }
}

/** An answer with the facts of its call. */
export function routed({ call, opened }: Begun, value: object): object & CallFacts {
  const { target, cached } = opened
  const cost = cached ? ({ usd: 0, source: cached.saved?.source ?? 'catalogue' } as const) : totalCost(call)
  const facts = { target, attempts: cached ? [] : attemptsOf(call), warnings: call.log.warnings }
  return {
    ...value,
    ...facts,
    ...defined({ cached }),
    ...(cost ? { cost } : (value as { cost?: Cost }).cost && { cost: undefined }),
  }
}

/** Awaits the whole of it. */
export async function whole(engine: Engine, what: Operation): Promise<Begun & { readonly value: unknown }> {
  const begun = await begin(engine, what)
  begun.call.settle()
  return { ...begun, value: begun.opened.value() }
}

/** Hands its events on as they come. */
export function streamed(engine: Engine, what: Operation): EventStream<unknown, object & CallFacts> {
  let taken = false
  let opening: Promise<Begun> | undefined
  let events: AsyncIterator<unknown, undefined> | undefined
  let over: { readonly error?: LLMError } | undefined
  let abort: ((reason: unknown) => void) | undefined
  const waiters: (() => void)[] = []
  const end = (error?: LLMError): void => {
    if (over) return
    over = error ? { error } : {}
    for (const wake of waiters.splice(0)) wake()
  }
  const start = (): Promise<Begun> =>
    (opening ??= begin(engine, { ...what, stream: true, onSettle: end }, (stop) => {
      abort = stop
    }).catch((error: LLMError) => {
      end(error)
      throw error
    }))
  const iterator: AsyncIterator<unknown, undefined> = {
    next: () => {
      if (events) return events.next()
      if (over) return Promise.resolve({ done: true, value: undefined })
      return start().then(({ opened }) => (events = opened.events!).next())
    },
    return: () => {
      if (events) return events.return!()
      const error = abortedError(undefined)
      if (abort) abort(error)
      else end(error)
      return Promise.resolve({ done: true, value: undefined })
    },
  }
  return {
    [Symbol.asyncIterator]() {
      taken = true
      return iterator
    },
    async result() {
      if (!taken && !over) {
        taken = true
        while (!(await iterator.next()).done);
      }
      if (!over) await new Promise<void>((resolve) => void waiters.push(resolve))
      const { error } = over as { error?: LLMError }
      if (error) throw error
      const begun = await start()
      const { call, opened } = begun
      const answer = opened.value() as ChatAnswer
      try {
        return routed(begun, call.schema ? await withOutput(answer, call.schema) : answer)
      } catch (thrown) {
        throw failed(call, toLLMError(thrown, opened.target))
      }
    },
  }
}

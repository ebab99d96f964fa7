import { collectorOf, resolveRequest } from '@llmrr/core'
import { network } from './socket.ts'
import type { ChatEvent, Context, Handler, Host, Provider } from '@llmrr/core'
import type { Fixture } from './fixture.ts'
import type { Network, Script, Socket } from './socket.ts'

/** The credential that stands in every variable of the environment of a law. */
export const plantedKey = 'sk-planted-4f1d0c7a9b2e'

/** What a law may change about a call. */
export interface CallChange {
  readonly request?: unknown
  readonly stream?: boolean
  readonly options?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
  /** The environment. Default: `plantedKey` for every name that looks like a credential's, nothing else. */
  readonly env?: (name: string) => string | undefined
  /** Called for each warning. */
  readonly onWarn?: (field: string) => void
}

/** A handler's call on a scripted network, not yet begun. */
export interface Call {
  readonly context: Context
  readonly sockets: readonly Socket[]
  readonly warnings: readonly { readonly field: string; readonly why: string }[]
  /** Timers that were set and neither ran nor were taken back. */
  readonly openTimers: () => number
  /** Begins. Streams answer their iterator, everything else a promise. */
  readonly start: () => unknown
}

const credentialLike = /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/

/** Sets up a call of the fixture's capability. */
export function prepare(
  provider: Provider,
  fixture: Fixture,
  scripts: readonly Script[],
  change: CallChange = {},
): Call {
  const net: Network = network(scripts)
  const warnings: { field: string; why: string }[] = []
  const timers = new Set<object>()
  const env = change.env ?? ((name) => fixedEnv(provider, name))
  let seed = 1
  const host: Host = {
    fetch: net.fetch,
    now: () => 1_800_000_000_000,
    random: () => (seed = (seed * 48_271) % 0x7fff_ffff) / 0x7fff_ffff,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => (signal?.aborted ? reject(signal.reason as Error) : setImmediate(resolve))),
    timer() {
      const timer = {}
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    env,
  }
  const context: Context = {
    signal: change.signal ?? new AbortController().signal,
    target: { provider: provider.id, model: fixture.model, options: { ...fixture.options, ...change.options } },
    stream: change.stream ?? true,
    attempt: 1,
    idempotencyKey: 'planted-idempotency-key',
    host,
    warn(field, why) {
      warnings.push({ field, why })
      change.onWarn?.(field)
    },
  }
  const request = deepFreeze(resolved(fixture, change.request ?? fixture.request))
  return {
    context,
    sockets: net.sockets,
    warnings,
    openTimers: () => timers.size,
    start: () => invoke(provider, fixture, request, context),
  }
}

function fixedEnv(provider: Provider, name: string): string | undefined {
  const { credentials } = provider
  return credentials
    ? credentials[0] === name
      ? plantedKey
      : undefined
    : credentialLike.test(name)
      ? plantedKey
      : undefined
}

/** The request as a handler sees it; operations on an id or a file get theirs as it is. */
function resolved(fixture: Fixture, request: unknown): unknown {
  const isPlain = fixture.call !== undefined && !['submit', 'put'].includes(fixture.call)
  return isPlain ? request : resolveRequest(fixture.capability, request as object)
}

function invoke(provider: Provider, fixture: Fixture, request: unknown, context: Context): unknown {
  const handler = provider[fixture.capability] as Handler<'embed'> | undefined
  if (!handler) throw new Error(`${fixture.name}: ${provider.id} has no capability "${fixture.capability}".`)
  if (fixture.call === undefined) return handler(request as never, context)
  const operation = (handler as unknown as Record<string, (...args: unknown[]) => unknown>)[fixture.call]
  if (!operation)
    throw new Error(`${fixture.name}: "${fixture.capability}" of ${provider.id} has no operation "${fixture.call}".`)
  return fixture.call === 'list' ? operation(context) : operation(request, context)
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const field of Object.values(value)) deepFreeze(field)
  }
  return value
}

/** How a call ended. */
export interface Outcome {
  readonly events: readonly ChatEvent[]
  /** Of a call that answers a promise. */
  readonly value?: unknown
  readonly error?: unknown
}

const isIterable = (value: unknown): value is AsyncIterable<ChatEvent> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

/** Runs a call to its end. One that does not end within that many turns of the event loop has the error `unsettled`. */
export async function run(call: Call, patience = 2000): Promise<Outcome> {
  const events: ChatEvent[] = []
  const work = async (): Promise<Outcome> => {
    try {
      const answer = call.start()
      if (!isIterable(answer)) return { events, value: await answer }
      for await (const event of answer) events.push(event)
      return { events }
    } catch (error) {
      return { events, error }
    }
  }
  return settled(work(), { events, error: unsettled }, patience)
}

/** Stands for the error of what never ends. */
export const unsettled = new Error('The call neither answered nor failed.')

/** The promise's value, or `otherwise` when nothing has come of it after many turns of the event loop. */
export async function settled<T>(promise: Promise<T>, otherwise: T, turns = 2000): Promise<T> {
  let done = false
  const watched = promise.finally(() => (done = true))
  for (let turn = 0; turn < turns && !done; turn++) await aTurn()
  return done ? watched : otherwise
}

/** One turn of the event loop: every promise that can settle has settled. */
export const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What a capability's events or value amount to, in the words of a fixture's `result`. */
export function finalOf(fixture: Fixture, outcome: Outcome): unknown {
  if (outcome.value !== undefined || outcome.events.length === 0) return outcome.value
  const collector = collectorOf(fixture.capability)
  for (const event of outcome.events) collector.add(event)
  return collector.result()
}

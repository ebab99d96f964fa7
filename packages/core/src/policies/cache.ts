import { callEvent, totalCost, waits } from '../attempt.ts'
import { toBase64 } from '../base64.ts'
import { llmError } from '../errors.ts'
import { withOutput } from '../output.ts'
import { memoryStore } from '../store.ts'
import { abortedError, toLLMError } from '../thrown.ts'
import { unfoldChat } from '../unfold.ts'
import { startFlight } from './flight.ts'
import type { Call, Opened, Policy } from '../call.ts'
import type { CapabilityName } from '../capabilities.ts'
import type { ChatSettings } from '../chat.ts'
import type { ChatAnswer } from '../collect.ts'
import type { Target } from '../provider.ts'
import type { Store } from '../store.ts'
import type { Cost } from '../usage.ts'
import type { Flight } from './flight.ts'

/** What is kept, for whom, and for how long. */
export interface CacheOptions {
  /**
   * Whose answers these are: answers are only given to calls of the same scope. `'shared'` says on purpose that everybody may see everybody's. A
   * function reads it from the call, usually `({ scope }) => scope`; a call for which it answers nothing is refused.
   */
  readonly scope: (string & {}) | 'shared' | ((call: Call) => string | undefined)
  /** Default 300,000. */
  readonly ttlMs?: number
  /** Default: the router's store, or a memory of 64 MiB, least recently used first out. */
  readonly store?: Store
  /** The longest answer that is kept, in characters of JSON. Default 1,000,000. */
  readonly maxLength?: number
  /** Also answers that ask for tools. Default `false`. */
  readonly toolCalls?: boolean
  /** Also requests with a temperature above 0. Default `false`. */
  readonly temperature?: boolean
  /** Also answers cut by the token limit. Default `false`. */
  readonly length?: boolean
  /** `readOnly` keeps nothing new, `refresh` asks again and replaces. Default `on`. */
  readonly mode?: 'on' | 'readOnly' | 'refresh'
}

interface Stored {
  readonly target: Target
  readonly value: object
  readonly cost?: Cost
}

const cacheable = new Set<CapabilityName>([
  'chat',
  'complete',
  'embed',
  'rerank',
  'moderate',
  'countTokens',
  'ocr',
  'search',
])

/** JSON with the fields of every object in order, so that equal requests are equal texts. Bytes are written as base64. */
function canonical(value: unknown): string {
  if (ArrayBuffer.isView(value))
    return JSON.stringify(toBase64([new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]))
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`
}

/**
 * The whole request as text: exact, without a clash, and at once. A hash of it would need Web Crypto, which is asynchronous (so that no virtual
 * clock could wait for it) and missing on insecure pages; a store that others can read hashes its keys itself.
 */
function keyOf(call: Call, scope: string): string {
  const { user: _, metadata: __, raw: ___, ...request } = call.request as ChatSettings
  const targets = call.plan.tiers.flatMap(({ candidates }) =>
    candidates.map(({ target: { weight: _, tags: __, ...rest } }) => rest),
  )
  return `cache:v1:${JSON.stringify(scope)}:${canonical({ capability: call.capability, targets, request })}`
}

/**
 * Answers equal requests from memory, exactly: every field that shapes the answer, the targets and the scope are the same. A stored answer serves a stream
 * and a stream is stored; equal calls in flight are made once, and when the one that is made fails, the next in line makes its own. Kept are whole
 * answers only. What comes from the cache costs nothing and says what it saved.
 */
export function cache({
  scope: scopeOf,
  ttlMs = 300_000,
  store: given,
  maxLength = 1_000_000,
  mode = 'on',
  toolCalls = false,
  temperature = false,
  length = false,
}: CacheOptions): Policy {
  const flights = new Map<string, Flight & { readonly saved: () => Cost | undefined }>()
  let memory: Store | undefined

  const keeps = (value: { readonly finishReason?: string }): boolean => {
    const { finishReason: reason } = value
    return (
      reason === undefined ||
      reason === 'stop' ||
      (reason === 'tool-calls' && toolCalls) ||
      (reason === 'length' && length)
    )
  }

  return (next) => async (call) => {
    const { request, capability, host } = call
    if (call.direct || !cacheable.has(capability)) return next(call)
    if (!temperature && ((request as ChatSettings).temperature ?? 0) > 0) return next(call)
    const scope = typeof scopeOf === 'function' ? scopeOf(call) : scopeOf
    if (!scope)
      throw llmError(
        'invalid-request',
        'The cache needs to know whose answers these are: give the request a "scope".',
        { field: 'scope' },
      )
    const store = given ?? call.store ?? (memory ??= memoryStore(host))
    const key = keyOf(call, scope)
    const told = (result: 'hit' | 'miss' | 'shared'): void => call.emit('cache', () => ({ ...callEvent(call), result }))
    // A store that fails takes the cache away, not the answer.
    const attempt = async <T>(use: () => T | Promise<T>): Promise<T | undefined> => {
      try {
        return await use()
      } catch (thrown) {
        call.emit('warning', () => ({ provider: 'store', error: toLLMError(thrown) }))
        return undefined
      }
    }
    const keep = async (stored: Stored): Promise<void> => {
      const { output: _, ...value } = stored.value as { output?: unknown }
      if (mode === 'readOnly' || !keeps(value)) return
      const text = JSON.stringify({ ...stored, value })
      if (text.length <= maxLength) await attempt(() => store.set(key, text, ttlMs))
    }

    const text = mode === 'refresh' ? undefined : await attempt(() => store.get(key))
    if (text !== undefined) {
      told('hit')
      return replay(call, JSON.parse(text) as Stored)
    }
    for (;;) {
      const running = flights.get(key)
      const flight = running ?? begin()
      told(running ? 'shared' : 'miss')
      try {
        return await board(call, flight, running !== undefined)
      } catch (thrown) {
        // The one that made the call has failed, or gave up: the first to get here makes the next.
        if (flights.get(key) === flight) flights.delete(key)
        if (!running || call.signal.aborted) throw thrown
      }
    }

    function begin() {
      const controller = new AbortController()
      const opened = next({ ...call, signal: controller.signal, settle: () => {} })
      const flight = {
        ...startFlight(opened, () => controller.abort(abortedError(undefined))),
        saved: () => totalCost(call),
      }
      flights.set(key, flight)
      void land(flight, opened)
      return flight
    }

    async function land(flight: Flight, opened: Promise<Opened>): Promise<void> {
      try {
        const value = (await flight.value) as object
        const cost = totalCost(call)
        await keep({ target: (await opened).target, value, ...(cost && { cost }) })
      } catch {
        // Whoever is on board has been told.
      }
      if (flights.get(key) === flight) flights.delete(key)
    }
  }
}

/** Waits for a flight, or reads along; the caller's abort ends the wait, and the flight only when nobody else is on it. */
async function board(
  call: Call,
  flight: Flight & { readonly saved: () => Cost | undefined },
  shared: boolean,
): Promise<Opened> {
  flight.join()
  let left = false
  const leave = (): void => {
    if (left) return
    left = true
    call.signal.removeEventListener('abort', leave)
    flight.leave()
  }
  const orAbort = async <T>(promise: Promise<T>): Promise<T> => {
    let stop = (): void => {}
    try {
      return await new Promise<T>((resolve, reject) => {
        stop = () => reject(abortedError(call.signal.reason))
        if (call.signal.aborted) return stop()
        call.signal.addEventListener('abort', stop, { once: true })
        promise.then(resolve, reject)
      })
    } finally {
      call.signal.removeEventListener('abort', stop)
    }
  }
  if (shared) waits(call, 1)
  try {
    const opened = await orAbort(flight.opened)
    const { target } = opened
    const saved = flight.saved()
    const cached = shared ? { cached: saved ? { saved } : {} } : {}
    if (!call.stream) {
      if (opened.events) {
        const read = flight.reader(opened)
        while (!(await orAbort(read())).done);
      }
      const value = await orAbort(flight.value)
      leave()
      return { target, ...cached, value: await checked(call, value as object) }
    }
    if (!opened.events) {
      leave()
      return replay(call, { target, value: opened.value() as object, ...(saved && { cost: saved }) })
    }
    const read = flight.reader(opened)
    call.signal.addEventListener('abort', leave, { once: true })
    return {
      target,
      ...cached,
      value: () => opened.value(),
      events: events(call, () => orAbort(read()), leave, shared),
    }
  } catch (thrown) {
    leave()
    throw thrown
  } finally {
    if (shared) waits(call, -1)
  }
}

/** The value with its `output` read by this caller's schema. */
async function checked(call: Call, value: object): Promise<() => unknown> {
  const { output: _, ...answer } = value as ChatAnswer & { output?: unknown }
  const whole = call.schema ? await withOutput(answer, call.schema) : value
  return () => whole
}

const free = (event: unknown): unknown =>
  (event as { type: string }).type === 'finish'
    ? { ...(event as object), cost: { usd: 0, source: 'catalogue' } }
    : event

/** Events from elsewhere as those of this call: it ends when they do. */
function events(
  call: Call,
  read: () => Promise<IteratorResult<unknown, undefined>>,
  leave: () => void,
  shared: boolean,
): AsyncIterator<unknown, undefined> {
  let over = false
  const end = (error?: unknown): void => {
    over = true
    leave()
    call.settle(error === undefined ? undefined : toLLMError(error))
  }
  return {
    async next() {
      if (over) return { done: true, value: undefined }
      try {
        const step = await read()
        if (step.done) end()
        else if (shared) return { done: false, value: free(step.value) }
        return step
      } catch (thrown) {
        end(thrown)
        throw thrown
      }
    },
    return() {
      if (!over) end(abortedError(undefined))
      return Promise.resolve({ done: true, value: undefined })
    },
  }
}

/** A stored answer as this call's own. */
async function replay(call: Call, { target, value, cost }: Stored): Promise<Opened> {
  const cached = cost ? { saved: cost } : {}
  if (!call.stream) return { target, cached, value: await checked(call, value) }
  const list = unfoldChat(value as ChatAnswer)
  let next = 0
  const read = (): Promise<IteratorResult<unknown, undefined>> => {
    if (call.signal.aborted) return Promise.reject(abortedError(call.signal.reason))
    return Promise.resolve(next < list.length ? { done: false, value: list[next++] } : { done: true, value: undefined })
  }
  return { target, cached, value: () => value, events: events(call, read, () => {}, true) }
}

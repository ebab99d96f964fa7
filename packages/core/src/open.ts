import { attemptsOf, totalCost, warn } from './attempt.ts'
import { collectorOf, cut } from './collect.ts'
import { llmError, withFields } from './errors.ts'
import { withOutput } from './output.ts'
import { abortedError, nameOf, toLLMError } from './thrown.ts'
import type { ActiveAttempt, AttemptEnd, Call, CallHandler, Opened } from './call.ts'
import type { ChatAnswer, Collector } from './collect.ts'
import type { LLMError } from './errors.ts'
import type { Context } from './provider.ts'

type Event = { readonly type: string; readonly text?: string; readonly input?: string }
type Step = IteratorResult<Event, unknown>

/** Request fields that core itself resolves; the others are for the handler, or reported. */
const resolvedHere = new Set(['messages', 'system', 'prompt', 'raw', 'requests'])

function reportParams(call: Call, attempt: ActiveAttempt, { params }: CallHandler): void {
  const { candidate } = attempt
  const known = typeof params === 'function' ? params(candidate.target) : params
  if (!known) return
  for (const [field, value] of Object.entries(call.request)) {
    if (value === undefined || resolvedHere.has(field) || known.includes(field)) continue
    warn(call, candidate, field, 'It is not supported here and was left out.')
  }
}

/** Content is what a caller can see: what comes before it can still be taken back. */
const isContent = ({ type, text, input }: Event): boolean =>
  type !== 'start' && !type.startsWith('x-') && text !== '' && input !== ''

/** What an attempt's end reads of an answer; its other fields are the answer's own. */
const facts = (value: unknown, start?: AttemptEnd): AttemptEnd => {
  const status = (value ?? {}) as { state?: unknown; result?: AttemptEnd }
  // A job that is done says what it took in its result.
  const source = status.state === 'done' ? (status.result ?? {}) : (status as AttemptEnd)
  const { usage, cost, limits, requestId = start?.requestId, serviceTier } = source
  return { usage, cost, limits, requestId, serviceTier }
}

const noop = (): void => {}

/**
 * Starts the handler of the attempt's target and pulls to the commit point: the first content event of a stream, the end where
 * the caller awaits the whole. Until then nothing has been shown, so a failure is an ordinary rejection. Here, and nowhere
 * else, what is thrown becomes an LLMError, and an answer without its `finish` becomes `network`.
 */
export async function open(call: Call): Promise<Opened> {
  const { attempt, stream, host } = call
  if (!attempt) throw llmError('invalid-request', 'No policy chose a target; put fallback() into the list of policies.')
  const { candidate, signal } = attempt
  const { target } = candidate
  let iterator: AsyncIterator<Event, unknown> | undefined
  let collector: Collector | undefined
  let start: (Event & AttemptEnd) | undefined
  let finish: (Event & AttemptEnd) | undefined

  /** Ends the attempt by what was thrown, and lets go of the provider. */
  const fail = (thrown: unknown): LLMError => {
    const error = signal.aborted ? abortedError(signal.reason) : toLLMError(thrown, target)
    const { committed } = attempt
    const partial = collector?.parts()
    const requestId = error.requestId ?? start?.requestId
    // Its own errors have no meaning any more: the call is settled, and a provider that hangs must not hold it.
    attempt.abort(error)
    void iterator?.return?.().then(noop, noop)
    attempt.end({ error, aborted: error.code === 'aborted', requestId })
    if (!committed && !partial?.length && !requestId) return error
    return withFields(error, { committed, requestId, ...(partial?.length && { partial }) })
  }
  const stray = (what: string): LLMError => llmError('bad-response', `${nameOf(target)} ${what}.`, { target })
  const take = (event: Event): void => {
    if (finish) throw stray(event.type === 'finish' ? 'finished twice' : 'went on after its finish')
    if (event.type === 'start') start = event
    if (event.type === 'finish') finish = event
    collector!.add(event)
  }

  try {
    if (signal.aborted) throw signal.reason
    const handler = call.handler(candidate.provider)
    if (!handler) throw llmError('unsupported', `${target.provider} has no "${call.operation}".`, { target })
    reportParams(call, attempt, handler)
    const context: Context = {
      signal,
      target,
      stream,
      attempt: attempt.number,
      idempotencyKey: call.id,
      host,
      warn: (field, why) => warn(call, candidate, field, why),
    }
    const answer = handler(call.request as never, context as never)
    if (!answer || !(Symbol.asyncIterator in (answer as object))) {
      const value = await attempt.guard(Promise.resolve(answer))
      attempt.commit()
      attempt.end(facts(value))
      return { target, value: () => value }
    }
    const source = (answer as AsyncIterable<Event>)[Symbol.asyncIterator]()
    iterator = source
    collector = collectorOf(call.capability)
    const held: Event[] = []
    const toCommit = async (): Promise<void> => {
      for (;;) {
        const step = await source.next()
        // After an abort nobody waits for this any more, and nothing more is pulled.
        if (attempt.ended) return
        if (step.done) {
          if (!finish) throw cut()
          return
        }
        take(step.value)
        if (!stream || finish) continue
        held.push(step.value)
        if (isContent(step.value)) return
      }
    }
    await attempt.guard(toCommit())
    let value: unknown
    if (!stream) {
      value = collector.result()
      if (call.schema) value = await attempt.guard(withOutput(value as ChatAnswer, call.schema))
    }
    attempt.commit()
    if (!stream) {
      attempt.end(facts(value))
      return { target, value: () => value }
    }
    const events = deliver(call, attempt, { source, held, take, fail, start: () => start, finish: () => finish })
    return { target, events, value: () => collector!.result() }
  } catch (thrown) {
    throw fail(thrown)
  }
}

interface Source {
  readonly source: AsyncIterator<Event, unknown>
  readonly held: readonly Event[]
  take(event: Event): void
  fail(thrown: unknown): LLMError
  start(): (Event & AttemptEnd) | undefined
  finish(): (Event & AttemptEnd) | undefined
}

/**
 * The events after the commit point, the held ones first. One pull of the caller is one pull of the provider, and one promise; an
 * abort or a timeout rejects the one that waits. `finish` is handed on when the provider's iterator has ended, with the cost of the call.
 */
function deliver(call: Call, attempt: ActiveAttempt, from: Source): AsyncIterator<unknown, undefined> {
  const { source, held, take, fail } = from
  const done = { done: true, value: undefined } as const
  let next = 0
  let over = false
  let failure: LLMError | undefined
  let waiting: { resolve(step: IteratorResult<unknown, undefined>): void; reject(error: LLMError): void } | undefined
  let tail: Promise<IteratorResult<unknown, undefined>> | undefined

  const give = (step: IteratorResult<unknown, undefined>): void => {
    attempt.pulling(false)
    const { resolve } = waiting!
    waiting = undefined
    resolve(step)
  }
  const broken = (thrown: unknown): void => {
    if (over) return
    over = true
    const error = failed(call, fail(thrown))
    if (waiting) {
      waiting.reject(error)
      waiting = undefined
    } else failure = error
  }
  const arrived = (step: Step): void => {
    if (over) return
    try {
      if (step.done) return ended()
      take(step.value)
      // What comes after a finish decides whether it was one.
      if (from.finish()) void source.next().then(arrived, broken)
      else give(step as IteratorResult<unknown, undefined>)
    } catch (thrown) {
      broken(thrown)
    }
  }
  const ended = (): void => {
    const finish = from.finish()
    if (!finish) throw cut()
    attempt.end(facts(finish, from.start()))
    over = true
    const cost = totalCost(call)
    call.settle()
    give({ done: false, value: cost ? { ...finish, cost } : finish })
  }
  let current: Promise<IteratorResult<unknown, undefined>> = Promise.resolve(done)
  const pull = (): Promise<IteratorResult<unknown, undefined>> =>
    (current = new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      attempt.pulling(true)
      if (from.finish()) ended()
      else source.next().then(arrived, broken)
    }))
  const step = (): Promise<IteratorResult<unknown, undefined>> => {
    if (next < held.length) return Promise.resolve({ done: false, value: held[next++] })
    if (failure) {
      const error = failure
      failure = undefined
      return Promise.reject(error)
    }
    return over ? Promise.resolve(done) : pull()
  }
  attempt.onAbort(broken)
  return {
    next() {
      if (!waiting && !tail) return step()
      // Two pulls at once are served one after the other.
      const turn = (tail ?? current).then(step, step)
      const clear = (): void => {
        if (tail === turn) tail = undefined
      }
      turn.then(clear, clear)
      return (tail = turn)
    },
    return() {
      if (!over) {
        over = true
        call.settle(fail(abortedError(undefined)))
        waiting?.resolve(done)
        waiting = undefined
      }
      next = held.length
      return Promise.resolve(done)
    },
  }
}

/** The error that ends a call: with all its attempts. */
export function failed(call: Call, thrown: LLMError): LLMError {
  const error = withFields(thrown, { attempts: attemptsOf(call) })
  call.settle(error)
  return error
}

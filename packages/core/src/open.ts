import { attemptsOf, totalCost, warn } from './attempt.ts'
import { collectorOf, cut } from './collect.ts'
import { addUsages } from './cost.ts'
import { llmError, withFields } from './errors.ts'
import { withOutput } from './output.ts'
import { paramsOf } from './params.ts'
import { abortedError, nameOf, toLLMError } from './thrown.ts'
import type { AttemptEnd, Call, Opened } from './call.ts'
import type { BatchResult } from './capabilities.ts'
import type { ChatAnswer } from './collect.ts'
import type { LLMError } from './errors.ts'
import type { Context } from './provider.ts'

type Event = AttemptEnd & { readonly type: string; readonly text?: string; readonly input?: string }
type Step = IteratorResult<unknown, undefined>

/** Request fields that core itself resolves; the others are for the handler, or reported. */
const resolvedHere = new Set(['messages', 'system', 'prompt', 'raw', 'requests'])

const noop = (): void => {}

/** What an attempt's end reads of an answer; its other fields are the answer's own. A job that is done says it in its result. */
function ending(answer: unknown, start?: AttemptEnd): AttemptEnd {
  const { state, result } = (answer ?? {}) as { state?: unknown; result?: AttemptEnd & Partial<BatchResult> }
  const done = state === 'done' ? result : undefined
  const { usage, cost, limits, requestId, serviceTier } = (done ?? answer ?? {}) as AttemptEnd
  const usages = done?.items?.flatMap((item) => ('result' in item ? [item.result.usage ?? {}] : []))
  return {
    usage: usage ?? (usages && addUsages(usages)),
    usages,
    cost,
    limits,
    serviceTier,
    requestId: requestId ?? start?.requestId,
  }
}

/** The error that ends a call: with all its attempts. */
export function failed(call: Call, thrown: LLMError): LLMError {
  const error = withFields(thrown, { attempts: attemptsOf(call) })
  call.settle(error)
  return error
}

/**
 * Starts the handler of the attempt's target and pulls to the commit point: the first content event of a stream, the end where
 * the caller awaits the whole. Until then nothing has been shown, so a failure is an ordinary rejection. Here, and nowhere
 * else, what is thrown becomes an LLMError, and an answer without its `finish` becomes `network`.
 */
export async function open(call: Call): Promise<Opened> {
  const { attempt, stream, host } = call
  if (!attempt) throw llmError('invalid-request', 'No policy chose a target; put fallback() into the policies.')
  const { candidate, signal } = attempt
  const { target } = candidate
  const name = nameOf(target)
  const collector = collectorOf(call.capability)
  let source: AsyncIterator<Event, unknown> | undefined
  let start: Event | undefined
  let finish: Event | undefined

  /** Ends the attempt by what was thrown, and lets go of the provider. */
  const fail = (thrown: unknown): LLMError => {
    const error = signal.aborted ? abortedError(signal.reason) : toLLMError(thrown, target)
    const partial = collector.parts()
    // Its own errors have no meaning any more: the call is settled, and a provider that hangs must not hold it.
    attempt.abort(error)
    void source?.return?.().then(noop, noop)
    attempt.end({ error, requestId: start?.requestId })
    return withFields(error, {
      committed: attempt.committed(),
      requestId: error.requestId ?? start?.requestId,
      partial: partial.length > 0 ? partial : undefined,
    })
  }
  const take = (event: Event): void => {
    if (finish) throw llmError('bad-response', `${name} went on after its answer had finished.`, { target })
    if (event.type === 'start') start = event
    if (event.type === 'finish') finish = event
    collector.add(event)
  }
  const told = (field: string, why: string): void => {
    if (call.strict)
      throw llmError('unsupported', `${name} does not take "${field}" as asked: ${why}`, { field, target })
    warn(call, { field, why, target })
  }

  try {
    if (signal.aborted) throw signal.reason
    const handler = call.handler(candidate.provider)
    if (!handler) throw llmError('unsupported', `${target.provider} has no ${call.operation}.`, { target })
    const params = paramsOf(handler, target)
    if (params)
      for (const field in call.request) {
        const asked = (call.request as { readonly [field: string]: unknown })[field] !== undefined
        if (asked && !resolvedHere.has(field) && !params.includes(field))
          told(field, 'It is not supported here and was left out.')
      }
    const context: Context = {
      signal,
      target,
      stream,
      attempt: attempt.number,
      idempotencyKey: call.id,
      host,
      warn: told,
    }
    const answer = handler(call.request as never, context as never) as AsyncIterable<Event> | undefined
    if (!answer?.[Symbol.asyncIterator]) {
      const value = await attempt.guard(Promise.resolve(answer))
      attempt.commit()
      attempt.end(ending(value))
      return { target, value: () => value }
    }

    const events = answer[Symbol.asyncIterator]()
    source = events
    const held: Event[] = []
    const toCommit = async (): Promise<void> => {
      for (;;) {
        const { done, value } = await events.next()
        // After an abort nobody waits for this any more, and nothing more is pulled.
        if (attempt.ended()) return
        if (done) {
          if (!finish) throw cut()
          return
        }
        take(value)
        if (!stream || finish) continue
        held.push(value)
        // What comes before content can still be taken back.
        const { type, text, input } = value
        if (type !== 'start' && !type.startsWith('x-') && text !== '' && input !== '') return
      }
    }
    await attempt.guard(toCommit())
    if (stream) {
      attempt.commit()
      return { target, events: deliver(), value: () => collector.result() }

      // The events after the commit point, the held ones first. One pull of the caller is one pull of the provider, and one promise; an abort or a
      // timeout rejects the one that waits. `finish` is handed on when the provider's iterator has ended, with the cost of the call.
      function deliver(): AsyncIterator<unknown, undefined> {
        const done: Step = { done: true, value: undefined }
        let next = 0
        let over = false
        let failure: LLMError | undefined
        let waiting: { resolve(step: Step): void; reject(error: LLMError): void } | undefined
        let last: Promise<Step> | undefined
        let queued = 0

        const give = (step: Step): void => {
          attempt!.pulling(false)
          waiting?.resolve(step)
          waiting = undefined
        }
        const broken = (thrown: unknown): void => {
          if (over) return
          over = true
          failure = failed(call, fail(thrown))
          if (!waiting) return
          waiting.reject(failure)
          waiting = failure = undefined
        }
        const end = (): void => {
          if (!finish) throw cut()
          over = true
          attempt!.end(ending(finish, start))
          const cost = totalCost(call)
          call.settle()
          give({ done: false, value: cost ? { ...finish, cost } : finish })
        }
        const arrived = ({ done, value }: IteratorResult<Event, unknown>): void => {
          if (over) return
          try {
            if (done) return end()
            take(value)
            // What comes after a finish decides whether it was one.
            if (finish) void events.next().then(arrived, broken)
            else give({ done: false, value })
          } catch (thrown) {
            broken(thrown)
          }
        }
        const step = (): Promise<Step> => {
          if (next < held.length) return Promise.resolve({ done: false, value: held[next++] })
          if (failure) {
            const error = failure
            failure = undefined
            return Promise.reject(error)
          }
          if (over) return Promise.resolve(done)
          return new Promise((resolve, reject) => {
            waiting = { resolve, reject }
            attempt!.pulling(true)
            if (finish) end()
            else events.next().then(arrived, broken)
          })
        }
        attempt!.onAbort = broken
        return {
          next() {
            if (!waiting && queued === 0) return (last = step())
            // Two pulls at once are served one after the other.
            queued++
            const turn = (): Promise<Step> => {
              queued--
              return step()
            }
            return (last = last!.then(turn, turn))
          },
          async return() {
            if (!over) {
              over = true
              call.settle(fail(abortedError(undefined)))
              give(done)
            }
            next = held.length
            return done
          },
        }
      }
    }
    const answered = collector.result()
    const value = call.schema ? await attempt.guard(withOutput(answered as ChatAnswer, call.schema)) : answered
    attempt.commit()
    attempt.end(ending(value))
    return { target, value: () => value }
  } catch (thrown) {
    throw fail(thrown)
  }
}

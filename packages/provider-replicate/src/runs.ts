import { isLLMError, llmError } from '@llmrr/core'
import { notJson, withoutRaw } from '@llmrr/provider-kit'
import { whereOf } from './where.ts'
import { optionsOf } from './options.ts'
import type { Context, Limits, LLMError } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { ModelReader } from './models-read.ts'
import type { Where } from './where.ts'
import type { WirePrediction } from './wire.ts'

/** The input of a model, in its own words. */
export type Input = Readonly<Record<string, unknown>>

/** A run that has begun. */
export interface Run {
  readonly prediction: WirePrediction
  readonly limits?: Limits
}

/** Runs of models. */
export interface Runs {
  /** Begins a run; with the option `wait` it comes back when there is an answer, or when the wait is over. */
  start(input: Input, context: Context): Promise<Run>
  look(id: string, context: Context): Promise<WirePrediction>
  /** Looks until the run has ended; the last look is its end. */
  looks(run: Run, context: Context): AsyncGenerator<WirePrediction, void, void>
  ended(run: Run, context: Context): Promise<WirePrediction>
  /** The run once more, to learn what it took. What it answered stands in any case. */
  measured(prediction: WirePrediction, context: Context): Promise<WirePrediction>
  cancel(id: string, context: Context): Promise<WirePrediction>
  /** Cancels what nobody waits for any more: closing the connection does not. */
  abandon(id: string, context: Context): void
  /** A run from its beginning to its end. @throws LLMError when it has failed. */
  whole(input: Input, context: Context): Promise<Run>
  failure(prediction: WirePrediction, context: Context): LLMError
}

const ends = new Set(['succeeded', 'failed', 'canceled', 'aborted'])

/** Whether nothing more will come of it. */
export const hasEnded = ({ status }: WirePrediction): boolean => ends.has(status ?? '')

// 0.25 s at first, then slower, up to 2 s; of 3000 looks a minute that the service allows.
const interval = (look: number): number => Math.min(2000, 250 * 1.3 ** look)
const measureLooks = 3
const troublesBorne = 3

/** A service that holds its answer says so; the run is then still `processing`, with its whole output. */
const isAnswered = ({ output }: WirePrediction, { status, headers }: Response): boolean =>
  status !== 202 && headers.has('preference-applied') && output !== null && output !== undefined

/** Makes the runs of a provider. */
export function createRuns(http: Http, models: ModelReader): Runs {
  const answered = new WeakSet<WirePrediction>()

  async function post({ path, version }: Where, input: Input, context: Context): Promise<Run> {
    const { wait = false, cancelAfter, webhook, webhookEvents } = optionsOf(context)
    const reply = await http.send(
      {
        path,
        headers: {
          prefer: wait === false ? undefined : wait === true ? 'wait' : `wait=${wait}`,
          'cancel-after': cancelAfter,
        },
        body: {
          ...(version !== undefined && { version }),
          input,
          ...(webhook !== undefined && { webhook }),
          ...(webhookEvents && { webhook_events_filter: webhookEvents }),
        },
      },
      context,
    )
    const prediction = await predictionOf(reply.response, context)
    if (isAnswered(prediction, reply.response)) answered.add(prediction)
    return { prediction, ...(reply.limits && { limits: reply.limits }) }
  }

  async function predictionOf(response: Response, context: Context): Promise<WirePrediction> {
    const text = await response.text()
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      throw notJson(response, text, context)
    }
    if (typeof (body as WirePrediction | null)?.id !== 'string')
      throw llmError(
        'bad-response',
        `${context.target.provider} answered ${response.status} without the id of a run; check the base URL.`,
        { target: context.target, status: response.status },
      )
    return body as WirePrediction
  }

  const runs: Runs = {
    async start(input, context) {
      const where = whereOf(context.target.model)
      try {
        return await post(where, input, context)
      } catch (error) {
        // Community models have no door of their own: they are run by a version, here the latest.
        if (!isLLMError(error, 'not-found') || where.version !== undefined || where.model === undefined) throw error
        const { latest_version: latest } = await models.model(where.model, context)
        if (!latest) throw error
        return post({ path: '/predictions', version: latest.id }, input, context)
      }
    },
    async look(id, context) {
      const path = `/predictions/${encodeURIComponent(id)}`
      const { body } = await http.json<WirePrediction | null>({ method: 'GET', path }, withoutRaw(context))
      if (typeof body?.status === 'string') return body
      throw llmError(
        'bad-response',
        `${context.target.provider} told of a run without its status; check the base URL.`,
        {
          target: context.target,
        },
      )
    },
    async *looks({ prediction }, context) {
      if (hasEnded(prediction)) return yield prediction
      if (answered.has(prediction)) return yield await runs.measured(prediction, context)
      for (let count = 0, troubles = 0; ; count++) {
        await context.host.sleep(interval(count), context.signal)
        let now: WirePrediction
        try {
          now = await runs.look(prediction.id, context)
          troubles = 0
        } catch (error) {
          // The run goes on whether or not it can be seen, and a second one would cost as much again.
          const isBorne = !context.signal.aborted && isLLMError(error) && error.retry === 'same'
          if (!isBorne || ++troubles > troublesBorne) throw error
          continue
        }
        yield now
        if (hasEnded(now)) return
      }
    },
    async ended(run, context) {
      let last = run.prediction
      for await (const now of runs.looks(run, context)) last = now
      return last
    },
    async measured(prediction, context) {
      for (let look = 0; look < measureLooks; look++) {
        if (look > 0) await context.host.sleep(interval(look), context.signal)
        try {
          const now = await runs.look(prediction.id, context)
          if (hasEnded(now)) return { ...now, output: now.output ?? prediction.output }
        } catch (error) {
          if (context.signal.aborted) throw error
          break // The answer is here; only what it took stays unknown.
        }
      }
      return prediction
    },
    async cancel(id, context) {
      const path = `/predictions/${encodeURIComponent(id)}/cancel`
      const { body } = await http.json<WirePrediction>({ path }, withoutRaw(context))
      return body
    },
    abandon(id, context) {
      // The caller's signal has mostly been aborted already, and there is nobody left to be told of a failure.
      runs.cancel(id, { ...context, signal: new AbortController().signal }).catch(() => {})
    },
    async whole(input, context) {
      const run = await runs.start(input, context)
      let isOver = false
      try {
        const prediction = await runs.ended(run, context)
        isOver = true
        if (prediction.status === 'failed') throw runs.failure(prediction, context)
        return { ...run, prediction }
      } finally {
        if (!isOver) runs.abandon(run.prediction.id, context)
      }
    },
    failure: (prediction, context) => http.error({ error: wordsOf(prediction.error) }, context),
  }
  return runs
}

const wordsOf = (error: unknown): string =>
  typeof error === 'string' ? error : error === null || error === undefined ? '' : JSON.stringify(error)

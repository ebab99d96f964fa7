import { poll } from '@llmrr/provider-kit'
import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** A job, as Acme tells of it. */
export interface WireJob<Output> {
  readonly id: string
  readonly state: 'waiting' | 'working' | 'done' | 'failed' | 'stopped'
  readonly output: Output
  readonly tokens?: { readonly read: number; readonly written: number }
}

/** Begins jobs and looks after them. */
export function createJobs(http: Http) {
  const look = async <O>(id: string, context: Context): Promise<WireJob<O>> =>
    (await http.json<WireJob<O>>({ method: 'GET', path: `/jobs/${encodeURIComponent(id)}` }, context)).body
  const begin = async <O>(input: object, context: Context): Promise<WireJob<O>> =>
    (await http.json<WireJob<O>>({ path: '/jobs', body: { model: context.target.model, input } }, context)).body
  return {
    begin,
    look,
    stop: (id: string, context: Context) => http.send({ path: `/jobs/${encodeURIComponent(id)}/stop` }, context),
    /** The error that a failed job tells of, with a good status. */
    failure: (job: WireJob<unknown>, context: Context) => http.error(job, context),
    /** A job from its beginning to its end. @throws LLMError when it has failed. */
    async whole<O>(input: object, context: Context): Promise<WireJob<O>> {
      let job = await begin<O>(input, context)
      const isOver = (): boolean => job.state !== 'waiting' && job.state !== 'working'
      if (!isOver())
        await poll(async () => {
          job = await look<O>(job.id, context)
          return isOver() || undefined
        }, context)
      if (job.state !== 'done') throw http.error(job, context)
      return job
    },
  }
}

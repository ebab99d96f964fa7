import { fileIdOf } from '../media.ts'
import type { Context, FileRef, Job, JobStatus, TuneRequest, TuneResult } from '@llmrr/core'
import type { Http } from '../http.ts'

interface WireJob {
  readonly id: string
  readonly status: string
  readonly fine_tuned_model?: string | null
  readonly error?: { readonly code?: string | null } | null
}

const path = '/fine_tuning/jobs'
const pollAfterMs = 30_000

const idOf = (file: FileRef, context: Context): string =>
  fileIdOf({ type: 'media', mediaType: 'application/jsonl', file }, context) as string

function statusOf(job: WireJob, requestId: string | undefined): JobStatus<TuneResult> {
  if (job.status === 'succeeded' && job.fine_tuned_model) {
    return {
      state: 'done',
      result: { model: job.fine_tuned_model, id: job.id, ...(requestId !== undefined && { requestId }) },
    }
  }
  if (job.status === 'cancelled') return { state: 'cancelled' }
  if (job.status === 'failed' || job.status === 'succeeded') {
    const rawCode = job.error?.code
    // Files that cannot be learned from are the only failure that has a code.
    const code = rawCode ? 'invalid-request' : 'server'
    const message = `The fine-tuning job ${job.id} failed${rawCode ? ` (${rawCode})` : ''}; see its events at the service.`
    return { state: 'failed', code, message, ...(rawCode && { rawCode }) }
  }
  return { state: job.status === 'running' ? 'running' : 'queued', pollAfterMs }
}

/** OpenAI's fine-tuning: `method` is `supervised` (the default), `dpo` or `reinforcement`. A grader goes through the `raw` hatch. */
export const openaiTune = (http: Http): Job<TuneRequest, TuneResult> => ({
  async submit(request, context) {
    const { trainingFile, validationFile, suffix, seed, hyperparameters, method } = request
    const type = method ?? 'supervised'
    const { provider, model } = context.target
    const { body } = await http.json<WireJob>(
      {
        path,
        body: {
          model,
          training_file: idOf(trainingFile, context),
          ...(validationFile && { validation_file: idOf(validationFile, context) }),
          ...(suffix !== undefined && { suffix }),
          ...(seed !== undefined && { seed }),
          ...((method ?? hyperparameters) && { method: { type, [type]: hyperparameters ? { hyperparameters } : {} } }),
        },
      },
      context,
    )
    return { provider, capability: 'tune', model, id: body.id }
  },
  async poll(ref, context) {
    const { body, facts } = await http.json<WireJob>({ method: 'GET', path: `${path}/${ref.id}` }, context)
    return statusOf(body, facts.requestId)
  },
  async cancel(ref, context) {
    await http.json({ path: `${path}/${ref.id}/cancel` }, context)
  },
})

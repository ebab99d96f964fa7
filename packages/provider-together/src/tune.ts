import { fileIdOf } from '@llmrr/provider-kit'
import type { Context, Cost, FileRef, Job, JobStatus, TuneRequest, TuneResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireJob {
  readonly id: string
  readonly status: string
  readonly output_name?: string | null
  readonly model_output_name?: string | null
  /** In billionths of a dollar. */
  readonly total_price?: number | null
}

const path = '/fine-tunes'
const pollAfterMs = 30_000

const idOf = (file: FileRef, context: Context): string =>
  fileIdOf({ type: 'media', mediaType: 'application/jsonl', file }, context) as string

function statusOf(job: WireJob, provider: string, requestId: string | undefined): JobStatus<TuneResult> {
  const model = job.output_name ?? job.model_output_name
  if (job.status === 'completed' && model) {
    const cost: Cost | undefined = job.total_price ? { usd: job.total_price / 1e9, source: 'reported' } : undefined
    return {
      state: 'done',
      result: { model, id: job.id, ...(cost && { cost }), ...(requestId !== undefined && { requestId }) },
    }
  }
  if (job.status === 'cancelled') return { state: 'cancelled' }
  if (job.status === 'error' || job.status === 'completed') {
    const message = `The fine-tuning job ${job.id} of ${provider} failed; see its events by llm.of(together).tuningEvents.`
    return { state: 'failed', code: 'server', message, rawCode: job.status }
  }
  return { state: ['pending', 'queued'].includes(job.status) ? 'queued' : 'running', pollAfterMs }
}

/**
 * Together's fine-tuning. `method` is `sft` (or `supervised`, the default) or `dpo`; hyperparameters are the service's own
 * fields, such as `n_epochs`, `learning_rate` and `training_type`.
 */
export const togetherTune = (http: Http): Job<TuneRequest, TuneResult> => ({
  async submit({ trainingFile, validationFile, suffix, seed, hyperparameters, method }, context) {
    const { provider, model } = context.target
    const body = {
      model,
      training_file: idOf(trainingFile, context),
      ...(validationFile && { validation_file: idOf(validationFile, context) }),
      ...(suffix !== undefined && { suffix }),
      ...(seed !== undefined && { random_seed: seed }),
      ...(method !== undefined && { training_method: { method: method === 'supervised' ? 'sft' : method } }),
      ...hyperparameters,
    }
    const { body: job } = await http.json<WireJob>({ path, body }, context)
    return { provider, capability: 'tune', model, id: job.id }
  },
  async poll({ id }, context) {
    const at = `${path}/${encodeURIComponent(id)}`
    const { body, facts } = await http.json<WireJob>({ method: 'GET', path: at }, context)
    return statusOf(body, context.target.provider, facts.requestId)
  },
  async cancel({ id }, context) {
    await http.json({ path: `${path}/${encodeURIComponent(id)}/cancel` }, context)
  },
})

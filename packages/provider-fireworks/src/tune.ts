import { fileIdOf } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import { idOf } from './datasets.ts'
import { progressOf, stateOf } from './job-states.ts'
import type { Context, Cost, FileRef, Handler, JobRef, JobStatus, Json, TuneResult } from '@llmrr/core'
import type { Platform } from './platform.ts'
import type { WireJob } from './job-states.ts'

/** An amount, with its parts in units and billionths of one. */
interface Money {
  readonly currencyCode?: string
  readonly units?: string | number
  readonly nanos?: number
}

interface WireTuning extends WireJob {
  readonly outputModel?: string
  readonly trainingConfig?: { readonly outputModel?: string } | null
  readonly estimatedCost?: Money | null
}

const kinds: Readonly<Record<string, string>> = {
  supervised: 'supervisedFineTuningJobs',
  sft: 'supervisedFineTuningJobs',
  dpo: 'dpoJobs',
  reinforcement: 'reinforcementFineTuningJobs',
  rft: 'reinforcementFineTuningJobs',
}

// Fields of the job beside those of its training.
const outer = new Set([
  'evaluator',
  'evaluationDataset',
  'wandbConfig',
  'lossConfig',
  'chunkSize',
  'inferenceParameters',
  'displayName',
])

function costOf({ estimatedCost: cost }: WireTuning): Cost | undefined {
  if (!cost || (cost.currencyCode ?? 'USD') !== 'USD') return undefined
  const usd = Number(cost.units ?? 0) + (cost.nanos ?? 0) / 1e9
  return usd > 0 ? { usd, source: 'reported' } : undefined
}

/**
 * Fireworks' fine-tuning. `method` is `supervised` (the default), `dpo` or `reinforcement`, which needs an `evaluator` among
 * its hyperparameters; these are the service's own fields. A model of the account is trained on from where it is.
 */
export function fireworksTune(platform: Platform): Handler<'tune'> {
  const { http } = platform
  const datasetOf = (file: FileRef, context: Context): string => {
    const id = fileIdOf({ type: 'media', mediaType: 'application/jsonl', file }, context) as string
    return platform.path(`/datasets/${id}`, context).slice(1)
  }
  const at = ({ id, data }: JobRef, context: Context): string =>
    platform.path(
      `/${(data as { readonly kind?: string } | undefined)?.kind ?? kinds['supervised']}/${encodeURIComponent(id)}`,
      context,
    )
  return {
    params: ['trainingFile', 'validationFile', 'suffix', 'hyperparameters', 'method'],
    async submit({ trainingFile, validationFile, suffix, hyperparameters = {}, method = 'supervised' }, context) {
      const { provider, model } = context.target
      const kind = kinds[method]
      if (kind === undefined)
        throw llmError('unsupported', `${provider} tunes by supervised, dpo and reinforcement, not by ${method}.`, {
          target: context.target,
        })
      const own = platform.path('/models/', context).slice(1)
      const training: Record<string, Json | undefined> = {
        [model.startsWith(own) ? 'warmStartFrom' : 'baseModel']: model,
        ...(suffix !== undefined && { outputModel: `${own}${suffix}` }),
      }
      const beside: Record<string, Json | undefined> = {}
      for (const [name, value] of Object.entries(hyperparameters)) (outer.has(name) ? beside : training)[name] = value
      const body = {
        dataset: datasetOf(trainingFile, context),
        ...(validationFile && { evaluationDataset: datasetOf(validationFile, context) }),
        ...(kind === kinds['supervised'] ? training : { trainingConfig: training }),
        ...beside,
      }
      const { body: job } = await http.json<WireTuning>({ path: platform.path(`/${kind}`, context), body }, context)
      return { provider, capability: 'tune', model, id: idOf(job.name), data: { kind } }
    },
    async poll(ref, context): Promise<JobStatus<TuneResult>> {
      const { body: job, facts } = await http.json<WireTuning>({ method: 'GET', path: at(ref, context) }, context)
      const state = stateOf(job)
      const model = job.outputModel ?? job.trainingConfig?.outputModel
      if (state === 'cancelled') return { state }
      if (state === 'queued' || state === 'running') return { state, ...progressOf(job) }
      if (state === 'done' && model) {
        const cost = costOf(job)
        const named = model.includes('/') ? model : platform.path(`/models/${model}`, context).slice(1)
        return { state, result: { model: named, id: ref.id, ...(cost && { cost }), ...facts } }
      }
      const { code, rawCode } = http.error({ error: { code: job.status?.code } }, context)
      const message = `The fine-tuning ${ref.id} of ${context.target.provider} failed${rawCode === undefined ? '' : ` (${rawCode})`}; look at its dataset.`
      return {
        state: 'failed',
        code: state === 'expired' ? 'timeout' : code,
        message,
        ...(rawCode !== undefined && { rawCode }),
      }
    },
    async cancel(ref, context) {
      const path = at(ref, context)
      if (path.includes(`/${kinds['reinforcement']}/`)) await http.send({ path: `${path}:cancel`, body: {} }, context)
      else await http.send({ method: 'DELETE', path }, context)
    },
  }
}

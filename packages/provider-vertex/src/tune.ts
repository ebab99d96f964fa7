import { llmError } from '@llmrr/core'
import type { Context, FileRef, Job, JobStatus, TuneRequest, TuneResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireTuning {
  readonly name: string
  readonly state?: string
  readonly error?: object
  readonly tunedModel?: { readonly model?: string; readonly endpoint?: string }
}

const pollAfterMs = 60_000

/** Address of examples in Cloud Storage. */
function uriOf(file: FileRef, { target }: Context): string {
  if (file.provider === target.provider && file.id.startsWith('gs://')) return file.id
  throw llmError(
    'unsupported',
    `${target.provider} reads examples from Cloud Storage: { provider: "${target.provider}", id: "gs://..." }.`,
    {
      target,
    },
  )
}

/** Supervised tuning of Gemini. What comes of it is an endpoint, to be asked as a model of the same place. */
export function tune(http: Http): Job<TuneRequest, TuneResult> & { readonly params: readonly string[] } {
  return {
    params: ['validationFile', 'suffix', 'hyperparameters'],
    async submit({ trainingFile, validationFile, suffix, hyperparameters }, context) {
      const { provider, model } = context.target
      const { body } = await http.json<WireTuning>(
        {
          path: '/tuningJobs',
          body: {
            baseModel: model,
            ...(suffix !== undefined && { tunedModelDisplayName: suffix }),
            supervisedTuningSpec: {
              trainingDatasetUri: uriOf(trainingFile, context),
              ...(validationFile && { validationDatasetUri: uriOf(validationFile, context) }),
              ...(hyperparameters && { hyperParameters: hyperparameters }),
            },
          },
        },
        context,
      )
      return { provider, capability: 'tune', model, id: body.name.slice(body.name.lastIndexOf('/') + 1) }
    },
    async poll({ id }, context): Promise<JobStatus<TuneResult>> {
      const { body } = await http.json<WireTuning>(
        { method: 'GET', path: `/tuningJobs/${encodeURIComponent(id)}` },
        context,
      )
      const { state = '', error, tunedModel } = body
      if (state.endsWith('CANCELLED')) return { state: 'cancelled' }
      if (/(?:FAILED|EXPIRED)$/.test(state)) {
        const { code, message } = http.error({ error }, context)
        return { state: 'failed', code, message, rawCode: state }
      }
      const endpoint = /endpoints\/[^/]+$/.exec(tunedModel?.endpoint ?? '')?.[0]
      if (state.endsWith('SUCCEEDED') && endpoint !== undefined)
        return { state: 'done', result: { id, model: endpoint } }
      return { state: /(?:QUEUED|PENDING)$/.test(state) ? 'queued' : 'running', pollAfterMs }
    },
    async cancel({ id }, context) {
      await http.json({ path: `/tuningJobs/${encodeURIComponent(id)}:cancel`, body: {} }, context)
    },
  }
}

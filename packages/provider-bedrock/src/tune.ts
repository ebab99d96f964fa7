import { llmError } from '@llmrr/core'
import { fileIdOf } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import { addressOf, segment } from './regions.ts'
import type { Context, FileRef, Job, JobStatus, TuneRequest, TuneResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

interface WireJob {
  readonly status?: string
  readonly outputModelArn?: string
  readonly failureMessage?: string
}

const pollAfterMs = 60_000

const addressOfFile = (file: FileRef, context: Context): string =>
  fileIdOf({ type: 'media', mediaType: 'application/jsonl', file }, context)!

function statusOf(
  { status, outputModelArn }: WireJob,
  id: string,
  requestId: string | undefined,
): JobStatus<TuneResult> {
  if (status === 'Completed' && outputModelArn !== undefined)
    return { state: 'done', result: { model: outputModelArn, id, ...(requestId !== undefined && { requestId }) } }
  if (status === 'Stopped') return { state: 'cancelled' }
  if (status === 'Failed' || status === 'Completed') {
    const message = `The customization job ${id} failed; see its failure message in the console of Bedrock.`
    return { state: 'failed', code: 'invalid-request', message, rawCode: status }
  }
  return { state: 'running', pollAfterMs }
}

/**
 * Customization jobs. Files are `s3://` addresses, as the ids of files of this provider; role and output stand in the option
 * `tune`. `method` is `FINE_TUNING` (the default), `CONTINUED_PRE_TRAINING`, `DISTILLATION`, `REINFORCEMENT_FINE_TUNING`.
 */
export function tune(http: Http, place: Place): Job<TuneRequest, TuneResult> & { readonly params: readonly string[] } {
  const at = (id: string, context: Context): string =>
    `${addressOf(place, 'control', context)}/model-customization-jobs/${segment(id)}`
  return {
    params: ['trainingFile', 'validationFile', 'suffix', 'hyperparameters', 'method'],
    idempotent: true,
    async submit(request, context) {
      const { provider, model } = context.target
      const { tune: options } = optionsOf(context)
      if (!options) {
        throw llmError(
          'invalid-request',
          `A customization job of ${provider} needs the option tune with roleArn and outputUri on its target.`,
          { target: context.target, field: 'options.tune' },
        )
      }
      const { trainingFile, validationFile, suffix, hyperparameters = {}, method = 'FINE_TUNING' } = request
      // Names are unique in an account.
      const name = suffix ?? `llmrr-${Math.floor(context.host.now() / 1000)}`
      const body = {
        jobName: options.jobName ?? `${name}-job`,
        customModelName: name,
        roleArn: options.roleArn,
        ...(context.idempotencyKey !== undefined && { clientRequestToken: context.idempotencyKey }),
        baseModelIdentifier: model,
        customizationType: method,
        trainingDataConfig: { s3Uri: addressOfFile(trainingFile, context) },
        ...(validationFile && {
          validationDataConfig: { validators: [{ s3Uri: addressOfFile(validationFile, context) }] },
        }),
        outputDataConfig: { s3Uri: options.outputUri },
        hyperParameters: Object.fromEntries(
          Object.entries(hyperparameters).map(([key, value]) => [
            key,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        ),
      }
      const path = `${addressOf(place, 'control', context)}/model-customization-jobs`
      const reply = await http.json<{ readonly jobArn: string }>({ path, body }, context)
      return { provider, capability: 'tune', model, id: reply.body.jobArn }
    },
    async poll({ id }, context) {
      const { body, facts } = await http.json<WireJob>({ method: 'GET', path: at(id, context) }, context)
      return statusOf(body, id, facts.requestId)
    },
    async cancel({ id }, context) {
      const { response } = await http.send({ path: `${at(id, context)}/stop` }, context)
      await response.body?.cancel()
    },
  }
}

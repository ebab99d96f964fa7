import { llmError } from '@llmrr/core'
import { factsOf } from './facts.ts'
import { fileIdOf, withoutRaw } from '@llmrr/provider-kit'
import { inPath, whereOf } from './where.ts'
import { jobStatus } from './job-status.ts'
import { secondsOf } from './usage.ts'
import { optionsOf } from './options.ts'
import type { Context, FileRef, Handler, TuneRequest } from '@llmrr/core'
import type { Runs } from './runs.ts'
import type { Service } from './service.ts'
import type { WirePrediction } from './wire.ts'

const pathOf = (id: string): string => `/trainings/${encodeURIComponent(id)}`

/** Trainings: of the version of a trainer, into a model that exists (the option `destination`). */
export function replicateTune(service: Service, runs: Runs): Handler<'tune'> {
  const { http } = service
  return {
    async submit(request: TuneRequest, context: Context) {
      const { trainingFile, validationFile, hyperparameters = {}, seed } = request
      const { destination, input = {}, trainingField = 'input_images', webhook, webhookEvents } = optionsOf(context)
      const { target } = context
      const { model, version } = whereOf(target.model)
      if (model === undefined || version === undefined)
        throw llmError(
          'invalid-request',
          `A training at ${target.provider} needs a trainer as owner/name:version, not ${target.model}.`,
          { target },
        )
      if (destination === undefined)
        throw llmError(
          'invalid-request',
          `A training at ${target.provider} needs the option destination: a model of yours, as owner/name.`,
          { target },
        )
      const urlOf = (file: FileRef): string =>
        service.fileUrl(fileIdOf({ type: 'media', mediaType: 'application/octet-stream', file }, context)!, context)
      const { body } = await http.json<WirePrediction>(
        {
          path: `/models/${inPath(model)}/versions/${encodeURIComponent(version)}/trainings`,
          body: {
            destination,
            input: {
              ...(!(trainingField in input) && { [trainingField]: urlOf(trainingFile) }),
              ...(validationFile && { validation_data: urlOf(validationFile) }),
              ...(seed !== undefined && { seed }),
              ...hyperparameters,
              ...input,
            },
            ...(webhook !== undefined && { webhook }),
            ...(webhookEvents && { webhook_events_filter: webhookEvents }),
          },
        },
        context,
      )
      return { provider: target.provider, capability: 'tune', model: target.model, id: body.id }
    },
    async poll({ id }, context: Context) {
      const { body } = await http.json<WirePrediction>({ method: 'GET', path: pathOf(id) }, withoutRaw(context))
      return jobStatus(body, runs.failure, context, () => {
        const { version } = (body.output ?? {}) as { readonly version?: string }
        return { model: version ?? '', ...factsOf({ prediction: body }, secondsOf(body), context) }
      })
    },
    async cancel({ id }, context) {
      await http.send({ path: `${pathOf(id)}/cancel` }, withoutRaw(context))
    },
  }
}

import type { ModelInfo } from '@llmrr/core'

/**
 * What is wrong with a provider's default model on a day (`YYYY-MM-DD`), or `undefined`: it has to be in the catalogue, to be a
 * model for chat, and not to have been retired. A provider without a default model has nothing wrong.
 */
export function defaultModelProblem(
  provider: { readonly defaultModel?: string },
  models: readonly ModelInfo[],
  today: string,
): string | undefined {
  const id = provider.defaultModel
  if (id === undefined) return undefined
  const model = models.find((one) => one.id === id)
  if (!model)
    return `the default model "${id}" is not in the catalogue; choose another, or add it to models.overrides.json`
  if (!model.capabilities.includes('chat')) return `the default model "${id}" is not a model for chat`
  if (isRetired(model, today))
    return `the default model "${id}" was retired on ${model.retires}${model.successor ? `; its successor is "${model.successor}"` : ''}`
  return undefined
}

/** Whether the service has stopped serving a model on a day. A year or a month counts once it is over. */
export function isRetired({ retires }: Pick<ModelInfo, 'retires'>, today: string): boolean {
  if (retires === undefined) return false
  return retires.length === 10 ? retires <= today : retires < today.slice(0, retires.length)
}

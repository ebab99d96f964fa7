import type { ModelInfo } from '@llmrr/core'

/** Deployments by the name that they were given, and the models that they serve. */
export type Deployments = Readonly<Record<string, string>>

/**
 * The model of a deployment. Names say nothing at Azure, so the config tells; where it does not, the name itself is taken
 * for one, since that is how the portal names them.
 */
export const modelsOf =
  (deployments: Deployments = {}) =>
  (deployment: string): string => {
    const model = Object.hasOwn(deployments, deployment) ? deployments[deployment]! : deployment
    // Azure's spelling of the oldest, and versions behind the name.
    return model.replace(/^gpt-35/, 'gpt-3.5').replace(/[_@]\d{4}-\d{2}-\d{2}$/, '')
  }

/** Whether the model is one of OpenAI's own. */
export const isOpenAI = (model: string): boolean => /^(?:gpt-|chatgpt-|o\d|codex|computer-use|ft:gpt-)/.test(model)

/** Whether the model is one of Anthropic's. */
export const isClaude = (model: string): boolean => model.startsWith('claude-')

/** The facts of the models, and the same for each deployment under its own name. */
export function withDeployments(
  models: readonly ModelInfo[],
  deployments: Deployments = {},
): { readonly models: readonly ModelInfo[] } {
  const byId = new Map(models.map((info) => [info.id, info]))
  const named = Object.entries(deployments).flatMap(([id, model]) => {
    const info = byId.get(model)
    return info && id !== model ? [{ ...info, id, name: info.name ?? model }] : []
  })
  return {
    models: named.length > 0 ? [...models.filter(({ id }) => !Object.hasOwn(deployments, id)), ...named] : models,
  }
}

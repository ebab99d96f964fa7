import type { Context, Reasoning, ReasoningEffort } from '@llmrr/core'

/** Every effort, weakest first. */
export const allEfforts: readonly ReasoningEffort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']

/** The nearest of the efforts that a model has; the weaker of two equally near. Thinking is never turned off by it. */
export function nearestEffort(
  wanted: ReasoningEffort,
  offered: readonly ReasoningEffort[],
): ReasoningEffort | undefined {
  if (offered.includes(wanted)) return wanted
  const thinking = offered.filter((effort) => effort !== 'none')
  const at = allEfforts.indexOf(wanted)
  let nearest: ReasoningEffort | undefined
  for (const effort of thinking.length > 0 ? thinking : offered) {
    if (nearest === undefined || distance(effort, at) < distance(nearest, at)) nearest = effort
  }
  return nearest
}

const distance = (effort: ReasoningEffort, at: number): number => Math.abs(allEfforts.indexOf(effort) - at)

/** The effort that stands for a budget of tokens, where a service knows only efforts. */
export const effortOfTokens = (tokens: number): ReasoningEffort =>
  tokens <= 0 ? 'none' : tokens <= 2048 ? 'low' : tokens <= 8192 ? 'medium' : 'high'

/**
 * The effort to send for a request's `reasoning`, one of those offered (weakest first); `undefined` leaves it to the model.
 * Warns of an effort that is not offered and of a token budget.
 */
export function effortOf(
  reasoning: Reasoning | undefined,
  offered: readonly ReasoningEffort[],
  context: Context,
): ReasoningEffort | undefined {
  if (reasoning === undefined) return undefined
  const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  const wanted = effort ?? (tokens === undefined ? undefined : effortOfTokens(tokens))
  if (wanted === undefined) return undefined
  const nearest = nearestEffort(wanted, offered)
  if (tokens !== undefined) {
    context.warn('reasoning.tokens', `${context.target.model} takes no budget of tokens; the effort is ${nearest}.`)
  } else if (nearest !== wanted) {
    context.warn('reasoning', `${context.target.model} does not know the effort ${wanted}; it is ${nearest}.`)
  }
  return nearest
}

import { effortOfTokens, nearestEffort } from '../../reasoning-effort.ts'
import type { Context, ReasoningEffort, ResolvedChatRequest } from '@llmrr/core'
import type { GeminiTraits } from './traits.ts'

/** How the model is asked to think. Never both a budget and a level. */
export interface WireThinking {
  readonly thinkingBudget?: number
  readonly thinkingLevel?: string
  readonly includeThoughts?: boolean
}

// What an effort means where the model thinks by a budget: Google's own table for its OpenAI-compatible route.
const budgets: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: 512,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
}

const shown = (summary: boolean | undefined): WireThinking =>
  summary === undefined ? {} : { includeThoughts: summary }

/** The field for a request's `reasoning`, as far as the model knows it; `undefined` leaves thinking to the model. */
export function toThinking(
  { reasoning }: ResolvedChatRequest,
  traits: GeminiTraits,
  context: Context,
): WireThinking | undefined {
  if (reasoning === undefined) return undefined
  const { effort, tokens, summary } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  const isOff = effort === 'none' || (effort === undefined && tokens === 0)
  const { model } = context.target
  if (traits.thinking === 'none') {
    if (!isOff) context.warn('reasoning', `${model} does not think; it answers at once.`)
    return undefined
  }
  if (effort === undefined && tokens === undefined) return shown(summary)
  // A budget of -1 leaves its size to the model.
  const takesBudget = traits.thinking === 'budget' || (traits.thinking === 'either' && tokens !== undefined && !isOff)
  return {
    ...(takesBudget
      ? byBudget(isOff, effort, tokens, traits, context)
      : byLevel(isOff, effort, tokens, traits, context)),
    ...shown(summary),
  }
}

function byBudget(
  isOff: boolean,
  effort: ReasoningEffort | undefined,
  tokens: number | undefined,
  { budget: [least, most], canBeOff }: GeminiTraits,
  context: Context,
): WireThinking {
  if (isOff && canBeOff) return { thinkingBudget: 0 }
  const { model } = context.target
  if (isOff) {
    context.warn('reasoning', `${model} always thinks; its budget is ${least} tokens.`)
    return { thinkingBudget: least }
  }
  if (tokens === -1) return { thinkingBudget: -1 }
  const wanted = tokens ?? budgets[effort as 'medium']
  const thinkingBudget = Math.min(Math.max(Math.floor(wanted), least), most)
  if (tokens !== undefined && thinkingBudget !== tokens)
    context.warn(
      'reasoning.tokens',
      `${model} thinks with ${least} to ${most} tokens; the budget is ${thinkingBudget}.`,
    )
  return { thinkingBudget }
}

function byLevel(
  isOff: boolean,
  effort: ReasoningEffort | undefined,
  tokens: number | undefined,
  { levels }: GeminiTraits,
  context: Context,
): WireThinking {
  const { model } = context.target
  const wanted = effort ?? effortOfTokens(tokens!)
  const level = isOff ? levels[0]! : nearestEffort(wanted, levels)!
  if (tokens !== undefined && !isOff)
    context.warn('reasoning.tokens', `${model} takes no budget of tokens; the level is ${level}.`)
  else if (isOff) context.warn('reasoning', `${model} always thinks; the level is ${level}.`)
  else if (level !== wanted) context.warn('reasoning', `${model} does not know the effort ${wanted}; it is ${level}.`)
  return { thinkingLevel: level }
}

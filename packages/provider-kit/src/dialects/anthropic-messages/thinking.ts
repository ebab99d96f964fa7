import { effortOfTokens, nearestEffort } from '../../reasoning-effort.ts'
import { optionsOf } from './options.ts'
import { isForced } from './tools.ts'
import type { Context, ReasoningEffort, ResolvedChatRequest } from '@llmrr/core'
import type { Turn } from './messages.ts'
import type { ClaudeTraits } from './traits.ts'
import type { WireThinking } from './wire.ts'

/** How a request wants the model to think: the field, and the effort that goes beside it. */
export interface Thinking {
  readonly thinking?: WireThinking
  readonly effort?: string
}

const leastBudget = 1024
// What an effort means where the model thinks by a budget.
const budgets: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 32_768,
  max: 63_999,
}

/** The budget for an effort; some of the answer's tokens are left for the answer. */
const budgetOf = (effort: Exclude<ReasoningEffort, 'none'>, maxTokens: number): number =>
  Math.min(budgets[effort], Math.floor(maxTokens * 0.8))

function budgetOfTokens(tokens: number, maxTokens: number, context: Context): number {
  const budget = Math.min(Math.max(Math.floor(tokens), leastBudget), maxTokens - 1)
  if (budget !== tokens)
    context.warn(
      'reasoning.tokens',
      `Claude thinks with ${leastBudget} tokens or more, and fewer than its answer may have; the budget is ${budget}.`,
    )
  return budget
}

/**
 * Whether the answer that tools have just answered began without thinking. Where it thinks by a budget, Claude refuses to
 * begin in the middle of such a turn (an answer of another service, say).
 */
function isInUnthoughtTurn(turns: readonly Turn[]): boolean {
  const results = turns.findLast(({ role }) => role !== 'system')
  if (results?.role !== 'user' || !results.content.some(({ type }) => type === 'tool_result')) return false
  const answer = turns.findLast(({ role }) => role === 'assistant')
  const first = answer?.content[0]?.type
  return first !== 'thinking' && first !== 'redacted_thinking'
}

/** The fields for a request's `reasoning`, as far as the model knows it. */
export function toThinking(
  request: ResolvedChatRequest,
  traits: ClaudeTraits,
  maxTokens: number,
  turns: readonly Turn[],
  context: Context,
): Thinking {
  const options = optionsOf(context)
  const { thinking, effort } = asked(request, traits, maxTokens, turns, context)
  return {
    ...((options.thinking ?? thinking) && { thinking: (options.thinking ?? thinking) as WireThinking }),
    ...((effort ?? options.effort) && { effort: effort ?? options.effort }),
  }
}

function asked(
  { reasoning, toolChoice }: ResolvedChatRequest,
  traits: ClaudeTraits,
  maxTokens: number,
  turns: readonly Turn[],
  context: Context,
): Thinking {
  if (reasoning === undefined) return {}
  const { effort, tokens, summary } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  const { model } = context.target
  const isOff = effort === 'none' || (effort === undefined && tokens === 0)
  if (traits.thinking === 'none') {
    if (!isOff) context.warn('reasoning', `${model} does not think; it answers at once.`)
    return {}
  }
  if (isOff) {
    if (traits.off) return { thinking: { type: traits.off } }
    context.warn('reasoning', `${model} always thinks; the effort is low.`)
    return { effort: 'low' }
  }
  if (traits.forcedTools && isForced(toolChoice)) {
    if (!traits.off) return known(effort, traits, true, context)
    context.warn('reasoning', 'Claude does not think when it is forced to call a tool; it answers without thinking.')
    return { thinking: { type: traits.off } }
  }
  const display = summary === undefined ? {} : { display: summary ? 'summarized' : 'omitted' }
  const byBudget = traits.thinking === 'budget' || (traits.thinking === 'either' && tokens !== undefined)
  if (!byBudget) {
    const wanted = effort ?? (tokens === undefined ? undefined : effortOfTokens(tokens))
    if (tokens !== undefined)
      context.warn(
        'reasoning.tokens',
        `${model} takes no budget of tokens; the effort is ${nearestEffort(wanted!, traits.efforts)}.`,
      )
    return { thinking: { type: 'adaptive', ...display }, ...known(wanted, traits, tokens === undefined, context) }
  }
  if (isInUnthoughtTurn(turns)) {
    context.warn(
      'reasoning',
      'The turn that goes on began without thinking, and Claude cannot begin in its middle; it answers without.',
    )
    return {}
  }
  const budget =
    tokens === undefined
      ? budgetOf((effort ?? 'medium') as 'medium', maxTokens)
      : budgetOfTokens(tokens, maxTokens, context)
  if (budget < leastBudget) {
    context.warn('reasoning', `An answer of ${maxTokens} tokens leaves no room for thinking; it answers without.`)
    return {}
  }
  return {
    thinking: { type: 'enabled', budget_tokens: budget, ...display },
    ...(traits.efforts.length > 0 && known(effort, traits, true, context)),
  }
}

function known(wanted: ReasoningEffort | undefined, traits: ClaudeTraits, warns: boolean, context: Context): Thinking {
  if (wanted === undefined) return {}
  const effort = nearestEffort(wanted, traits.efforts)
  if (warns && effort !== wanted)
    context.warn('reasoning', `${context.target.model} does not know the effort ${wanted}; it is ${effort}.`)
  return effort === undefined ? {} : { effort }
}

import { claudeThinking, effortOf } from '@llmrr/provider-kit'
import { traitsOf } from './model-ways.ts'
import type { Context, ReasoningEffort, ResolvedChatRequest } from '@llmrr/core'
import type { WireMessage } from './wire.ts'

/** What `reasoning` becomes: fields of the model's own request, and the effort beside them. */
export interface ReasoningFields {
  readonly fields: Readonly<Record<string, unknown>>
  readonly effort?: string
}

const threeEfforts: readonly ReasoningEffort[] = ['low', 'medium', 'high']
const novaEfforts: readonly ReasoningEffort[] = ['none', ...threeEfforts]

/** The conversation as Claude's rules of thinking look at it. */
const asTurns = (messages: readonly WireMessage[]) =>
  messages.map(({ role, content }) => ({
    role,
    content: content.map((block) => ({
      type: block.toolResult ? 'tool_result' : block.reasoningContent ? 'thinking' : 'text',
    })),
  }))

/** The fields for a request's `reasoning`, as far as the model knows it. */
export function toReasoning(
  request: ResolvedChatRequest,
  messages: readonly WireMessage[],
  context: Context,
): ReasoningFields {
  const { reasoning, claude } = traitsOf(context.target)
  if (claude) {
    const most = request.maxOutputTokens ?? claude.maxOutput
    const { thinking, effort } = claudeThinking(request, claude, most, asTurns(messages), context)
    return { fields: thinking ? { thinking } : {}, ...(effort !== undefined && { effort }) }
  }
  if (request.reasoning === undefined) return { fields: {} }
  if (reasoning === 'effort') {
    const effort = effortOf(request.reasoning, threeEfforts, context)
    return { fields: effort === undefined ? {} : { reasoning_effort: effort } }
  }
  if (reasoning === 'nova-2') {
    const effort = effortOf(request.reasoning, novaEfforts, context)
    if (effort === undefined) return { fields: {} }
    const reasoningConfig = effort === 'none' ? { type: 'disabled' } : { type: 'enabled', maxReasoningEffort: effort }
    return { fields: { reasoningConfig } }
  }
  context.warn('reasoning', `Converse has no way to tell ${context.target.model} how to reason; it was left out.`)
  return { fields: {} }
}

import { llmError } from '@llmrr/core'
import type { Context, LLMError } from '@llmrr/core'

/** The error for a reply that lacks what was asked for. */
export const lacking = (what: string, { target }: Pick<Context, 'target'>): LLMError =>
  llmError(
    'bad-response',
    `${target.provider} answered ${target.model || 'the call'} without ${what}; check whether the model is made for it.`,
    { target },
  )

import { llmError } from '@llmrr/core'
import type { Context, Part } from '@llmrr/core'

/** The text of an input. @throws LLMError `unsupported` for parts that are none. */
export function inputText(input: string | readonly Part[], context: Context): string {
  if (typeof input === 'string') return input
  return input
    .map((part) => {
      if (part.type === 'text') return part.text
      throw llmError(
        'unsupported',
        `${context.target.provider}/${context.target.model} reads text only here, and was given a ${part.type} part.`,
        {
          target: context.target,
        },
      )
    })
    .join('')
}

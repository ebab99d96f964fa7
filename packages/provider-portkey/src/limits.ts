import { messagesLimits, openaiLimits } from '@llmrr/provider-kit'
import type { LimitHeaders } from '@llmrr/provider-kit'

const together = (...names: readonly (string | readonly string[] | undefined)[]): readonly string[] =>
  names.flatMap((name) => name ?? [])

/** The limits of the service behind, whose headers the gateway passes on: in OpenAI's words, or in Anthropic's. */
export const limits: LimitHeaders = {
  ...messagesLimits,
  ...Object.fromEntries(
    Object.entries(openaiLimits).map(([dimension, [limit, remaining, reset]]) => {
      const [otherLimit, otherRemaining, otherReset] = messagesLimits[dimension] ?? [undefined, undefined]
      return [
        dimension,
        [together(limit, otherLimit), together(remaining, otherRemaining), together(reset, otherReset)],
      ]
    }),
  ),
}

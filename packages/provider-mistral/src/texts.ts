import { optionsOf } from './options.ts'
import type { CompleteRequest } from '@llmrr/core'
import type { CapabilityQuirks, EmbedQuirks } from '@llmrr/provider-kit'

/** In what filling a gap differs from OpenAI's legacy completion. */
export const fim: CapabilityQuirks<CompleteRequest> = {
  path: '/fim/completions',
  without: ['user', 'logprobs', 'frequencyPenalty', 'presencePenalty'],
  body({ seed, ...body }, _request, context) {
    const { minTokens } = optionsOf(context)
    return {
      ...body,
      ...(seed !== undefined && { random_seed: seed }),
      ...(minTokens !== undefined && { min_tokens: minTokens }),
    }
  },
}

/** In what Mistral's embeddings differ. */
export const embeddings: EmbedQuirks = {
  without: ['user'],
  body({ dimensions, ...body }, _request, context) {
    const { outputDtype } = optionsOf(context)
    return {
      ...body,
      ...(dimensions !== undefined && { output_dimension: dimensions }),
      ...(outputDtype !== undefined && { output_dtype: outputDtype }),
    }
  },
}

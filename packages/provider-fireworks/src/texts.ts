import { renamed } from '@llmrr/provider-kit'
import { grammarOf, textFields } from './chat.ts'
import { optionsOf } from './options.ts'
import type { CapabilityQuirks, EmbedQuirks, RerankQuirks } from '@llmrr/provider-kit'
import type { CompleteRequest } from '@llmrr/core'

/** In what Fireworks' plain texts differ from OpenAI's. */
export const complete: CapabilityQuirks<CompleteRequest> = {
  without: ['suffix'],
  body(body, _request, context) {
    const options = optionsOf(context)
    return { ...renamed(options, textFields), ...grammarOf(options), ...body }
  },
}

/** In what Fireworks' embeddings differ from OpenAI's. */
export const embed: EmbedQuirks = {
  without: ['user'],
  body: (body, _request, context) => ({
    ...renamed(optionsOf(context), { promptTemplate: 'prompt_template', normalize: 'normalize' }),
    ...body,
  }),
}

/** In what Fireworks' ranking differs from the form that most services share: documents would be sent back. */
export const rerank: RerankQuirks = {
  without: ['maxTokensPerDocument'],
  body: (body, _request, context) => ({
    ...renamed(optionsOf(context), { task: 'task' }),
    ...body,
    return_documents: false,
  }),
}

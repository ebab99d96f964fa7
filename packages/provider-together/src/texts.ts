import { renamed } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import { textFields } from './chat.ts'
import type { CapabilityQuirks, RerankQuirks } from '@llmrr/provider-kit'
import type { CompleteRequest } from '@llmrr/core'

/** In what Together's plain texts differ from OpenAI's. A gap is filled by the tokens of a model that can, in the prompt. */
export const complete: CapabilityQuirks<CompleteRequest> = {
  without: ['suffix', 'user'],
  body: ({ logprobs, ...body }, _request, context) => ({
    ...renamed(optionsOf(context), textFields),
    ...body,
    ...(logprobs !== undefined && { logprobs: Math.max(1, Number(logprobs)) }),
  }),
}

/** In what Together's ranking differs from the form that most services share. */
export const rerank: RerankQuirks = {
  objects: true,
  without: ['maxTokensPerDocument'],
  body: (body, _request, context) => ({ ...body, ...renamed(optionsOf(context), { rankFields: 'rank_fields' }) }),
}

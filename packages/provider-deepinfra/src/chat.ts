import { openaiMedia } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { OpenAIChatChunk, OpenAIChatQuirks } from '@llmrr/provider-kit'

/** Fields of chats that are not in DeepInfra's schema. */
export const without = ['parallelToolCalls', 'metadata']

interface Costly {
  readonly usage?: { readonly estimated_cost?: number | null } | null
}

/** What DeepInfra says that an answer cost, in dollars. */
export const readCost = (chunk: OpenAIChatChunk): number | null | undefined => (chunk as Costly).usage?.estimated_cost

/** In what DeepInfra's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  efforts: ['none', 'low', 'medium', 'high'],
  thinkTags: true,
  writeMedia: openaiMedia('image', 'audio', 'video'),
  readCost,
  body(body, _request, context) {
    const { minP, repetitionPenalty, regex, chatTemplateKwargs } = optionsOf(context)
    return {
      ...(regex !== undefined && { response_format: { type: 'regex', regex } }),
      ...body,
      ...(minP !== undefined && { min_p: minP }),
      ...(repetitionPenalty !== undefined && { repetition_penalty: repetitionPenalty }),
      ...(chatTemplateKwargs && { chat_template_kwargs: chatTemplateKwargs }),
    }
  },
}

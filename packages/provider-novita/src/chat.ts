import { chatDefaults, openaiMedia } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { OpenAIChatQuirks } from '@llmrr/provider-kit'

/** Fields of chats that are not in Novita's table. Prompts are cached by themselves, where they are. */
export const without = ['parallelToolCalls', 'user', 'metadata', 'serviceTier', 'cache']

const isGraded = (model: string): boolean => /gpt-oss|deepseek-v4/.test(model)
/** Models that think or do not, as they are told. */
const isHybrid = (model: string): boolean =>
  /glm-|deepseek-v3\.|qwen3(?!-coder|.*instruct)|kimi-k2\.|minimax-m/.test(model)

/** In what Novita's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  reasoningField: 'reasoning_content',
  efforts: (model) => (isGraded(model) ? ['none', 'low', 'medium', 'high'] : isHybrid(model) ? ['none', 'medium'] : []),
  // R1 and its kin think in the text, unless the service is asked to split it.
  thinkTags: true,
  writeMedia: openaiMedia('image', 'audio', 'video'),
  writeReasoning(reasoning, context, efforts) {
    const { model } = context.target
    if (!isHybrid(model)) return chatDefaults.writeReasoning(reasoning, context, efforts)
    const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
    if (tokens !== undefined) context.warn('reasoning.tokens', `${model} takes no budget of tokens; it is left out.`)
    return effort === undefined ? {} : { enable_thinking: effort !== 'none' }
  },
  body(body, _request, context) {
    const { minP, repetitionPenalty, logitBias, separateReasoning } = optionsOf(context)
    return {
      ...body,
      ...(minP !== undefined && { min_p: minP }),
      ...(repetitionPenalty !== undefined && { repetition_penalty: repetitionPenalty }),
      ...(logitBias && { logit_bias: logitBias }),
      ...(separateReasoning !== undefined && { separate_reasoning: separateReasoning }),
    }
  },
}

import type { Context } from '@llmrr/core'
import type { OpenAIChatQuirks } from '../dialects/openai-chat/quirks.ts'
import type { OpenAIOptions } from './options.ts'
import type { OpenAIWays } from './ways.ts'

/** Fields that models refuse over Chat Completions because they reason. */
const unreasoned = ['temperature', 'topP', 'logprobs', 'frequencyPenalty', 'presencePenalty', 'stop']

/** Request fields that a model does not take over Chat Completions. */
export function withoutOf({ efforts, sampling }: OpenAIWays): readonly string[] {
  const always = ['topK', ...(efforts.length === 0 ? ['reasoning'] : [])]
  if (efforts.length === 0) return always
  return [...always, ...(sampling === 'never' ? unreasoned : ['frequencyPenalty', 'presencePenalty', 'stop'])]
}

/** In what OpenAI's Chat Completions differs from what the family takes from it. */
export const completionsQuirks = (waysOf: (model: string) => OpenAIWays): Partial<OpenAIChatQuirks> => ({
  systemRole: (model) => (waysOf(model).efforts.length > 0 ? 'developer' : 'system'),
  userField: 'safety_identifier',
  efforts: (model) => waysOf(model).efforts,
  writePromptCache({ key, ttlSeconds }, context) {
    const { cache } = waysOf(context.target.model)
    const long = ttlSeconds !== undefined && ttlSeconds > 1800
    if (long && cache !== 'retention') {
      context.warn('cache.ttlSeconds', 'Over Chat Completions a prompt stays cached for 30 minutes at most.')
    }
    return {
      ...(key !== undefined && { prompt_cache_key: key }),
      ...(ttlSeconds !== undefined && cache === 'breakpoints' && { prompt_cache_options: { ttl: '30m' } }),
      ...(long && cache === 'retention' && { prompt_cache_retention: '24h' }),
    }
  },
  body(body, _request, context: Context) {
    const options = (context.target.options ?? {}) as OpenAIOptions
    const { logitBias, modalities, audio, prediction, verbosity, store, moderation } = options
    const { defaultEffort, sampling } = waysOf(context.target.model)
    const effort = body['reasoning_effort'] ?? defaultEffort
    const refused =
      sampling === 'unreasoned' && effort !== 'none' ? ['temperature', 'top_p', 'logprobs', 'top_logprobs'] : []
    for (const field of refused) {
      if (body[field] === undefined) continue
      if (field !== 'top_logprobs') {
        context.warn(
          field === 'top_p' ? 'topP' : field,
          `${context.target.model} takes it only with the reasoning effort none; it was left out.`,
        )
      }
      delete body[field]
    }
    return {
      ...body,
      ...(logitBias && { logit_bias: logitBias }),
      ...((modalities ?? audio) && { modalities: modalities ?? ['text', 'audio'] }),
      ...(audio && { audio }),
      ...(prediction !== undefined && { prediction: { type: 'content', content: prediction } }),
      ...(verbosity && { verbosity }),
      ...(store !== undefined && { store }),
      ...(moderation && { moderation }),
    }
  },
})

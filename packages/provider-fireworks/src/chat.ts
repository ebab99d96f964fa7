import { chatDefaults, effortOf, kindOf, mediaUrl, openaiMedia, renamed } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import { readMetrics } from './performance.ts'
import type { Context, MediaPart, ReasoningEffort } from '@llmrr/core'
import type { OpenAIChatContent, OpenAIChatQuirks, WireRequest } from '@llmrr/provider-kit'

const isGptOss = (model: string): boolean => model.includes('gpt-oss')

const writeSeen = openaiMedia('image', 'video')

function writeMedia(part: MediaPart, context: Context): OpenAIChatContent {
  const url = kindOf(part.mediaType) === 'document' && !part.file ? mediaUrl(part) : undefined
  // Documents are read for the model, which sees their text and pictures.
  return url === undefined
    ? writeSeen(part, context)
    : { type: 'image_url', image_url: { url: `${url}#transform=inline` } }
}

/** Options that both chats and plain texts take, by our name and the service's. */
export const textFields = {
  minP: 'min_p',
  typicalP: 'typical_p',
  repetitionPenalty: 'repetition_penalty',
  mirostatTarget: 'mirostat_target',
  mirostatLr: 'mirostat_lr',
  logitBias: 'logit_bias',
  ignoreEos: 'ignore_eos',
  echo: 'echo',
  echoLast: 'echo_last',
  contextLengthExceededBehavior: 'context_length_exceeded_behavior',
  promptTruncateLen: 'prompt_truncate_len',
  prediction: 'prediction',
  speculation: 'speculation',
  promptCacheIsolationKey: 'prompt_cache_isolation_key',
  safeTokenization: 'safe_tokenization',
  rawOutput: 'raw_output',
  returnTokenIds: 'return_token_ids',
  perfMetricsInResponse: 'perf_metrics_in_response',
} as const

/** Fields that hold an answer to a grammar. */
export const grammarOf = ({ grammar }: { readonly grammar?: string | undefined }): object =>
  grammar === undefined ? {} : { response_format: { type: 'grammar', grammar } }

const mostAlternatives = 5

/** In what Fireworks' chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  reasoningField: 'reasoning_content',
  efforts: (model): readonly ReasoningEffort[] =>
    isGptOss(model) ? ['low', 'medium', 'high'] : ['none', 'low', 'medium', 'high', 'max'],
  // Older models and deployments of one's own think in the text.
  thinkTags: true,
  writeMedia,
  writeReasoning(reasoning, context, efforts = []) {
    const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
    if (tokens === undefined) return chatDefaults.writeReasoning(reasoning, context, efforts)
    if (effort !== undefined)
      context.warn('reasoning.effort', `${context.target.provider} takes an effort or a budget; the budget counts.`)
    // The field takes a word or a bound on the tokens.
    return tokens > 0 ? { reasoning_effort: tokens } : { reasoning_effort: effortOf('none', efforts, context) }
  },
  body({ top_logprobs: alternatives, ...body }, _request, context) {
    const options = optionsOf(context)
    if (Number(alternatives) > mostAlternatives)
      context.warn('logprobs', `${context.target.provider} tells ${mostAlternatives} alternatives of a token at most.`)
    return {
      ...renamed(options, { ...textFields, reasoningHistory: 'reasoning_history' }),
      ...grammarOf(options),
      ...body,
      ...(alternatives !== undefined && { top_logprobs: Math.min(Number(alternatives), mostAlternatives) }),
    }
  },
  readEvent: readMetrics,
}

/** Adds the header that keeps requests on one machine. */
export function withAffinity(request: WireRequest, context: Context): WireRequest {
  const { sessionAffinity } = optionsOf(context)
  return sessionAffinity === undefined
    ? request
    : { ...request, headers: { 'x-session-affinity': sessionAffinity, ...request.headers } }
}

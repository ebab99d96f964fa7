import { llmError } from '@llmrr/core'
import { base64Of, chatDefaults, effortOf, kindOf, mediaUrl, openaiMedia, renamed } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, MediaPart, ReasoningEffort } from '@llmrr/core'
import type { OpenAIChatChunk, OpenAIChatContent, OpenAIChatQuirks } from '@llmrr/provider-kit'

/** Request fields that no model of Together takes. Prompts are cached by themselves, where they are. */
export const without = ['parallelToolCalls', 'cache', 'user', 'metadata', 'serviceTier']

const isGptOss = (model: string): boolean => model.includes('gpt-oss')
/** Models that think unless they are told not to. Some of them have efforts as well. */
const isHybrid = (model: string): boolean =>
  /DeepSeek-V(?:3-1|3\.1|4)|GLM-5|Kimi-K2\.[56]|Qwen3\.[56]|nemotron-3|cogito-v2/i.test(model)
const isGraded = (model: string): boolean => /DeepSeek-V4-Pro|GLM-5\.2/i.test(model)
const isPlain = (model: string): boolean =>
  /^(?:meta-llama|mistralai|LiquidAI|essentialai)\/|gemma-3|Qwen2\.5|Qwen3-(?:Coder|235B-A22B-Instruct)|DeepSeek-V3$/i.test(
    model,
  )

function effortsOf(model: string): readonly ReasoningEffort[] {
  if (isGptOss(model)) return ['low', 'medium', 'high']
  if (isPlain(model)) return []
  if (isGraded(model)) return ['none', 'high', 'max']
  return isHybrid(model) ? ['none', 'medium'] : ['none', 'low', 'medium', 'high']
}

const writePlain = openaiMedia('image', 'video', 'audio')

function writeMedia(part: MediaPart, context: Context): OpenAIChatContent {
  const { detail, ...seen } = part
  if (detail !== undefined) context.warn('detail', `${context.target.provider} looks at every picture in its own way.`)
  if (kindOf(part.mediaType) !== 'audio' || part.file) return writePlain(seen, context)
  // Data is named as wave alone; any other sound goes by its address, which may hold the data.
  const data = base64Of(part)
  if (data !== undefined && /wav|wave/.test(part.mediaType))
    return { type: 'input_audio', input_audio: { data, format: 'wav' } }
  const url = mediaUrl(part)
  if (url !== undefined) return { type: 'audio_url', audio_url: { url } }
  throw llmError('unsupported', `${context.target.provider} takes sound as data or by its address.`, {
    target: context.target,
  })
}

interface WireTool {
  readonly function: { readonly name: string; readonly description?: string }
}

// Some hosts of gpt-oss refuse a tool that is not described.
const described = (tools: readonly WireTool[]): readonly object[] =>
  tools.map((tool) => ({ ...tool, function: { description: tool.function.name, ...tool.function } }))

const sampling = {
  minP: 'min_p',
  repetitionPenalty: 'repetition_penalty',
  logitBias: 'logit_bias',
  echo: 'echo',
} as const

/** Options that both chats and plain texts take, by our name and the service's. */
export const textFields = { ...sampling, safetyModel: 'safety_model' } as const

const chatFields = {
  ...textFields,
  contextLengthExceededBehavior: 'context_length_exceeded_behavior',
  chatTemplateKwargs: 'chat_template_kwargs',
  compliance: 'compliance',
} as const

/** In what Together's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  // Usage comes with the chunk of the finish reason, or not at all.
  streamUsage: false,
  strictTools: false,
  reasoningField: 'reasoning',
  efforts: effortsOf,
  thinkTags: true,
  writeMedia,
  writeReasoning(reasoning, context, efforts = []) {
    const { model } = context.target
    if (efforts.length === 0) return chatDefaults.writeReasoning(reasoning, context, efforts)
    const effort = effortOf(reasoning, efforts, context)
    if (effort === undefined) return {}
    if (effort === 'none') return { reasoning: { enabled: false } }
    return {
      ...(isHybrid(model) && { reasoning: { enabled: true } }),
      ...((!isHybrid(model) || isGraded(model)) && { reasoning_effort: effort }),
    }
  },
  body({ logprobs, top_logprobs: alternatives, tools, ...body }, _request, context) {
    const options = optionsOf(context)
    return {
      ...renamed(options, chatFields),
      ...(options.regex !== undefined && { response_format: { type: 'regex', pattern: options.regex } }),
      ...body,
      // How many are told of each token, 1 for itself alone.
      ...(logprobs === true && { logprobs: Math.max(1, Number(alternatives ?? 1)) }),
      ...(tools !== undefined && { tools: described(tools as readonly WireTool[]) }),
    }
  },
  chunk: (chunk) => (typeof chunk.choices?.[0]?.logprobs === 'number' ? withLogprobs(chunk) : chunk),
}

/** In a stream the probability of a chunk's token is a number. */
function withLogprobs(chunk: OpenAIChatChunk): OpenAIChatChunk {
  const [choice, ...others] = chunk.choices!
  const { logprobs, top_logprobs: top } = choice as {
    readonly logprobs?: unknown
    readonly top_logprobs?: Readonly<Record<string, number>> | null
  }
  const said = choice!.delta?.content ?? choice!.text
  const told = {
    tokens: [typeof said === 'string' ? said : ''],
    token_logprobs: [logprobs as number],
    ...(top && { top_logprobs: [top] }),
  }
  return { ...chunk, choices: [{ ...choice, logprobs: told }, ...others] }
}

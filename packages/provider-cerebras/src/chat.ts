import { chatDefaults, openaiMedia } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, ReasoningEffort } from '@llmrr/core'
import type { OpenAIChatChunk, OpenAIChatQuirks } from '@llmrr/provider-kit'

interface WireTool {
  readonly type: string
  readonly function: { readonly strict?: boolean }
}

/** Request fields that Cerebras refuses: it takes no field that it does not know. */
export const without = ['topK', 'metadata']

const isGptOss = (model: string): boolean => model.startsWith('gpt-oss')
const isGlm = (model: string): boolean => model.startsWith('zai-glm')
const isPlain = (model: string): boolean => /^(?:llama|qwen)/.test(model)

const efforts: readonly ReasoningEffort[] = ['none', 'low', 'medium', 'high']

/** Tools are strict together or not at all. */
function strictTogether(tools: readonly WireTool[], context: Context): readonly WireTool[] {
  const strict = tools.filter((tool) => tool.function.strict === true)
  if (strict.length === 0 || strict.length === tools.length) return tools
  context.warn('tools', `${context.target.provider} holds all tools to their schemas or none; mark all as strict.`)
  return tools.map(({ function: { strict: _, ...definition }, ...tool }) => ({ ...tool, function: definition }))
}

/** How long an answer took, and how long it waited before. */
interface TimeInfo {
  readonly queue_time?: number
  readonly prompt_time?: number
  readonly completion_time?: number
  readonly total_time?: number
}

function performance({ time_info: told }: OpenAIChatChunk) {
  if (!told) return undefined
  const { queue_time, prompt_time, completion_time, total_time } = told as TimeInfo
  const data = {
    queueSeconds: queue_time,
    promptSeconds: prompt_time,
    completionSeconds: completion_time,
    totalSeconds: total_time,
  }
  return { type: 'x-performance', data } as const
}

/** In what Cerebras's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  efforts: (model) => (isGptOss(model) ? ['low', 'medium', 'high'] : isPlain(model) ? [] : efforts),
  reasoningField: (model) => (isGptOss(model) ? 'reasoning' : undefined),
  thinkTags: (context) => isPlain(context.target.model) && optionsOf(context).reasoningFormat !== 'raw',
  writeMedia: openaiMedia('image'),
  writeReasoning(reasoning, context, offered) {
    const { model } = context.target
    const { effort, tokens, summary } =
      typeof reasoning === 'string' ? { effort: reasoning, tokens: undefined, summary: undefined } : reasoning
    const format = summary === undefined || isPlain(model) ? {} : { reasoning_format: summary ? 'parsed' : 'hidden' }
    if (!isGlm(model)) return { ...format, ...chatDefaults.writeReasoning(reasoning, context, offered) }
    // It thinks, or it does not.
    if (tokens !== undefined)
      context.warn('reasoning.tokens', `${model} takes no budget of tokens; it thinks as long as it likes.`)
    return { ...format, ...(effort === 'none' && { reasoning_effort: 'none' }) }
  },
  // GLM takes its thoughts back where it learned to write them.
  writeAssistant(message, parts, { target }) {
    if (message.content == null && !message.tool_calls) return undefined
    if (!isGlm(target.model)) return message
    const thought = parts
      .filter((part) => part.type === 'reasoning' && (!part.state || target.provider in part.state))
      .map((part) => (part.type === 'reasoning' ? part.text : ''))
      .join('')
    return thought === '' ? message : { ...message, content: `<think>${thought}</think>${message.content ?? ''}` }
  },
  body(body, _request, context) {
    const { reasoningFormat, clearThinking, minTokens, logitBias, prediction, modelParameters } = optionsOf(context)
    const tools = body['tools'] as readonly WireTool[] | undefined
    return {
      ...(reasoningFormat !== undefined && { reasoning_format: reasoningFormat }),
      ...(clearThinking !== undefined && { clear_thinking: clearThinking }),
      ...(minTokens !== undefined && { min_completion_tokens: minTokens }),
      ...(logitBias !== undefined && { logit_bias: logitBias }),
      ...(prediction !== undefined && { prediction: { type: 'content', content: prediction } }),
      ...(modelParameters !== undefined && { model_parameters: modelParameters }),
      ...body,
      ...(tools && { tools: strictTogether(tools, context) }),
    }
  },
  readEvent: performance,
}

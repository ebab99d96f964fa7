import { filled } from '../../filled.ts'
import { optionsOf } from './options.ts'
import { toConversation } from './messages.ts'
import { toThinking } from './thinking.ts'
import { toTools } from './tools.ts'
import { traitsOf } from './traits.ts'
import type { Context, ResolvedChatRequest, Target } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { GeminiTraits } from './traits.ts'
import type { WireBody } from './wire.ts'

const common: readonly string[] = [
  'tools',
  'toolChoice',
  'maxOutputTokens',
  'stop',
  'seed',
  'frequencyPenalty',
  'presencePenalty',
  'output',
  'reasoning',
  'serviceTier',
  'logprobs',
]
const sampling: readonly string[] = ['temperature', 'topP', 'topK']

/** The request fields that the model of a target takes. */
export const geminiParams = ({ params }: GeminiQuirks, { model }: Target): readonly string[] => [
  ...common,
  ...params,
  ...(traitsOf(model).sampling ? sampling : []),
]

const mostStops = 5

function stopOf({ stop }: ResolvedChatRequest, context: Context): readonly string[] | undefined {
  if (!stop?.length) return undefined
  if (stop.length > mostStops)
    context.warn('stop', `Gemini takes ${mostStops} stop sequences; the others were left out.`)
  return stop.slice(0, mostStops)
}

function generationConfig(
  request: ResolvedChatRequest,
  traits: GeminiTraits,
  context: Context,
): Record<string, unknown> | undefined {
  const { logprobs, output } = request
  const options = optionsOf(context)
  const heat: Pick<ResolvedChatRequest, 'temperature' | 'topP' | 'topK'> = traits.sampling ? request : {}
  const thinking = toThinking(request, traits, context)
  const fields: Record<string, unknown> = {
    temperature: heat.temperature,
    topP: heat.topP,
    topK: heat.topK,
    maxOutputTokens: request.maxOutputTokens,
    stopSequences: stopOf(request, context),
    seed: request.seed,
    presencePenalty: request.presencePenalty,
    frequencyPenalty: request.frequencyPenalty,
    ...(logprobs !== undefined && logprobs !== false && { responseLogprobs: true }),
    ...(typeof logprobs === 'number' && { logprobs }),
    ...(output && { responseMimeType: 'application/json', responseJsonSchema: output.schema }),
    ...((thinking ?? options.thinkingConfig) && { thinkingConfig: { ...thinking, ...options.thinkingConfig } }),
    responseModalities: options.responseModalities,
    imageConfig: options.imageConfig,
    speechConfig: options.speechConfig,
    mediaResolution: options.mediaResolution,
    ...options.generationConfig,
  }
  return filled(fields)
}

/** The body of a request. Sends no field that does nothing. */
export function toBody(request: ResolvedChatRequest, context: Context, quirks: GeminiQuirks): WireBody {
  const { cachedContent, safetySettings } = optionsOf(context)
  const traits = traitsOf(context.target.model)
  const { system, contents } = toConversation(request.messages, traits, quirks, context)
  const { tools, toolConfig } = toTools(request, quirks, context)
  const config = generationConfig(request, traits, context)
  if (cachedContent !== undefined && system.length > 0)
    context.warn('messages', 'System messages are part of the cached content; those of the request were left out.')
  if (cachedContent !== undefined && (tools || toolConfig))
    context.warn('tools', 'Tools are part of the cached content; those of the request were left out.')
  return {
    ...(cachedContent === undefined
      ? {
          ...(system.length > 0 && { systemInstruction: { parts: system } }),
          ...(tools && { tools }),
          ...(toolConfig && { toolConfig }),
        }
      : { cachedContent }),
    contents,
    ...(config && { generationConfig: config }),
    ...(safetySettings && { safetySettings }),
  }
}

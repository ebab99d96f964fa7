import { toBase64 } from '@llmrr/provider-kit'
import { apiOf, messages } from './chat.ts'
import { converseParams, toBody } from './converse/request.ts'
import { addressOf, segment } from './regions.ts'
import type { Context, CountTokensResult, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

const regionPrefix = /^(?:us|eu|apac|jp|au|ca|us-gov|global)\./

/** Counts the tokens of a prompt, for Claude. Models are counted by their own id: the one of a profile is not known here. */
export function countTokens(http: Http, place: Place): Handler<'countTokens'> {
  const inOwnWords = messages(place)

  async function inputOf(request: ResolvedChatRequest, context: Context): Promise<object> {
    const whole = { ...context, stream: false }
    if (apiOf(context.target) === 'messages') {
      const { body } = await inOwnWords.toRequest(request, whole)
      return { invokeModel: { body: toBase64(new TextEncoder().encode(JSON.stringify(body))) } }
    }
    const { messages: turns, system, toolConfig, additionalModelRequestFields } = toBody(request, whole)
    return {
      converse: {
        messages: turns,
        ...(system && { system }),
        ...(toolConfig && { toolConfig }),
        ...(additionalModelRequestFields !== undefined && { additionalModelRequestFields }),
      },
    }
  }

  async function handle(request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> {
    const id = context.target.model.replace(regionPrefix, '')
    const { body, facts } = await http.json<{ readonly inputTokens: number }>(
      {
        path: `${addressOf(place, 'runtime', context)}/model/${segment(id)}/count-tokens`,
        body: { input: await inputOf(request, context) },
      },
      context,
    )
    return { inputTokens: body.inputTokens, ...facts }
  }
  const params = (target: Target): readonly string[] => {
    if (apiOf(target) !== 'messages') return converseParams(target)
    return typeof inOwnWords.params === 'function' ? inOwnWords.params(target) : inOwnWords.params
  }
  return Object.assign(handle, { params, defaultModel: 'anthropic.claude-haiku-4-5-20251001-v1:0' })
}

import { chatHandler, openaiChatDialect, openaiResponses } from '@llmrr/provider-kit'
import { chatQuirks, without } from './chat-completions.ts'
import { chatOnlyFields, chooseApi } from './choose-api.ts'
import { waysOf } from './model-ways.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'
import type { OpenAIOptions } from './options.ts'

/** The Responses dialect with what OpenAI's models take. */
export const responses = openaiResponses({ model: waysOf })

/** Chat Completions with what OpenAI's models take. */
export const chatCompletions = (vendor: OpenAIVendor) => openaiChatDialect({ ...vendor, without, quirks: chatQuirks })

/** The fields that a target understands, over whichever of the two APIs takes them. */
export function paramsOf(target: Target<OpenAIOptions>): readonly string[] {
  const ways = waysOf(target.model)
  const fields = responses.params as (target: Target) => readonly string[]
  const api = ways.chatOnly ? 'chat' : target.options?.api
  if (api === 'responses') return fields(target as Target)
  const overChat = (field: string): boolean => !without(target as Target).includes(field)
  if (api === 'chat') return [...fields(target as Target), ...chatOnlyFields].filter(overChat)
  return ways.efforts.length > 0 ? fields(target as Target) : [...fields(target as Target), ...chatOnlyFields]
}

/** Chat over Responses, or over Chat Completions where that is asked for or needed. */
export function chat(http: Http, vendor: OpenAIVendor): Handler<'chat'> {
  const overResponses = chatHandler(http, responses)
  const overChat = chatHandler(http, chatCompletions(vendor))
  const handler = (request: ResolvedChatRequest, context: Context) => {
    const { api, instead } = chooseApi(request, context.target as Target<OpenAIOptions>)
    if (instead !== undefined) context.warn('options.api', instead)
    if (api === 'chat') return overChat(request, context)
    const params = paramsOf(context.target as Target<OpenAIOptions>)
    for (const field of chatOnlyFields) {
      if (request[field] !== undefined && params.includes(field)) {
        context.warn(
          field,
          'Responses has no such field, and Chat Completions cannot take the rest of this request; it was left out.',
        )
      }
    }
    return overResponses(request, context)
  }
  return Object.assign(handler, { params: paramsOf as (target: Target) => readonly string[] })
}

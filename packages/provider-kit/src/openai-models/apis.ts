import { chatHandler } from '../chat-handler.ts'
import { chatOnlyFields, chooseApi } from './choose-api.ts'
import { completionsQuirks, withoutOf } from './completions.ts'
import { openaiChatDialect } from '../dialects/openai-chat/dialect.ts'
import { openaiResponses } from '../dialects/openai-responses/dialect.ts'
import { vendorHttp } from '../openai/vendor.ts'
import { openaiWays } from './ways.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type { ChatDialect } from '../chat-handler.ts'
import type { ChatApi, Choice } from './choose-api.ts'
import type { OpenAIOptions } from './options.ts'
import type { OpenAIVendor } from '../openai/vendor.ts'
import type { OpenAIWays } from './ways.ts'
import type { WireChunk as ChatChunk } from '../dialects/openai-chat/wire.ts'
import type { WireChunk, WireResponse } from '../dialects/openai-responses/wire.ts'

/** The two APIs over which OpenAI's models chat, and the handler that takes the right one. */
export interface OpenAIApis {
  readonly responses: ChatDialect<WireChunk, WireResponse>
  readonly completions: ChatDialect<ChatChunk, ChatChunk>
  readonly chat: Handler<'chat'>
  /** The fields that a target understands, over whichever of the two takes them. */
  paramsOf(target: Target<OpenAIOptions>): readonly string[]
  /** Over which of the two a request goes, and why where the target had asked for the other. */
  choose(request: ResolvedChatRequest, target: Target<OpenAIOptions>): Choice
  /** The API of a batch, which names one endpoint: Responses unless the target asks for the other. */
  apiOfBatch(context: Context): ChatApi
}

/** In what a service that has OpenAI's models differs from OpenAI. */
export interface ApisQuirks {
  /** What a target's model takes. Default: by its id, which elsewhere may not tell. */
  readonly waysOf?: (model: string) => OpenAIWays
  /** The last word on both dialects. */
  around?<Chunk extends object, Reply>(dialect: ChatDialect<Chunk, Reply>): ChatDialect<Chunk, Reply>
}

/** OpenAI's models over Responses, and over Chat Completions where that is asked for or needed. */
export function openaiApis(
  vendor: OpenAIVendor,
  { waysOf = openaiWays, around = (dialect) => dialect }: ApisQuirks = {},
): OpenAIApis {
  const responses = around(openaiResponses({ model: waysOf }))
  const own = completionsQuirks(waysOf)
  const { body, ...others } = vendor.quirks ?? {}
  const quirks = {
    ...own,
    ...others,
    ...(body && { body: (...[wire, ...rest]: Parameters<typeof body>) => body(own.body!(wire, ...rest), ...rest) }),
  }
  const completions = around(openaiChatDialect({ ...vendor, without: ({ model }) => withoutOf(waysOf(model)), quirks }))

  function paramsOf(target: Target<OpenAIOptions>): readonly string[] {
    const ways = waysOf(target.model)
    const fields = (responses.params as (target: Target) => readonly string[])(target as Target)
    const api = ways.chatOnly ? 'chat' : target.options?.api
    if (api === 'responses') return fields
    const gone = withoutOf(ways)
    if (api === 'chat') return [...fields, ...chatOnlyFields].filter((field) => !gone.includes(field))
    return ways.efforts.length > 0 ? fields : [...fields, ...chatOnlyFields]
  }

  const http = vendorHttp(vendor)
  const overResponses = chatHandler(http, responses)
  const overChat = chatHandler(http, completions)
  const choose = (request: ResolvedChatRequest, target: Target<OpenAIOptions>): Choice =>
    chooseApi(request, target, waysOf(target.model))
  const chat = (request: ResolvedChatRequest, context: Context) => {
    const target = context.target as Target<OpenAIOptions>
    const { api, instead } = choose(request, target)
    if (instead !== undefined) context.warn('options.api', instead)
    if (api === 'chat') return overChat(request, context)
    const params = paramsOf(target)
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
  return {
    responses,
    completions,
    paramsOf,
    choose,
    chat: Object.assign(chat, { params: paramsOf as (target: Target) => readonly string[] }),
    apiOfBatch: ({ target: { model, options } }) =>
      waysOf(model).chatOnly || options?.['api'] === 'chat' ? 'chat' : 'responses',
  }
}

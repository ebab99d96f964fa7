import { anthropicMessages, chatHandler } from '@llmrr/provider-kit'
import { converse } from './converse/dialect.ts'
import { invokeEvents } from './event-stream.ts'
import { invokeRequest } from './invoke.ts'
import { familyOf } from './model-family.ts'
import { optionsOf } from './options.ts'
import { chatCompletions, responses } from './openai-apis.ts'
import { addressOf } from './regions.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

type Api = 'converse' | 'messages' | 'responses' | 'chat'

/** Converse, unless the target says otherwise or its model is one that Converse does not serve. */
export function apiOf(target: Target): Api {
  const { api = 'auto' } = optionsOf({ target })
  if (api !== 'auto') return api
  return familyOf(target) === 'gpt' ? 'responses' : 'converse'
}

/** Claude in Anthropic's own format, over InvokeModel: its stream has the events of Messages in AWS's frames. */
export function messages(place: Place): ReturnType<typeof anthropicMessages> {
  const dialect = anthropicMessages({
    version: 'bedrock-2023-05-31',
    versionIn: 'body',
    sendsStream: false,
    midSystem: false,
  })
  return {
    ...dialect,
    decoder: invokeEvents,
    async toRequest(request, context) {
      const { body, headers } = await dialect.toRequest(request, context)
      const where = invokeRequest(place, context, context.stream ? 'invoke-with-response-stream' : 'invoke')
      return { ...where, headers: { ...where.headers, ...headers }, ...(body !== undefined && { body }) }
    },
  }
}

/** The same on the second host, which speaks Anthropic's API as Anthropic does. */
const messagesOnMantle = (place: Place): ReturnType<typeof anthropicMessages> =>
  anthropicMessages({ path: (context) => `${addressOf(place, 'mantle', context)}/anthropic/v1/messages` })

/** Chat over the API of the target. */
export function chat(place: Place, httpOf: (host: 'runtime' | 'mantle') => Http): Handler<'chat'> {
  const apis = {
    converse: converse(place),
    messages: messages(place),
    responses: responses(place),
    chat: chatCompletions(place),
  }
  const runtime = httpOf('runtime')
  const mantle = httpOf('mantle')
  const handlers = {
    runtime: {
      converse: chatHandler(runtime, apis.converse),
      messages: chatHandler(runtime, apis.messages),
      responses: chatHandler(runtime, apis.responses),
      chat: chatHandler(runtime, apis.chat),
    },
    mantle: {
      converse: chatHandler(runtime, apis.converse),
      messages: chatHandler(mantle, messagesOnMantle(place)),
      responses: chatHandler(mantle, apis.responses),
      chat: chatHandler(mantle, apis.chat),
    },
  }
  const handler = (request: ResolvedChatRequest, context: Context) => {
    const api = apiOf(context.target)
    const { host = api === 'messages' ? 'runtime' : 'mantle' } = optionsOf(context)
    return handlers[host][api](request, context)
  }
  const params = (target: Target): readonly string[] => {
    const fields = apis[apiOf(target)].params
    return typeof fields === 'function' ? fields(target) : fields
  }
  return Object.assign(handler, { params })
}

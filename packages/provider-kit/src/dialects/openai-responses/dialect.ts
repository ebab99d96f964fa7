import { toBody, responsesParams } from './request.ts'
import { responsesDefaults } from './quirks.ts'
import { responsesReader, unfold } from './reader.ts'
import { withoutFields } from '../openai-chat/request.ts'
import type { ChatDialect } from '../../chat-handler.ts'
import type { Context, ResolvedChatRequest } from '@llmrr/core'
import type { ResponsesQuirks } from './quirks.ts'
import type { WireBody, WireChunk, WireResponse } from './wire.ts'

/** OpenAI's Responses API, which others speak too; what differs between them is given as quirks. */
export function openaiResponses(quirks: Partial<ResponsesQuirks> = {}): ChatDialect<WireChunk, WireResponse> {
  const ways = { ...responsesDefaults, ...quirks }
  const bodyOf = (request: ResolvedChatRequest, context: Context): WireBody => {
    const body = toBody(withoutFields(request, ways.without, context.target), context, ways)
    return ways.body ? ways.body(body, request, context) : body
  }
  return {
    toRequest: (request, context) => ({
      path: typeof ways.path === 'string' ? ways.path : ways.path(context),
      body: bodyOf(request, context),
    }),
    unfold,
    reader: (context, reply) => responsesReader(ways, context, reply),
    params: (target) => {
      const { without } = ways
      const gone = typeof without === 'function' ? without(target) : without
      const params = responsesParams(ways, target)
      return gone ? params.filter((field) => !gone.includes(field)) : params
    },
  }
}

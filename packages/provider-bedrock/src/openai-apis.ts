import { openaiChatDialect, openaiResponses, openaiWays } from '@llmrr/provider-kit'
import { familyOf, familyOfModel } from './model-family.ts'
import { optionsOf } from './options.ts'
import { addressOf } from './regions.ts'
import type { Context } from '@llmrr/core'
import type { ChatDialect, ResponsesChunk, ResponsesItem, ResponsesReply } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

/** One prefix on the first host, one of two on the second, by the model. */
function addressOfApi(place: Place, path: string, context: Context): string {
  const { host = 'mantle' } = optionsOf(context)
  const prefix = host === 'runtime' || familyOf(context.target) === 'gpt' ? '/openai/v1' : '/v1'
  return addressOf(place, host, context) + prefix + path
}

/** The same dialect at its address here. */
const at = <Chunk, Reply>(
  place: Place,
  path: string,
  dialect: ChatDialect<Chunk, Reply>,
): ChatDialect<Chunk, Reply> => ({
  ...dialect,
  toRequest: async (request, context) => ({
    ...(await dialect.toRequest(request, context)),
    path: addressOfApi(place, path, context),
  }),
})

/**
 * Ids of calls that are different from answer to answer: the models begin again at `call_0` in each, so that two calls of a
 * conversation would have the same.
 */
function withDistinctIds(
  dialect: ChatDialect<ResponsesChunk, ResponsesReply>,
): ChatDialect<ResponsesChunk, ResponsesReply> {
  return {
    ...dialect,
    reader(context, reply, request) {
      const reader = dialect.reader(context, reply, request)
      let answer = ''
      const renamed = (item: ResponsesItem): ResponsesItem => {
        const { call_id: id } = item as { readonly call_id?: unknown }
        return typeof id === 'string' && /^call_\d+$/.test(id) ? { ...item, call_id: `${answer}:${id}` } : item
      }
      return {
        ...reader,
        read(chunk) {
          const { response, item } = chunk as { response?: ResponsesReply; item?: ResponsesItem }
          if (response?.id !== undefined) answer = response.id
          if (item) return reader.read({ ...chunk, item: renamed(item) } as ResponsesChunk)
          if (!response?.output) return reader.read(chunk)
          const output = response.output.map(renamed)
          return reader.read({ ...chunk, response: { ...response, output } } as ResponsesChunk)
        },
      }
    },
  }
}

/** OpenAI's Responses, which the GPT models speak alone and open models too. */
export const responses = (place: Place) =>
  withDistinctIds(
    at(
      place,
      '/responses',
      openaiResponses({
        systemRole: 'system',
        model: (model) =>
          familyOfModel(model) === 'gpt'
            ? { ...openaiWays(model.replace(/^.*openai\./, '')), cache: 'automatic' }
            : { efforts: ['low', 'medium', 'high'], sampling: 'always', cache: 'automatic', encryptsReasoning: false },
      }),
    ),
  )

/** Chat Completions, for models that are not over Converse. */
export const chatCompletions = (place: Place) =>
  at(
    place,
    '/chat/completions',
    openaiChatDialect({
      baseURL: '',
      without: ['topK', 'cache', 'metadata'],
      quirks: { readReasoning: (delta) => (delta as { readonly reasoning?: string | null }).reasoning ?? undefined },
    }),
  )

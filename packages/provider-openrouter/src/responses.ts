import { openaiResponses } from '@llmrr/provider-kit'
import { costOf, serverTools, shared } from './chat.ts'
import { optionsOf, written } from './options.ts'
import type { ChatDialect, OpenAIChatChunk, Reader, ResponsesChunk, ResponsesReply } from '@llmrr/provider-kit'

/** A failure that is no event of the protocol: the service tells it as it does in a chat. */
function failureIn(chunk: ResponsesChunk): unknown {
  if (chunk.type === 'response.error') return chunk
  if (chunk.type !== undefined) return undefined
  const { error, choices } = chunk as unknown as OpenAIChatChunk
  const found = error ?? choices?.[0]?.error
  return found ? { error: found } : undefined
}

/** The Responses API, which keeps nothing here: with OpenRouter's own fields, and the cost of the answer. */
export function responses(): ChatDialect<ResponsesChunk, ResponsesReply> {
  const dialect = openaiResponses({
    systemRole: 'system',
    store: undefined,
    includes: {},
    readCost: ({ usage }) => costOf(usage as Parameters<typeof costOf>[0]),
  })
  return {
    ...dialect,
    async toRequest(request, context) {
      const options = { ...optionsOf(context), tools: serverTools(context) }
      const wire = await dialect.toRequest(request, { ...context, target: { ...context.target, options } })
      return { ...wire, body: { ...written(optionsOf(context), ...shared), ...(wire.body as object) } }
    },
    reader(context, reply, request): Reader<ResponsesChunk> {
      const reader = dialect.reader(context, reply, request)
      return {
        ...reader,
        read(chunk) {
          const failure = failureIn(chunk)
          if (failure !== undefined) throw reply.error(failure)
          return reader.read(chunk)
        },
      }
    },
  }
}

import type { ChatDialect, Reader } from '../chat-handler.ts'
import type { OpenAIApis } from './apis.ts'
import type { OpenAIOptions } from './options.ts'
import type { Target } from '@llmrr/core'

type Either = { readonly type?: unknown; readonly object?: unknown }

const isResponses = ({ object, type }: Either): boolean => object === 'response' || typeof type === 'string'

/**
 * The dialect of a batch's lines. A batch names one endpoint, so all of it goes over one API; which one answered is seen
 * from the answers, which another process may read.
 */
export function openaiBatchDialect({
  responses,
  completions,
  paramsOf,
  apiOfBatch,
}: OpenAIApis): ChatDialect<Either, Either> {
  return {
    params: [],
    toRequest(request, context) {
      const target = context.target as Target<OpenAIOptions>
      const api = apiOfBatch(context)
      const params = paramsOf({ ...target, options: { ...target.options, api } })
      for (const [field, value] of Object.entries(request)) {
        // Core looks at the fields of the batch, not at those of its requests.
        if (value !== undefined && !params.includes(field)) {
          context.warn(`requests.${field}`, `${target.model} does not take it in a batch over ${api}; it was left out.`)
        }
      }
      return (api === 'chat' ? completions : responses).toRequest(request, context)
    },
    unfold: (reply) => (isResponses(reply) ? responses.unfold(reply as never) : completions.unfold(reply as never)),
    reader(...given) {
      let reader: Reader<never> | undefined
      return {
        read(chunk) {
          reader ??= (isResponses(chunk) ? responses : completions).reader(...given) as Reader<never>
          return reader.read(chunk as never)
        },
        end: () => reader?.end() ?? [],
      }
    },
  }
}

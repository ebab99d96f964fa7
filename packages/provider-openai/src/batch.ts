import { chatCompletions, paramsOf, responses } from './chat.ts'
import { waysOf } from './model-ways.ts'
import type { ChatDialect, OpenAIVendor, Reader } from '@llmrr/provider-kit'
import type { OpenAIOptions } from './options.ts'

type Either = { readonly type?: unknown; readonly object?: unknown }

const isResponses = ({ object, type }: Either): boolean => object === 'response' || typeof type === 'string'

/**
 * The dialect of a batch's lines. A batch names one endpoint, so all of it goes over Responses unless the target asks for
 * Chat Completions; which one answered is seen from the answers, which another process may read.
 */
export function batchDialect(vendor: OpenAIVendor): ChatDialect<Either, Either> {
  const overChat = chatCompletions(vendor)
  return {
    params: [],
    toRequest(request, context) {
      const { model } = context.target
      const asked = (context.target.options ?? {}) as OpenAIOptions
      const api = waysOf(model).chatOnly || asked.api === 'chat' ? 'chat' : 'responses'
      const params = paramsOf({ ...context.target, options: { ...asked, api } })
      for (const [field, value] of Object.entries(request)) {
        // Core looks at the fields of the batch, not at those of its requests.
        if (value !== undefined && !params.includes(field)) {
          context.warn(`requests.${field}`, `${model} does not take it in a batch over ${api}; it was left out.`)
        }
      }
      return (api === 'chat' ? overChat : responses).toRequest(request, context)
    },
    unfold: (reply) => (isResponses(reply) ? responses.unfold(reply as never) : overChat.unfold(reply as never)),
    reader(...given) {
      let reader: Reader<never> | undefined
      return {
        read(chunk) {
          reader ??= (isResponses(chunk) ? responses : overChat).reader(...given) as Reader<never>
          return reader.read(chunk as never)
        },
        end: () => reader?.end() ?? [],
      }
    },
  }
}

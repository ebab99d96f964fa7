import { llmError } from '@llmrr/core'
import { openaiChatDialect } from '@llmrr/provider-kit'
import { lacking } from './lacking.ts'
import type { Context, CountTokensResult, Handler, ResolvedChatRequest } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'

/** A token of the model's. */
export interface WireToken {
  readonly id: number
  readonly text: string
}

/** What only a dedicated endpoint with text-generation-inference has. @throws LLMError `unsupported` where none is configured. */
export const serverExtras = (dedicated: Http | undefined) => {
  const serverOf = ({ target }: Context): Http => {
    if (dedicated) return dedicated
    const message = `${target.provider} asks the router, which has no such route; pass the address of a dedicated endpoint as "endpoint".`
    throw llmError('unsupported', message, { target })
  }
  return {
    /** Whether it is up and has its model loaded. @throws LLMError like a call. */
    async health(_: undefined, context: Context): Promise<void> {
      const { response } = await serverOf(context).send({ method: 'GET', path: '/health' }, context)
      await response.body?.cancel()
    },
    /** What it was started with: the model, its limits, the version. */
    async info(_: undefined, context: Context): Promise<Readonly<Record<string, unknown>>> {
      return (await serverOf(context).json<Record<string, unknown>>({ method: 'GET', path: '/info' }, context)).body
    },
    /** The tokens of a text. */
    async tokenize({ text }: { readonly text: string }, context: Context): Promise<readonly WireToken[]> {
      const { body } = await serverOf(context).json<readonly WireToken[]>(
        { path: '/tokenize', body: { inputs: text } },
        context,
      )
      if (!Array.isArray(body)) throw lacking('tokens', context)
      return body
    },
  }
}

/** Counts the tokens of a chat as the server's own template writes it. */
export function countTokens(http: Http, vendor: OpenAIVendor): Handler<'countTokens'> {
  const dialect = openaiChatDialect(vendor)
  async function count(request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> {
    const { body } = await dialect.toRequest(request, { ...context, stream: false })
    const { body: reply, facts } = await http.json<{ readonly tokenize_response?: readonly WireToken[] }>(
      { path: '/chat_tokenize', body: body! },
      context,
    )
    if (!Array.isArray(reply.tokenize_response)) throw lacking('tokens', context)
    return { inputTokens: reply.tokenize_response.length, ...facts }
  }
  return Object.assign(count, { params: dialect.params })
}

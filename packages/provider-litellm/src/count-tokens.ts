import { llmError } from '@llmrr/core'
import { messagesCountTokens, openaiChatDialect } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, CountTokensResult, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'

interface WireCount {
  readonly total_tokens?: number
  readonly model_used?: string
}

/** How long a prompt is by the proxy's own estimate, which takes the tokenizer of the model behind a name. Older proxies (1.77.7) do not count tools. */
function estimate(proxy: Http, vendor: OpenAIVendor): Handler<'countTokens'> {
  const dialect = openaiChatDialect(vendor)
  async function countTokens(request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> {
    const { body } = await dialect.toRequest(request, context)
    const { model, messages, tools } = body as Readonly<Record<string, unknown>>
    const { body: count, facts } = await proxy.json<WireCount>(
      { path: '/utils/token_counter', body: { model, messages, ...(tools !== undefined && { tools }) } },
      context,
    )
    const { target } = context
    if (typeof count.total_tokens !== 'number')
      throw llmError('bad-response', `${target.provider} answered a count without a number.`, { target })
    return {
      inputTokens: count.total_tokens,
      ...facts,
      ...(count.model_used !== undefined && { model: count.model_used }),
    }
  }
  return Object.assign(countTokens, { params: ['tools'] })
}

/** Counting as a target's chats go: over Messages the service behind is asked where it can count, else the proxy estimates. */
export function litellmCountTokens(http: Http, proxy: Http, vendor: OpenAIVendor): Handler<'countTokens'> {
  const byMessages = messagesCountTokens(http, { countPath: () => '/messages/count_tokens' })
  const byEstimate = estimate(proxy, vendor)
  const handlerOf = (target: Target): Handler<'countTokens'> =>
    optionsOf({ target }).api === 'messages' ? byMessages : byEstimate
  return Object.assign(
    (request: ResolvedChatRequest, context: Context) => handlerOf(context.target)(request, context),
    {
      params(target: Target): readonly string[] {
        const { params } = handlerOf(target)
        return (typeof params === 'function' ? params(target) : params) ?? []
      },
    },
  )
}

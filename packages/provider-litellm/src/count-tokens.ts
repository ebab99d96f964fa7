import { llmError } from '@llmrr/core'
import { openaiChatDialect } from '@llmrr/provider-kit'
import type { Context, CountTokensResult, Handler, ResolvedChatRequest } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'

interface WireCount {
  readonly total_tokens?: number
  readonly model_used?: string
}

/** How long a prompt is, as the proxy counts it for the model behind a name. Tools are not counted. */
export function litellmCountTokens(http: Http, vendor: OpenAIVendor): Handler<'countTokens'> {
  const dialect = openaiChatDialect(vendor)
  async function countTokens(request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> {
    const { body } = await dialect.toRequest(request, context)
    const { model, messages } = body as { readonly model: string; readonly messages: readonly object[] }
    const { body: count, facts } = await http.json<WireCount>(
      { path: '/utils/token_counter', body: { model, messages } },
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
  return Object.assign(countTokens, { params: ['messages'] })
}

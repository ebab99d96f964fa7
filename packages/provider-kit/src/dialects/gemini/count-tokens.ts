import { geminiParams, toBody } from './request.ts'
import type { Context, CountTokensResult, Handler, ResolvedChatRequest } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { Http } from '../../http.ts'
import type { WireBody } from './wire.ts'

/** Counts the tokens of a request's prompt, at the service. `write` lays the body out as it wants it. */
export function geminiCountTokens(
  http: Http,
  quirks: GeminiQuirks,
  write: (body: WireBody, context: Context) => object,
): Handler<'countTokens'> {
  async function countTokens(request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> {
    const path = quirks.path(context, 'countTokens')
    const body = write(toBody(request, context, quirks), context)
    const reply = await http.json<{ readonly totalTokens?: number }>({ path, body }, context)
    // What is 0 is left out.
    return { inputTokens: reply.body.totalTokens ?? 0, ...reply.facts }
  }
  return Object.assign(countTokens, { params: (target: Context['target']) => geminiParams(quirks, target) })
}

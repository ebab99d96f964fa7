import { messagesParams, toBody, withVersion } from './request.ts'
import { messagesDefaults } from './quirks.ts'
import type { Context, CountTokensResult, Handler, ResolvedChatRequest } from '@llmrr/core'
import type { Http } from '../../http.ts'
import type { MessagesQuirks } from './quirks.ts'
import type { WireBody } from './wire.ts'

/** What the endpoint takes of a message's body; the rest it refuses. */
const fields: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'cache_control',
  'context_management',
  'compaction',
  'mcp_servers',
])

/** Counts the tokens of a request's prompt, at the service. It costs nothing, and has a rate limit of its own. */
export function messagesCountTokens(http: Http, given: Partial<MessagesQuirks> = {}): Handler<'countTokens'> {
  const quirks = { ...messagesDefaults, ...given }
  async function countTokens(request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> {
    const whole = toBody(request, context, quirks)
    const body = Object.fromEntries(Object.entries(whole).filter(([field]) => fields.has(field))) as unknown as WireBody
    const path = quirks.countPath(context)
    const reply = await http.json<{ readonly input_tokens: number }>(
      { path, ...withVersion(body, context, quirks) },
      context,
    )
    return { inputTokens: reply.body.input_tokens, ...reply.facts }
  }
  return Object.assign(countTokens, { params: (target: Context['target']) => messagesParams(quirks, target) })
}

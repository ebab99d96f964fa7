import type { Context, CountTokensResult, ResolvedChatRequest } from '@llmrr/core'
import type { ChatDialect } from '../chat-handler.ts'
import type { Http } from '../http.ts'

/** What the endpoint takes of an answer's body; the rest it refuses. */
const fields = new Set([
  'model',
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'reasoning',
  'text',
  'previous_response_id',
  'conversation',
  'truncation',
])

/** Counts the tokens of a request's prompt at the service, over Responses. */
export const openaiCountTokens =
  (http: Http, dialect: Pick<ChatDialect<never, never>, 'toRequest'>) =>
  async (request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> => {
    const { body } = await dialect.toRequest(request, context)
    const prompt = Object.fromEntries(Object.entries(body as object).filter(([field]) => fields.has(field)))
    const reply = await http.json<{ input_tokens: number }>({ path: '/responses/input_tokens', body: prompt }, context)
    return { inputTokens: reply.body.input_tokens, ...reply.facts }
  }

import { poll } from '@llmrr/provider-kit'
import { agentParams, toAgentBody } from './request.ts'
import { agentReader, isUnfinished, unfoldAgent } from './reader.ts'
import type { ChatEvent, Context, ResolvedChatRequest } from '@llmrr/core'
import type { ChatDialect, Http } from '@llmrr/provider-kit'
import type { WireChunk, WireResponse } from './wire.ts'

const path = '/v1/agent'

/** Where a stored answer is, by its id. */
export const responsePath = (id: string): string => `/v1/responses/${encodeURIComponent(id)}`

/** The Agent API: Perplexity's own models and those of others, with tools that search, fetch and compute. */
export const agent: ChatDialect<WireChunk, WireResponse> = {
  params: agentParams,
  toRequest: (request, context) => ({ path, body: toAgentBody(request, context) }),
  unfold: unfoldAgent,
  reader: agentReader,
}

/** The events of an answer that is all there. `fail` makes our error of one that it tells of. */
export function* eventsOf(
  response: WireResponse,
  context: Context,
  fail: (body: unknown) => unknown,
): Generator<ChatEvent, void> {
  const reader = agentReader(context, { error: fail, unfolded: true })
  for (const chunk of unfoldAgent(response)) yield* reader.read(chunk)
}

/** The same where the service works on without a connection: it is asked for the answer until that is there. */
export async function* inBackground(
  http: Http,
  request: ResolvedChatRequest,
  context: Context,
): AsyncGenerator<ChatEvent, void> {
  const body = toAgentBody(request, context)
  const { body: begun, facts } = await http.json<WireResponse>({ path, body }, context)
  let latest = begun
  const response = await poll(async () => {
    if (!isUnfinished(latest.status)) return latest
    const again = await http.json<WireResponse>({ method: 'GET', path: responsePath(latest.id ?? '') }, context)
    latest = again.body
    return isUnfinished(latest.status) ? undefined : latest
  }, context)
  if (request.raw) yield { type: 'x-raw', data: response }
  for (const event of eventsOf(response, context, (error) => http.error(error, context, facts)))
    yield event.type === 'start' ? { ...event, ...(facts.requestId && { requestId: facts.requestId }) } : event
}

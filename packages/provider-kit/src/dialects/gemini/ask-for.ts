import { geminiReader } from './reader.ts'
import type { ChatEvent, Context, FinishEvent, Part, ReplyFacts, ResolvedChatRequest, StartEvent } from '@llmrr/core'
import type { ChatDialect } from '../../chat-handler.ts'
import type { Http } from '../../http.ts'
import type { WireChunk } from './wire.ts'

/** The context of a chat that asks for something else than words; what the target's own options say goes over it. */
export function askingFor(context: Context, options: object, stream = false): Context {
  const { target } = context
  return { ...context, stream, target: { ...target, options: { ...options, ...target.options } } }
}

/** What came of a chat in one piece. */
export interface Asked {
  readonly parts: readonly Part[]
  readonly finish: FinishEvent | undefined
  readonly facts: ReplyFacts
}

/** Asks for one reply, and reads it as the answer that it is. */
export async function askOnce(
  http: Http,
  dialect: ChatDialect<WireChunk, WireChunk | readonly WireChunk[]>,
  request: ResolvedChatRequest,
  context: Context,
): Promise<Asked> {
  const { body, facts } = await http.json<WireChunk>(await dialect.toRequest(request, context), context)
  const reader = geminiReader(context, { error: (of) => http.error(of, context, facts), unfolded: true })
  const events: ChatEvent[] = [...reader.read(body), ...reader.end()]
  const start = events.find(({ type }) => type === 'start') as StartEvent | undefined
  const finish = events.find(({ type }) => type === 'finish') as FinishEvent | undefined
  return {
    parts: events.flatMap((event) => (event.type === 'part' ? [(event as { readonly part: Part }).part] : [])),
    finish,
    facts: {
      ...facts,
      ...(start?.id !== undefined && { id: start.id, requestId: start.id }),
      ...(start?.model !== undefined && { model: start.model }),
      ...(finish?.usage && { usage: finish.usage }),
    },
  }
}

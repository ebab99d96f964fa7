import { collectChat, resolveChat } from '@llmrr/core'
import { anthropicMessages } from '../../src/dialects/anthropic-messages/dialect.ts'
import { contextOf } from '../context.ts'
import type { ChatEvent, ChatRequest } from '@llmrr/core'
import type { MessagesQuirks } from '../../src/dialects/anthropic-messages/quirks.ts'
import type { WireBlock, WireBody, WireChunk, WireMessage } from '../../src/dialects/anthropic-messages/wire.ts'

export interface Setting {
  readonly model?: string
  readonly options?: Record<string, unknown>
  readonly quirks?: Partial<MessagesQuirks>
}

/** What a request becomes, and what was warned of. */
export async function sent(request: ChatRequest, { model = 'claude-sonnet-5-5', options, quirks }: Setting = {}) {
  const { context, warnings } = contextOf({ model, ...(options && { options }) })
  const { body, headers, path } = await anthropicMessages(quirks).toRequest(resolveChat(request), context)
  return { body: JSON.parse(JSON.stringify(body)) as WireBody, headers, path, warnings }
}

/** The events of a stream's chunks. An error is thrown as the body that it came from. */
export function read(chunks: Iterable<WireChunk>, request: ChatRequest = { prompt: 'Hi' }): ChatEvent[] {
  const { context } = contextOf()
  const reader = anthropicMessages().reader(context, { error: (body) => body, unfolded: false }, resolveChat(request))
  const events: ChatEvent[] = []
  for (const chunk of chunks) events.push(...reader.read(chunk))
  return [...events, ...reader.end()]
}

/** A reply with these blocks. */
export const message = (content: readonly WireBlock[], more: Partial<WireMessage> = {}): WireMessage => ({
  id: 'msg_1',
  type: 'message',
  model: 'claude-sonnet-5-5',
  content,
  stop_reason: 'end_turn',
  usage: { input_tokens: 3, output_tokens: 2 },
  ...more,
})

/** The answer of one reply. */
export const answerOf = (reply: WireMessage, request?: ChatRequest) =>
  collectChat(read(anthropicMessages().unfold(reply), request))

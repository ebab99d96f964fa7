import { collectChat, resolveRequest } from '@llmrr/core'
import { contextOf } from '../context.ts'
import { openaiChatDialect } from '../../src/index.ts'
import type { ChatEvent, ChatRequest, ResolvedChatRequest } from '@llmrr/core'
import type { OpenAIChatChunk, OpenAIVendor } from '../../src/index.ts'

/** What a vendor or a call has of its own. */
export interface Own {
  readonly vendor?: Partial<OpenAIVendor>
  readonly options?: Record<string, unknown>
  readonly stream?: boolean
}

/** The body that a request becomes, and the warnings. */
export async function bodyOf(request: ChatRequest, { vendor, ...own }: Own = {}) {
  const { context, warnings } = contextOf(own)
  const dialect = openaiChatDialect({ baseURL: 'https://a.test', ...vendor })
  const { path, body } = await dialect.toRequest(resolveRequest('chat', request) as ResolvedChatRequest, context)
  return { path, body: body as Record<string, unknown>, warnings }
}

/** The events of a stream's chunks. */
export function read(chunks: readonly OpenAIChatChunk[], { vendor, ...own }: Own = {}, unfolded = false): ChatEvent[] {
  const dialect = openaiChatDialect({ baseURL: 'https://a.test', ...vendor })
  const error = (body: unknown) => Object.assign(new Error('in-band'), { body })
  const reader = dialect.reader(contextOf(own).context, { error, unfolded }, { messages: [] })
  return [...chunks.flatMap((chunk) => reader.read(chunk)), ...reader.end()]
}

/** The answer of a whole reply. */
export function answerOf(reply: object, own: Own = {}) {
  const dialect = openaiChatDialect({ baseURL: 'https://a.test', ...own.vendor })
  return collectChat(read([...dialect.unfold(reply as OpenAIChatChunk)], own, true))
}

/** A chunk with this delta in its one choice. */
export const delta = (delta: object | null, rest: object = {}): OpenAIChatChunk => ({
  id: 'c1',
  model: 'm-1',
  choices: [{ index: 0, delta: delta as OpenAIChatChunk, finish_reason: null, ...rest }],
})

import { collectChat, resolveChat } from '@llmrr/core'
import { gemini } from '../../src/dialects/gemini/dialect.ts'
import { contextOf } from '../context.ts'
import type { ChatEvent, ChatRequest } from '@llmrr/core'
import type { GeminiQuirks } from '../../src/dialects/gemini/quirks.ts'
import type { WireBody, WireCandidate, WireChunk, WirePart } from '../../src/dialects/gemini/wire.ts'

/** Google's own service, as far as the dialect sees it. */
export const quirks: GeminiQuirks = {
  path: ({ target }, method) => `/models/${target.model}:${method}`,
  fileUri: (id) => `https://files.example/${id}`,
  wantsMediaTypes: false,
  mixesToolsByFlag: true,
  params: [],
  extend: () => ({}),
}

/** What a request becomes, and what was warned of. */
export async function sent(
  request: ChatRequest,
  { model = 'gemini-3.5-flash', options }: { model?: string; options?: Record<string, unknown> } = {},
) {
  const { context, warnings } = contextOf({ model, ...(options && { options }) })
  const { body } = await gemini(quirks).toRequest(resolveChat(request), context)
  return { body: JSON.parse(JSON.stringify(body)) as WireBody, warnings }
}

/** A chunk with these parts. */
export const chunk = (parts: readonly WirePart[], end: WireCandidate = {}, more: WireChunk = {}): WireChunk => ({
  candidates: [{ content: { role: 'model', parts }, ...end }],
  responseId: 'r1',
  ...more,
})

/** The end of an answer. */
export const end = (more: WireCandidate = {}): WireChunk => chunk([], { finishReason: 'STOP', ...more })

/** The events of chunks. An error is thrown as the body that it came from. */
export function read(...chunks: readonly WireChunk[]): ChatEvent[] {
  const { context } = contextOf({ model: 'gemini-3.5-flash' })
  const reply = { error: (body: unknown) => body, unfolded: false }
  const reader = gemini(quirks).reader(context, reply, resolveChat({ prompt: 'Hi' }))
  return [...chunks.flatMap((one) => reader.read(one)), ...reader.end()]
}

/** The answer that chunks make. */
export const answerOf = (...chunks: readonly WireChunk[]) => collectChat(read(...chunks))

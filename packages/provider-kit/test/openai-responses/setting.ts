import { collectChat, resolveChat } from '@llmrr/core'
import { openaiResponses } from '../../src/dialects/openai-responses/dialect.ts'
import type { ChatEvent, ChatRequest, Context } from '@llmrr/core'
import type { ResponsesQuirks } from '../../src/dialects/openai-responses/quirks.ts'
import type { WireBody, WireChunk, WireResponse } from '../../src/dialects/openai-responses/wire.ts'

export const thinker = {
  model: () => ({
    efforts: ['none', 'low', 'high'] as const,
    defaultEffort: 'low' as const,
    sampling: 'unreasoned' as const,
    cache: 'breakpoints' as const,
    encryptsReasoning: true,
  }),
}

/** A context that keeps the warnings. */
export function setting(
  options: Record<string, unknown> = {},
  stream = false,
): { context: Context; warnings: string[] } {
  const warnings: string[] = []
  const context = {
    target: { provider: 'openai', model: 'm', options },
    stream,
    warn: (field: string) => void warnings.push(field),
  } as unknown as Context
  return { context, warnings }
}

/** The body of a request, as it would be written. */
export async function bodyOf(
  request: ChatRequest,
  options: Record<string, unknown> = {},
  quirks: Partial<ResponsesQuirks> = {},
): Promise<{ body: WireBody; warnings: string[] }> {
  const { context, warnings } = setting(options)
  const { body } = await openaiResponses(quirks).toRequest(resolveChat(request), context)
  return { body: JSON.parse(JSON.stringify(body)) as WireBody, warnings }
}

/** The events of a stream's chunks. An error is thrown as the body that it came from. */
export function read(chunks: Iterable<WireChunk>): ChatEvent[] {
  const reader = openaiResponses().reader(
    setting().context,
    { error: (body) => body, unfolded: false },
    { messages: [] },
  )
  const events: ChatEvent[] = []
  for (const chunk of chunks) events.push(...reader.read(chunk))
  return [...events, ...reader.end()]
}

/** The answer of one reply. */
export const answerOf = (reply: WireResponse) => collectChat(read(openaiResponses().unfold(reply)))

import { collectChat, isLLMError } from '@llmrr/core'
import type { BatchItem, ChatEvent, Context, LLMError, ResolvedChatRequest } from '@llmrr/core'
import type { ChatDialect } from '../chat-handler.ts'
import type { Http } from '../http.ts'

/** One line of a result file. */
interface WireLine {
  readonly custom_id: string
  readonly response?: { readonly status_code?: number; readonly request_id?: string; readonly body?: unknown } | null
  readonly error?: { readonly code?: string; readonly message?: string } | null
}

const failed = (id: string, { code, message, rawCode, status }: LLMError): BatchItem => ({
  id,
  error: { code, message, ...(rawCode !== undefined && { rawCode }), ...(status !== undefined && { status }) },
})

/** The answers of a result file, each read as a reply of its own would be. */
export function batchItems<Chunk, Reply>(
  lines: string,
  dialect: ChatDialect<Chunk, Reply>,
  http: Http,
  context: Context,
): BatchItem[] {
  const items: BatchItem[] = []
  for (const line of lines.split('\n')) {
    if (line.trim() === '') continue
    const { custom_id: id, response, error } = JSON.parse(line) as WireLine
    const { status_code: status = 200, request_id: requestId, body } = response ?? {}
    const errorOf = (body: unknown, status?: number): LLMError =>
      http.error(body, context, {
        ...(status !== undefined && { status }),
        ...(requestId !== undefined && { requestId }),
      })
    if (!response || error || status >= 400) {
      items.push(failed(id, errorOf(body ?? { error }, response ? status : undefined)))
      continue
    }
    try {
      const request = { messages: [] } as ResolvedChatRequest // The reader is given what was not kept; it needs none of it.
      const reader = dialect.reader(context, { error: (body) => errorOf(body), unfolded: true }, request)
      const events: ChatEvent[] = []
      for (const chunk of dialect.unfold(body as Reply)) events.push(...reader.read(chunk))
      if (events.at(-1)?.type !== 'finish') events.push(...reader.end())
      const result = collectChat(events)
      items.push({ id, result: requestId === undefined ? result : { ...result, requestId } })
    } catch (thrown) {
      if (!isLLMError(thrown)) throw thrown
      items.push(failed(id, thrown))
    }
  }
  return items
}

import { answeredItem, failedItem } from '../batch-answers.ts'
import type { BatchItem, Context, LLMError } from '@llmrr/core'
import type { ChatDialect } from '../chat-handler.ts'
import type { Http } from '../http.ts'

/** One line of a result file. */
interface WireLine {
  readonly custom_id: string
  readonly response?: { readonly status_code?: number; readonly request_id?: string; readonly body?: unknown } | null
  readonly error?: { readonly code?: string; readonly message?: string } | null
}

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
      items.push(failedItem(id, errorOf(body ?? { error }, response ? status : undefined)))
      continue
    }
    items.push(answeredItem(id, body as Reply, dialect, (found) => errorOf(found), context, requestId))
  }
  return items
}

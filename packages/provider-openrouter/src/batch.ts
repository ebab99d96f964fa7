import { answeredItem, aroundRequests, failedItem, read, warnOfRequest } from '@llmrr/provider-kit'
import type {
  BatchItem,
  BatchRequest,
  BatchResult,
  Context,
  Host,
  Job,
  JobStatus,
  Json,
  LLMError,
  ResolvedChatRequest,
} from '@llmrr/core'
import type { ChatDialect, Http, OpenAIChatChunk, Setting } from '@llmrr/provider-kit'

interface WireResult {
  readonly custom_id: string
  readonly response?: {
    readonly status_code: number
    readonly request_id?: string | null
    readonly body: OpenAIChatChunk
  } | null
  readonly error?: { readonly message?: string; readonly type?: string; readonly code?: string | number } | null
}

interface WireBatch {
  readonly id: string
  readonly status: string
  readonly error?: { readonly message?: string } | null
  readonly request_counts?: { readonly total: number; readonly completed: number; readonly failed: number } | null
  readonly results?: readonly WireResult[] | null
}

const pollAfterMs = 30_000

/** Where batches are: beside the API at the service's own address, else behind the base URL. */
const placeOf = (baseURL: Setting<string>, host: Host): string => {
  const base = read(baseURL, host).replace(/\/$/, '')
  return `${base.replace(/\/api\/v1$/, '/api/beta')}/batches`
}

/** Batches of chats, for half the price. The requests go with the batch, and the answers come with its status. */
export function openrouterBatch(
  http: Http,
  dialect: ChatDialect<OpenAIChatChunk, OpenAIChatChunk>,
  baseURL: Setting<string>,
): Job<BatchRequest, BatchResult> {
  function itemOf({ custom_id: id, response, error }: WireResult, context: Context): BatchItem {
    const errorOf = (body: unknown, status?: number): LLMError =>
      http.error(body, context, status === undefined ? {} : { status })
    if (!response) return failedItem(id, errorOf({ error: error ?? {} }))
    const { status_code: status, body, request_id: requestId } = response
    return status >= 400
      ? failedItem(id, errorOf(body, status))
      : answeredItem(id, body, dialect, errorOf, context, requestId ?? undefined)
  }
  return {
    async submit({ requests, metadata }, context) {
      if (metadata !== undefined) context.warn('metadata', `${context.target.provider} keeps none with a batch.`)
      const bodies = []
      for (const { id, request } of requests) {
        warnOfRequest(request as ResolvedChatRequest, dialect, context)
        const wire = await dialect.toRequest(request as ResolvedChatRequest, { ...context, stream: false })
        const body: Record<string, unknown> = {
          ...(wire.body as object),
          ...(context.target.options?.raw?.body as { readonly [field: string]: Json } | undefined),
        }
        bodies.push({ custom_id: id, body })
      }
      // The service reads as it comes: these two have to stand before the requests.
      const batch = { endpoint: '/v1/chat/completions', model: context.target.model, requests: bodies }
      const outer = aroundRequests(context)
      const { body } = await http.json<WireBatch>({ path: placeOf(baseURL, context.host), body: batch }, outer)
      const { provider, model } = context.target
      return { provider, capability: 'batch', model, id: body.id }
    },
    async poll({ id }, context): Promise<JobStatus<BatchResult>> {
      const path = `${placeOf(baseURL, context.host)}/${encodeURIComponent(id)}`
      const { body: batch } = await http.json<WireBatch>({ method: 'GET', path }, context)
      const { status, results, request_counts: counts } = batch
      const isOver = ['completed', 'expired', 'cancelled', 'failed'].includes(status)
      if (isOver && (results?.length || status === 'completed'))
        return { state: 'done', result: { items: (results ?? []).map((one) => itemOf(one, context)), id } }
      if (status === 'cancelled') return { state: 'cancelled' }
      if (isOver) {
        const isLate = status === 'expired'
        return {
          state: 'failed',
          code: isLate ? 'timeout' : http.error({ error: batch.error ?? {} }, context, { status: 400 }).code,
          rawCode: status,
          message: isLate
            ? `${context.target.provider} did not finish the batch ${id} in time; submit it again.`
            : `${context.target.provider} refused the batch ${id}; its requests are wrong.`,
        }
      }
      const progress = counts && counts.total > 0 ? (counts.completed + counts.failed) / counts.total : undefined
      return {
        state: status === 'validating' ? 'queued' : 'running',
        pollAfterMs,
        ...(progress !== undefined && { progress }),
      }
    },
  }
}

import { answeredItem, aroundRequests, failedItem, resourceOf, warnOfRequest } from '@llmrr/provider-kit'
import type { BatchItem, BatchRequest, BatchResult, Context, Job, JobStatus, ResolvedChatRequest } from '@llmrr/core'
import type { ChatDialect, GeminiReply, Http } from '@llmrr/provider-kit'

interface WireAnswers {
  readonly inlinedResponses?: { readonly inlinedResponses?: readonly WireAnswer[] }
}

interface WireAnswer {
  readonly response?: GeminiReply
  readonly error?: object
  readonly metadata?: { readonly custom_id?: string }
}

interface WireBatch {
  readonly name: string
  readonly done?: boolean
  readonly error?: object
  readonly metadata?: {
    readonly state?: string
    readonly output?: WireAnswers
    /** Counts as text. */
    readonly batchStats?: { readonly requestCount?: string; readonly pendingRequestCount?: string }
  }
  readonly response?: WireAnswers
}

type Dialect = ChatDialect<GeminiReply, GeminiReply | readonly GeminiReply[]>

const pollAfterMs = 30_000

function itemOf({ response, error, metadata }: WireAnswer, dialect: Dialect, http: Http, context: Context): BatchItem {
  const id = metadata?.custom_id ?? ''
  return response
    ? answeredItem(id, response, dialect, (body) => http.error(body, context), context, response.responseId)
    : failedItem(id, http.error({ error }, context))
}

/** Batches of chats with one model: half the price, answers within a day. */
export function batch(
  http: Http,
  dialect: Dialect,
): Job<BatchRequest, BatchResult> & { readonly params: readonly string[] } {
  return {
    params: ['requests'],
    async submit({ requests }, context) {
      const inlined: object[] = []
      for (const { id, request } of requests) {
        const resolved = request as ResolvedChatRequest
        warnOfRequest(resolved, dialect, context)
        const { body } = await dialect.toRequest(resolved, { ...context, stream: false })
        inlined.push({
          request: { ...(body as object), ...context.target.options?.raw?.body },
          metadata: { custom_id: id },
        })
      }
      const { provider, model } = context.target
      const { body } = await http.json<WireBatch>(
        {
          path: `/${resourceOf(model)}:batchGenerateContent`,
          body: { batch: { displayName: 'llmrr', inputConfig: { requests: { requests: inlined } } } },
        },
        aroundRequests(context),
      )
      return { provider, capability: 'batch', model, id: body.name }
    },

    async poll({ id }, context): Promise<JobStatus<BatchResult>> {
      const { body } = await http.json<WireBatch>({ method: 'GET', path: `/${id}` }, context)
      const { state = '', output, batchStats } = body.metadata ?? {}
      if (state.endsWith('CANCELLED')) return { state: 'cancelled' }
      if (body.error || /(?:FAILED|EXPIRED)$/.test(state)) {
        const { code, message } = http.error({ error: body.error }, context)
        return { state: 'failed', code, message, rawCode: state }
      }
      if (!body.done) {
        const { requestCount, pendingRequestCount } = batchStats ?? {}
        const progress = 1 - Number(pendingRequestCount ?? 0) / Number(requestCount ?? 0)
        const isQueued = state.endsWith('PENDING')
        return {
          state: isQueued ? 'queued' : 'running',
          ...(Number.isFinite(progress) && !isQueued && { progress }),
          pollAfterMs,
        }
      }
      const answers = (output ?? body.response)?.inlinedResponses?.inlinedResponses ?? []
      return { state: 'done', result: { id, items: answers.map((one) => itemOf(one, dialect, http, context)) } }
    },

    async cancel({ id }, context) {
      await http.json({ path: `/${id}:cancel`, body: {} }, context)
    },
  }
}

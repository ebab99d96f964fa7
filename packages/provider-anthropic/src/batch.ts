import { llmError } from '@llmrr/core'
import { answeredItem, aroundRequests, failedItem, ndjson, warnOfRequest } from '@llmrr/provider-kit'
import type { BatchItem, BatchRequest, BatchResult, Context, Job, JobStatus, ResolvedChatRequest } from '@llmrr/core'
import type { ChatDialect, Http, MessagesChunk, MessagesReply } from '@llmrr/provider-kit'

interface WireBatch {
  readonly id: string
  readonly processing_status: string
  readonly request_counts?: {
    readonly processing?: number
    readonly succeeded?: number
    readonly errored?: number
    readonly canceled?: number
    readonly expired?: number
  }
  readonly cancel_initiated_at?: string | null
}

interface WireLine {
  readonly custom_id: string
  readonly result: { readonly type: string; readonly message?: MessagesReply; readonly error?: unknown }
}

type Dialect = ChatDialect<MessagesChunk, MessagesReply>

const path = '/v1/messages/batches'
const pollAfterMs = 30_000
const idPattern = /^[\w-]{1,64}$/

function checkIds(requests: BatchRequest['requests'], { target }: Context): void {
  const odd = requests.findIndex(({ id }) => !idPattern.test(id))
  if (odd < 0) return
  throw llmError(
    'invalid-request',
    `The id of request ${odd} of the batch must be 1 to 64 letters, digits, "_" and "-" for ${target.provider}.`,
    { field: `requests[${odd}].id`, target },
  )
}

function itemOf({ custom_id: id, result }: WireLine, dialect: Dialect, http: Http, context: Context): BatchItem {
  const { type, message, error } = result
  if (type === 'succeeded')
    return answeredItem(id, message as MessagesReply, dialect, (body) => http.error(body, context), context)
  if (type === 'errored') return failedItem(id, http.error(error, context))
  const { provider } = context.target
  if (type === 'canceled')
    return {
      id,
      error: {
        code: 'aborted',
        rawCode: type,
        message: `The batch was cancelled before ${provider} came to this request.`,
      },
    }
  const why = `${provider} did not come to this request in time; submit it again.`
  return { id, error: { code: type === 'expired' ? 'timeout' : 'server', rawCode: type, message: why } }
}

/** Message batches: half the price, answers within a day and kept for 29 days. */
export function batch(
  http: Http,
  dialect: Dialect,
): Job<BatchRequest, BatchResult> & { readonly params: readonly string[] } {
  const at = (id: string): string => `${path}/${encodeURIComponent(id)}`
  return {
    params: ['requests'],
    async submit({ requests }, context) {
      checkIds(requests, context)
      const betas = new Set<string>()
      const lines: object[] = []
      for (const { id, request } of requests) {
        warnOfRequest(request as ResolvedChatRequest, dialect, context)
        const wire = await dialect.toRequest(request as ResolvedChatRequest, { ...context, stream: false })
        for (const beta of wire.headers?.['anthropic-beta']?.split(',') ?? []) betas.add(beta)
        lines.push({ custom_id: id, params: { ...(wire.body as object), ...context.target.options?.raw?.body } })
      }
      const headers = betas.size > 0 ? { 'anthropic-beta': [...betas].join(',') } : {}
      const { body } = await http.json<WireBatch>({ path, headers, body: { requests: lines } }, aroundRequests(context))
      const { provider, model } = context.target
      return { provider, capability: 'batch', model, id: body.id }
    },

    async poll({ id }, context): Promise<JobStatus<BatchResult>> {
      const { body } = await http.json<WireBatch>({ method: 'GET', path: at(id) }, context)
      if (body.processing_status !== 'ended') return { state: 'running', pollAfterMs }
      const { succeeded = 0, errored = 0, canceled = 0 } = body.request_counts ?? {}
      if (succeeded + errored === 0 && canceled > 0) return { state: 'cancelled' }
      const { response } = await http.send({ method: 'GET', path: `${at(id)}/results` }, context)
      const decoder = ndjson()
      const bytes = new Uint8Array(await response.arrayBuffer())
      const lines = [...decoder.feed(bytes), ...decoder.end()] as WireLine[]
      return { state: 'done', result: { id, items: lines.map((line) => itemOf(line, dialect, http, context)) } }
    },

    async cancel({ id }, context) {
      await http.json({ path: `${at(id)}/cancel` }, context)
    },
  }
}

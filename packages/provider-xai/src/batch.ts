import { answeredItem, aroundRequests, failedItem, warnOfRequest } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { BatchItem, BatchResult, Context, Handler, JobStatus, ResolvedChatRequest } from '@llmrr/core'
import type { Http, OpenAIChatChunk } from '@llmrr/provider-kit'
import type { XAIChat } from './chat.ts'

interface WireBatch {
  readonly batch_id: string
  readonly cancel_time?: string | null
  readonly cancel_by_xai_message?: string | null
  readonly state?: {
    readonly num_requests?: number
    readonly num_pending?: number
    readonly num_success?: number
    readonly num_error?: number
  } | null
}

interface WireResult {
  readonly batch_request_id: string
  readonly batch_result?: {
    readonly response?: { readonly chat_get_completion?: OpenAIChatChunk | null } | null
    readonly error?: { readonly code?: string | number | null; readonly message?: string | null } | null
  } | null
  readonly error_message?: string | null
}

interface WireResults {
  readonly results?: readonly WireResult[]
  readonly pagination_token?: string | null
}

const pollAfterMs = 30_000
const pageSize = 100

/** HTTP statuses of the numbers that the service's inner workings give failures. */
const statuses: Readonly<Record<string, number>> = {
  '1': 499,
  '3': 400,
  '4': 504,
  '5': 404,
  '7': 403,
  '8': 429,
  '9': 400,
  '13': 500,
  '14': 503,
  '16': 401,
}

const pathOf = (id: string): string => `/batches/${encodeURIComponent(id)}`

/** Batches: a named batch is made, then requests are put into it. Answers come as chat completions, over whichever API they were asked. */
export function xaiBatch(http: Http, { chat, choose, completions, responses }: XAIChat): Handler<'batch'> {
  async function written(id: string, request: ResolvedChatRequest, context: Context): Promise<object> {
    warnOfRequest(request, { params: chat.params! }, context)
    const api = choose(request, context.target)
    const { body } = await (api === 'chat' ? completions : responses).toRequest(request, { ...context, stream: false })
    const whole = { ...(body as object), ...context.target.options?.raw?.body }
    return { batch_request_id: id, batch_request: { [api === 'chat' ? 'chat_get_completion' : 'responses']: whole } }
  }

  function itemOf(wire: WireResult, context: Context): BatchItem {
    const { batch_request_id: id, batch_result: result, error_message: message } = wire
    const reply = result?.response?.chat_get_completion
    const errorOf = (body: unknown, status?: number) =>
      http.error(body, context, status === undefined ? {} : { status })
    if (reply) return answeredItem(id, reply, completions, errorOf, context)
    const code = result?.error?.code ?? undefined
    const body = { error: message || result?.error?.message, ...(code !== undefined && { code: String(code) }) }
    return failedItem(id, errorOf(body, statuses[String(code)] ?? 500))
  }

  async function answers(id: string, context: Context): Promise<BatchResult> {
    const items: BatchItem[] = []
    for (let token: string | undefined; ;) {
      const query = { limit: pageSize, pagination_token: token }
      const { body } = await http.json<WireResults>({ method: 'GET', path: `${pathOf(id)}/results`, query }, context)
      for (const result of body.results ?? []) items.push(itemOf(result, context))
      const next = body.pagination_token ?? undefined
      if (next === undefined || next === token) return { items, id }
      token = next
    }
  }

  return {
    params: ['requests'],
    async submit({ requests }, context) {
      const batch_requests = await Promise.all(requests.map(({ id, request }) => written(id, request, context)))
      const outer = aroundRequests(context)
      const name = optionsOf(context).batchName ?? 'llmrr'
      const { body: batch } = await http.json<WireBatch>({ path: '/batches', body: { name } }, outer)
      const id = batch.batch_id
      // The answer to this is empty.
      const { response } = await http.send({ path: `${pathOf(id)}/requests`, body: { batch_requests } }, outer)
      await response.body?.cancel()
      const { provider, model } = context.target
      return { provider, capability: 'batch', model, id }
    },

    async poll({ id }, context): Promise<JobStatus<BatchResult>> {
      const { body: batch } = await http.json<WireBatch>({ method: 'GET', path: pathOf(id) }, context)
      const {
        num_requests: total = 0,
        num_pending: pending = 0,
        num_success: good = 0,
        num_error: bad = 0,
      } = batch.state ?? {}
      const isCancelled = batch.cancel_time != null || batch.cancel_by_xai_message != null
      if (pending === 0 && (total > 0 || isCancelled)) {
        if (isCancelled && good + bad === 0) return { state: 'cancelled' }
        return { state: 'done', result: await answers(id, context) }
      }
      const over = total - pending
      return { state: over > 0 ? 'running' : 'queued', pollAfterMs, ...(total > 0 && { progress: over / total }) }
    },

    async cancel({ id }, context) {
      const { response } = await http.send({ path: `${pathOf(id)}:cancel` }, context)
      await response.body?.cancel()
    },
  }
}

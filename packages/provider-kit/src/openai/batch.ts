import { aroundRequests, warnOfRequest } from '../batch-answers.ts'
import { batchItems } from './batch-items.ts'
import { openaiFiles } from './files.ts'
import { vendorHttp } from './vendor.ts'
import type { BatchRequest, BatchResult, Context, Job, JobStatus, ResolvedChatRequest } from '@llmrr/core'
import type { ChatDialect } from '../chat-handler.ts'
import type { FilesQuirks } from './files.ts'
import type { OpenAIVendor } from './vendor.ts'

/** In what the batches of a service differ. */
export interface BatchQuirks {
  /** Default `/batches`. */
  readonly path?: string
  /** The endpoint that a batch names, from the path of its requests. Default: `/v1` and that path. */
  readonly endpoint?: (path: string, context: Context) => string
  /** How long the service may take, in its words. Default `24h`. */
  readonly completionWindow?: string | ((context: Context) => string)
  /** In what its files differ; `purpose` is that of the requests, default `batch`. */
  readonly files?: FilesQuirks
  /** One request of the file. Default: with its method and address. */
  readonly line?: (id: string, body: object, url: string) => object
  /** The last word on what a batch is started with. */
  readonly body?: (body: Record<string, unknown>, context: Context) => Record<string, unknown>
  /** Makes OpenAI's batch of one that has a form of its own. */
  readonly batch?: (batch: never) => WireBatch
}

/** A batch as the service tells of it. */
export interface WireBatch {
  readonly id: string
  readonly status: string
  readonly output_file_id?: string | null
  readonly error_file_id?: string | null
  readonly errors?: { readonly data?: readonly { readonly code?: string; readonly message?: string }[] } | null
  /** From 0 to 1, where the service does not count requests. */
  readonly progress?: number
  readonly request_counts?: { readonly total: number; readonly completed: number; readonly failed: number } | null
}

const pollAfterMs = 30_000

/** OpenAI's batches over files. Each request is written, and each answer read, by a chat dialect. */
export function openaiBatch<Chunk, Reply>(
  vendor: OpenAIVendor,
  dialect: ChatDialect<Chunk, Reply>,
  quirks: BatchQuirks = {},
): Job<BatchRequest, BatchResult> {
  const http = vendorHttp(vendor)
  const { path = '/batches', endpoint = (path) => `/v1${path}`, completionWindow = '24h' } = quirks
  const files = openaiFiles(vendor, quirks.files)
  const line = quirks.line ?? ((custom_id, body, url) => ({ custom_id, method: 'POST', url, body }))
  const read = (quirks.batch ?? ((batch) => batch)) as (batch: unknown) => WireBatch
  return {
    async submit({ requests, metadata }, context) {
      const lines: string[] = []
      let url: string | undefined
      for (const { id, request } of requests) {
        // A dialect without any says itself what it leaves out.
        if (dialect.params.length > 0 || typeof dialect.params === 'function')
          warnOfRequest(request as ResolvedChatRequest, dialect, context)
        const wire = await dialect.toRequest(request as ResolvedChatRequest, { ...context, stream: false })
        url ??= endpoint(wire.path, context)
        const body = { ...(wire.body as object), ...context.target.options?.raw?.body }
        lines.push(JSON.stringify(line(id, body, url)))
      }
      const file = {
        data: `${lines.join('\n')}\n`,
        name: 'batch.jsonl',
        mediaType: 'application/jsonl',
        purpose: quirks.files?.purpose ?? 'batch',
      }
      const outer = aroundRequests(context)
      const { file: stored } = await files.put(file, outer)
      const start = {
        input_file_id: stored.id,
        endpoint: url ?? endpoint('/chat/completions', context),
        completion_window: typeof completionWindow === 'function' ? completionWindow(context) : completionWindow,
        ...(metadata && { metadata }),
      }
      const { body } = await http.json<unknown>(
        { path, body: quirks.body ? quirks.body(start, context) : start },
        outer,
      )
      const { provider, model } = context.target
      return { provider, capability: 'batch', model, id: read(body).id }
    },

    async poll({ id }, context): Promise<JobStatus<BatchResult>> {
      const { body } = await http.json<unknown>({ method: 'GET', path: `${path}/${encodeURIComponent(id)}` }, context)
      const batch = read(body)
      const { status, request_counts: counts, output_file_id: output, error_file_id: failed } = batch
      if (status === 'failed') {
        const first = batch.errors?.data?.[0]
        const { code, rawCode } = http.error(first, context, { status: 400 })
        return {
          state: 'failed',
          code,
          message: `${context.target.provider} refused the batch ${id}${rawCode === undefined ? '' : ` (${rawCode})`}; its file or its requests are wrong.`,
          ...(rawCode !== undefined && { rawCode }),
        }
      }
      const over = ['completed', 'expired', 'cancelled'].includes(status)
      if (over && (output || failed)) {
        const items: BatchResult['items'][number][] = []
        for (const fileId of [output, failed]) {
          if (!fileId) continue
          const bytes = await files.content({ provider: context.target.provider, id: fileId }, context)
          items.push(...batchItems(new TextDecoder().decode(bytes), dialect, http, context))
        }
        return { state: 'done', result: { items, id } }
      }
      if (status === 'completed') return { state: 'done', result: { items: [], id } }
      if (status === 'cancelled') return { state: 'cancelled' }
      if (status === 'expired') {
        return {
          state: 'failed',
          code: 'timeout',
          rawCode: status,
          message: `${context.target.provider} did not finish the batch ${id} in time; submit it again.`,
        }
      }
      const progress = counts && counts.total > 0 ? (counts.completed + counts.failed) / counts.total : batch.progress
      return {
        state: status === 'validating' ? 'queued' : 'running',
        pollAfterMs,
        ...(progress !== undefined && { progress }),
      }
    },

    async cancel({ id }, context) {
      await http.json({ path: `${path}/${encodeURIComponent(id)}/cancel` }, context)
    },
  }
}

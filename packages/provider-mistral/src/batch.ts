import { aroundRequests, batchItems, warnOfRequest } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { BatchResult, Files, Handler, JobStatus } from '@llmrr/core'
import type { ChatDialect, Http, OpenAIChatChunk } from '@llmrr/provider-kit'

interface WireJob {
  readonly id: string
  readonly status: string
  readonly output_file?: string | null
  readonly error_file?: string | null
  readonly errors?: readonly { readonly message?: string }[] | null
  /** The answers themselves, of a job whose requests were sent with it. */
  readonly outputs?: readonly object[] | null
  readonly total_requests?: number
  readonly completed_requests?: number
}

const path = '/batch/jobs'
// More than these go through a file.
const mostInline = 10_000
const pollAfterMs = 30_000

/** Batches of chats. Requests are sent with the job, or as a file where they are too many. */
export function mistralBatch(
  http: Http,
  dialect: ChatDialect<OpenAIChatChunk, OpenAIChatChunk>,
  files: Required<Files>,
): Handler<'batch'> {
  return {
    async submit({ requests, metadata }, context) {
      const { provider, model } = context.target
      const lines: { custom_id: string; body: object }[] = []
      for (const { id, request } of requests) {
        warnOfRequest(request, dialect, context)
        const wire = await dialect.toRequest(request, { ...context, stream: false })
        // The job names the model.
        const { model: _, ...body } = wire.body as Record<string, unknown>
        lines.push({ custom_id: id, body: { ...body, ...context.target.options?.raw?.body } })
      }
      const outer = aroundRequests(context)
      const { timeoutHours } = optionsOf(context)
      const file =
        lines.length < mostInline
          ? undefined
          : await files.put(
              {
                data: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
                name: 'batch.jsonl',
                mediaType: 'application/jsonl',
                purpose: 'batch',
              },
              outer,
            )
      const { body: job } = await http.json<WireJob>(
        {
          path,
          body: {
            endpoint: '/v1/chat/completions',
            model,
            ...(file ? { input_files: [file.file.id] } : { requests: lines }),
            ...(metadata && { metadata }),
            ...(timeoutHours !== undefined && { timeout_hours: timeoutHours }),
          },
        },
        outer,
      )
      return { provider, capability: 'batch', model, id: job.id }
    },

    async poll({ id }, context): Promise<JobStatus<BatchResult>> {
      const { provider } = context.target
      const { body: job } = await http.json<WireJob>(
        { method: 'GET', path: `${path}/${encodeURIComponent(id)}`, query: { inline: true } },
        context,
      )
      const { status, outputs, total_requests: total, completed_requests: completed = 0 } = job
      if (status === 'FAILED') {
        const message = `${provider} refused the batch ${id}; its requests are wrong, or its model cannot be used.`
        return { state: 'failed', code: 'invalid-request', rawCode: status, message }
      }
      const over = ['SUCCESS', 'TIMEOUT_EXCEEDED', 'CANCELLED'].includes(status)
      const stored = [job.output_file, job.error_file].filter((file) => file != null)
      if (over && (outputs?.length || stored.length > 0)) {
        const texts = outputs?.length
          ? [outputs.map((line) => JSON.stringify(line)).join('\n')]
          : await Promise.all(
              stored.map(async (file) =>
                new TextDecoder().decode(await files.content({ provider, id: file }, context)),
              ),
            )
        return {
          state: 'done',
          result: { items: texts.flatMap((text) => batchItems(text, dialect, http, context)), id },
        }
      }
      if (status === 'SUCCESS') return { state: 'done', result: { items: [], id } }
      if (status === 'CANCELLED') return { state: 'cancelled' }
      if (status === 'TIMEOUT_EXCEEDED') {
        const message = `${provider} did not finish the batch ${id} in time; submit it again, or raise timeoutHours.`
        return { state: 'failed', code: 'timeout', rawCode: status, message }
      }
      return {
        state: status === 'QUEUED' ? 'queued' : 'running',
        pollAfterMs,
        ...(total && { progress: completed / total }),
      }
    },

    async cancel({ id }, context) {
      await http.json({ path: `${path}/${encodeURIComponent(id)}/cancel` }, context)
    },
  }
}

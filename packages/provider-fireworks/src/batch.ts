import { isLLMError } from '@llmrr/core'
import { answeredItem, aroundRequests, failedItem, openaiChatDialect, warnOfRequest } from '@llmrr/provider-kit'
import { freshId, idOf } from './datasets.ts'
import { progressOf, stateOf } from './job-states.ts'
import type { BatchItem, Context, Handler, JobStatus, BatchResult } from '@llmrr/core'
import type { datasets } from './datasets.ts'
import type { OpenAIChatChunk, OpenAIVendor } from '@llmrr/provider-kit'
import type { Platform } from './platform.ts'
import type { WireJob } from './job-states.ts'

interface WireBatch extends WireJob {
  readonly outputDatasetId?: string
}

interface WireLine {
  readonly custom_id: string
  readonly response?: OpenAIChatChunk & { readonly status_code?: number; readonly body?: OpenAIChatChunk }
  readonly error?: unknown
}

const path = '/batchInferenceJobs'

/** Fireworks' batches: from a dataset into another one. All requests go to the model of the batch. */
export function fireworksBatch(
  vendor: OpenAIVendor,
  platform: Platform,
  { files, contents, ready }: ReturnType<typeof datasets>,
): Handler<'batch'> {
  const dialect = openaiChatDialect(vendor)
  const { http } = platform
  const at = (id: string, context: Context): string => platform.path(`${path}/${encodeURIComponent(id)}`, context)

  function itemOf({ custom_id: id, response, error }: WireLine, context: Context): BatchItem {
    const reply = response?.body ?? response
    const errorOf = (body: unknown) =>
      http.error(body, context, response?.status_code === undefined ? {} : { status: response.status_code })
    return !reply || error || Number(response?.status_code) >= 400
      ? failedItem(id, errorOf(error ? { error } : reply))
      : answeredItem(id, reply, dialect, errorOf, context)
  }

  async function itemsOf({ outputDatasetId }: WireBatch, context: Context): Promise<readonly BatchItem[]> {
    if (outputDatasetId === undefined) return []
    const held = await contents(idOf(outputDatasetId), context)
    return [...held.values()].flatMap((bytes) =>
      new TextDecoder()
        .decode(bytes)
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => itemOf(JSON.parse(line) as WireLine, context)),
    )
  }

  return {
    params: ['requests'],
    async submit({ requests }, context) {
      const lines: string[] = []
      for (const { id, request } of requests) {
        warnOfRequest(request, dialect, context)
        const wire = await dialect.toRequest(request, { ...context, stream: false })
        const { model: _, ...body } = wire.body as Record<string, unknown>
        lines.push(JSON.stringify({ custom_id: id, body: { ...body, ...context.target.options?.raw?.body } }))
      }
      const outer = aroundRequests(context)
      const { file } = await files.put({ data: `${lines.join('\n')}\n`, name: 'batch.jsonl' }, outer)
      await ready(file.id, outer)
      const { provider, model } = context.target
      const { body } = await http.json<WireBatch>(
        {
          path: platform.path(path, outer),
          query: { batchInferenceJobId: freshId('batch', outer) },
          body: { model, inputDatasetId: platform.path(`/datasets/${file.id}`, outer).slice(1) },
        },
        outer,
      )
      return { provider, capability: 'batch', model, id: idOf(body.name) }
    },

    async poll({ id }, context): Promise<JobStatus<BatchResult>> {
      const { body: job } = await http.json<WireBatch>({ method: 'GET', path: at(id, context) }, context)
      const state = stateOf(job)
      if (state === 'cancelled') return { state }
      if (state === 'queued' || state === 'running') return { state, ...progressOf(job) }
      if (state === 'done') return { state, result: { items: await itemsOf(job, context), id } }
      const { provider } = context.target
      if (state === 'failed') {
        const { code, rawCode } = http.error({ error: { code: job.status?.code } }, context, { status: 400 })
        const message = `${provider} refused the batch ${id}${rawCode === undefined ? '' : ` (${rawCode})`}; one wrong request is enough for that.`
        return { state, code, message, ...(rawCode !== undefined && { rawCode }) }
      }
      // What was done in time is kept.
      const items = await itemsOf(job, context).catch((thrown: unknown) => {
        if (isLLMError(thrown, 'not-found')) return []
        throw thrown
      })
      if (items.length > 0) return { state: 'done', result: { items, id } }
      const message = `${provider} did not finish the batch ${id} in time; submit it again.`
      return { state: 'failed', code: 'timeout', message, rawCode: job.state! }
    },

    async cancel({ id }, context) {
      await http.send({ method: 'DELETE', path: at(id, context) }, context)
    },
  }
}

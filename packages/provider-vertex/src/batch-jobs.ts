import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** A batch whose requests lie in Cloud Storage, a line each: `{"request": {...}}` in the service's words. */
export interface BatchJobRequest {
  readonly model: string
  /** `gs://` addresses of the requests. */
  readonly sources: readonly string[]
  /** `gs://` prefix for the answers. */
  readonly destination: string
  readonly displayName?: string
}

/** What is known of a batch. */
export interface BatchJobInfo {
  readonly id: string
  /** In the service's words: `JOB_STATE_RUNNING`, `JOB_STATE_SUCCEEDED`, ... */
  readonly state: string
  /** Where the answers lie, when there are some. */
  readonly output?: string
}

interface WireJob {
  readonly name?: string
  readonly state?: string
  readonly outputInfo?: { readonly gcsOutputDirectory?: string }
}

const infoOf = ({ name = '', state = 'JOB_STATE_UNSPECIFIED', outputInfo }: WireJob): BatchJobInfo => ({
  id: name.slice(name.lastIndexOf('/') + 1),
  state,
  ...(outputInfo?.gcsOutputDirectory !== undefined && { output: outputInfo.gcsOutputDirectory }),
})

const at = (id: string): string => `/batchPredictionJobs/${encodeURIComponent(id)}`

/** Batches of Google Cloud, at half the price: they read and write Cloud Storage, so they are no `batch` of requests at hand. */
export const batchJobs = (http: Http) => ({
  /** Begins a batch. */
  createBatchJob: async (
    { model, sources, destination, displayName }: BatchJobRequest,
    context: Context,
  ): Promise<BatchJobInfo> => {
    const body = {
      displayName: displayName ?? 'llmrr',
      model: model.includes('/') ? model : `publishers/google/models/${model}`,
      inputConfig: { instancesFormat: 'jsonl', gcsSource: { uris: sources } },
      outputConfig: { predictionsFormat: 'jsonl', gcsDestination: { outputUriPrefix: destination } },
    }
    return infoOf((await http.json<WireJob>({ path: '/batchPredictionJobs', body }, context)).body)
  },
  /** Where a batch stands. */
  getBatchJob: async (id: string, context: Context): Promise<BatchJobInfo> =>
    infoOf((await http.json<WireJob>({ method: 'GET', path: at(id) }, context)).body),
  /** Stops a batch. What has been answered stays. */
  cancelBatchJob: async (id: string, context: Context): Promise<void> => {
    await http.json({ path: `${at(id)}:cancel`, body: {} }, context)
  },
})

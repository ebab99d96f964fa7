import type { Context, Json } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** A dataset, a job or a batch, by the `id` that its making has answered. */
export interface Stored {
  readonly id: string
}

/** A dataset to store. */
export interface DatasetRequest {
  readonly name: string
  /** What it is checked against: `embed-input`, `batch-chat-v2-input`, `batch-embed-v2-input`, ... */
  readonly type: string
  /** JSONL or CSV. */
  readonly data: Uint8Array | string
  /** Tells the format by its extension. Default `data.jsonl`. */
  readonly fileName?: string
  /** Fields to keep beside those that the type requires. */
  readonly keepFields?: readonly string[]
  /** Drops entries that do not fit, instead of failing. Default `false`. */
  readonly skipMalformedInput?: boolean
}

/** What is known of a dataset. It is usable once `validationStatus` is `validated`. */
export interface Dataset extends Stored {
  readonly name?: string
  readonly datasetType?: string
  /** `unknown`, `queued`, `processing`, `failed`, `validated` or `skipped`. */
  readonly validationStatus?: string
  readonly validationError?: string
  /** Where its files can be fetched, for a while. */
  readonly datasetParts?: readonly { readonly name?: string; readonly url?: string; readonly numRows?: number }[]
}

/** Embeddings of a whole dataset, to be made in the background. */
export interface EmbedJobRequest {
  readonly model: string
  readonly datasetId: string
  readonly inputType: 'search_document' | 'search_query' | 'classification' | 'clustering' | 'image'
  readonly name?: string
  readonly embeddingTypes?: readonly string[]
  readonly truncate?: 'START' | 'END'
}

/** Where an embed job stands: `processing`, `complete`, `cancelling`, `cancelled` or `failed`. */
export interface EmbedJob {
  readonly jobId: string
  readonly status: string
  /** The dataset with the vectors, once it is complete. */
  readonly outputDatasetId?: string
}

/** Chats or embeddings of a dataset, to be made in the background. */
export interface CohereBatchRequest {
  readonly name: string
  readonly inputDatasetId: string
  readonly model: string
}

/** Where a batch stands. */
export interface CohereBatch extends Stored {
  /** `BATCH_STATUS_` and `QUEUED`, `IN_PROGRESS`, `CANCELING`, `COMPLETED`, `FAILED` or `CANCELED`. */
  readonly status?: string
  readonly statusReason?: string
  /** The dataset with the answers, once it is complete. */
  readonly outputDatasetId?: string
  readonly numRecords?: number
  readonly numSuccessfulRecords?: number
  readonly numFailedRecords?: number
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The same with its fields spelled otherwise, at every depth. */
function spelled(value: unknown, spell: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => spelled(one, spell))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [spell(name), spelled(one, spell)]))
}

/** Datasets, and the jobs that work on them. */
export function stored(http: Http) {
  async function ask<T>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    context: Context,
    more: { readonly body?: object; readonly query?: Readonly<Record<string, string | boolean | undefined>> } = {},
  ): Promise<T> {
    const { body } = await http.json<Json>({ method, path, ...more }, context)
    return spelled(body, camel) as T
  }
  const at = (path: string, { id }: Stored): string => `${path}/${encodeURIComponent(id)}`
  return {
    /** Stores a dataset, which the service then checks. */
    createDataset: (request: DatasetRequest, context: Context): Promise<Stored> => {
      const { name, type, data, fileName = 'data.jsonl', keepFields, skipMalformedInput } = request
      const form = new FormData()
      form.append('data', new File([data as Uint8Array<ArrayBuffer> | string], fileName))
      const query = { name, type, keep_fields: keepFields?.join(','), skip_malformed_input: skipMalformedInput }
      return ask('POST', '/v1/datasets', context, { body: form, query })
    },
    /** Looks after a dataset. */
    dataset: async (one: Stored, context: Context): Promise<Dataset> =>
      (await ask<{ dataset: Dataset }>('GET', at('/v1/datasets', one), context)).dataset,
    /** The datasets that there are. */
    datasets: async (_: unknown, context: Context): Promise<readonly Dataset[]> =>
      (await ask<{ datasets?: readonly Dataset[] }>('GET', '/v1/datasets', context)).datasets ?? [],
    /** Forgets a dataset. */
    deleteDataset: async (one: Stored, context: Context): Promise<void> => {
      await ask('DELETE', at('/v1/datasets', one), context)
    },
    /** Begins to embed a dataset. */
    createEmbedJob: async (request: EmbedJobRequest, context: Context): Promise<Stored> => {
      const body = spelled(request, snake) as object
      return { id: (await ask<{ jobId: string }>('POST', '/v1/embed-jobs', context, { body })).jobId }
    },
    /** Looks after an embed job. */
    embedJob: (one: Stored, context: Context): Promise<EmbedJob> => ask('GET', at('/v1/embed-jobs', one), context),
    /** Stops an embed job. What is done by then is billed. */
    cancelEmbedJob: async (one: Stored, context: Context): Promise<void> => {
      const { response } = await http.send({ path: `${at('/v1/embed-jobs', one)}/cancel` }, context)
      await response.body?.cancel()
    },
    /** Begins a batch. */
    createBatch: async (request: CohereBatchRequest, context: Context): Promise<CohereBatch> => {
      const body = spelled(request, snake) as object
      return (await ask<{ batch: CohereBatch }>('POST', '/v2/batches', context, { body })).batch
    },
    /** Looks after a batch. */
    batch: async (one: Stored, context: Context): Promise<CohereBatch> =>
      (await ask<{ batch: CohereBatch }>('GET', at('/v2/batches', one), context)).batch,
    /** Stops a batch. */
    cancelBatch: async (one: Stored, context: Context): Promise<void> => {
      const { response } = await http.send({ path: `${at('/v2/batches', one)}:cancel` }, context)
      await response.body?.cancel()
    },
  }
}

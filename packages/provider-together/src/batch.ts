import { renamed } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { BatchQuirks, FilesQuirks, OpenAIBatch } from '@llmrr/provider-kit'
import type { FilePutRequest } from '@llmrr/core'

const typeOf = ({ name, mediaType }: FilePutRequest): string =>
  /\.(csv|parquet)$/i.exec(name)?.[1]?.toLowerCase() ??
  (/csv/.test(mediaType ?? '') ? 'csv' : /parquet/.test(mediaType ?? '') ? 'parquet' : 'jsonl')

/** In what Together's files differ from OpenAI's. */
export const files: FilesQuirks = {
  putPath: '/files/upload',
  purpose: 'batch-api',
  fields: (request) => ({ file_name: request.name, file_type: typeOf(request) }),
}

interface WireJob {
  readonly id: string
  readonly status: string
  /** From 0 to 100. */
  readonly progress?: number
  readonly output_file_id?: string | null
  readonly error_file_id?: string | null
  readonly error?: string | null
}

/** In what Together's batches differ from OpenAI's: words in capitals, a job within what a submission answers. */
export const batch: BatchQuirks = {
  files,
  completionWindow: (context) => optionsOf(context).completionWindow ?? '24h',
  line: (custom_id, body) => ({ custom_id, body }),
  body({ metadata, ...body }, context) {
    if (metadata !== undefined) context.warn('metadata', `${context.target.provider} keeps none with a batch.`)
    return { ...body, ...renamed(optionsOf(context), { priority: 'priority' }) }
  },
  batch(wire: WireJob & { readonly job?: WireJob }): OpenAIBatch {
    const { status, progress, error, ...job } = wire.job ?? wire
    return {
      ...job,
      status: status.toLowerCase(),
      ...(progress !== undefined && { progress: progress / 100 }),
      ...(error && { errors: { data: [{ message: error }] } }),
    }
  },
}

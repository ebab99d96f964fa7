import { answerText, pathOf } from '../recording.ts'
import { foldMessages } from './anthropic-messages-fold.ts'
import { given } from './request.ts'
import { readMessagesRequest } from './anthropic-messages-request.ts'
import { onId, smallFormat } from './small.ts'
import type { Bag } from './request.ts'
import type { Recording } from '../recording.ts'
import type { Small } from './small.ts'

const batchId = /\/batches\/([^/]+)/
const batchOf = (recording: Recording): string => batchId.exec(pathOf(recording))![1]!
const onBatch = onId('batch', batchId)
const onTune = onId('tune', /\/jobs\/([^/]+)/)

/** Where a job stands, by the service's word; any other word says that it runs. */
const states: Bag = {
  validating: 'queued',
  validating_files: 'queued',
  queued: 'queued',
  completed: 'done',
  succeeded: 'done',
  ended: 'done',
  failed: 'failed',
  expired: 'failed',
  cancelled: 'cancelled',
}

const smalls: readonly Small[] = [
  {
    name: 'openai-batch',
    capability: 'batch',
    call: 'submit',
    at: /^POST .*\/v1\/batches$/,
    // Batches here are of chats.
    takes: ({ endpoint }) => /chat|responses/.test(endpoint),
    // The requests are in a file that was stored before.
    intent: ({ metadata }) => ({
      model: 'any',
      request: given({ requests: [{ id: '1', request: { prompt: 'Hello' } }], metadata }),
    }),
    earlier: ({ sent }) => [{ id: (sent as Bag)['input_file_id'] }],
    unrecorded: {},
    theirs: (body) => ({ id: body['id'] }),
    ours: (value) => ({ id: value['id'] }),
  },
  {
    name: 'anthropic-batch',
    capability: 'batch',
    call: 'submit',
    at: /^POST .*\/messages\/batches$/,
    intent: ({ requests }) => ({
      model: requests[0].params.model,
      request: {
        requests: requests.map(({ custom_id: id, params }: Bag) => ({
          id,
          request: readMessagesRequest(params).request,
        })),
      },
    }),
    fold: ({ requests }) => ({
      requests: requests.map(({ custom_id, params }: Bag) => ({ custom_id, params: foldMessages(params) })),
    }),
    theirs: (body) => ({ id: body['id'] }),
    ours: (value) => ({ id: value['id'] }),
  },
  {
    name: 'anthropic-batch-results',
    capability: 'batch',
    call: 'poll',
    at: /^GET .*\/messages\/batches\/[^/]+\/results$/,
    intent: onBatch,
    earlier: (recording) => [
      {
        id: batchOf(recording),
        type: 'message_batch',
        processing_status: 'ended',
        results_url: `https://api.anthropic.com${recording.path}`,
        request_counts: {},
      },
    ],
    theirs: (_, recording) => ({
      ids: answerText(recording)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).custom_id),
    }),
    ours: (value) => ({ ids: value['result'].items.map(({ id }: Bag) => id) }),
  },
  {
    name: 'batch-poll',
    capability: 'batch',
    call: 'poll',
    at: /^GET .*\/batches\/[^/]+$/,
    intent: onBatch,
    theirs: (body) => ({ state: states[body['status'] ?? body['processing_status']] ?? 'running' }),
    ours: (value) => ({ state: value['state'] }),
  },
  {
    name: 'batch-cancel',
    capability: 'batch',
    call: 'cancel',
    at: /^POST .*\/batches\/[^/]+\/cancel$/,
    intent: onBatch,
    theirs: () => ({}),
    ours: () => ({}),
  },
  {
    name: 'tune-poll',
    capability: 'tune',
    call: 'poll',
    at: /^GET .*\/fine_tuning\/jobs\/[^/]+$/,
    intent: onTune,
    theirs: (body) => ({ state: states[body['status']] ?? 'running' }),
    ours: (value) => ({ state: value['state'] }),
  },
  {
    name: 'tune-cancel',
    capability: 'tune',
    call: 'cancel',
    at: /^POST .*\/fine_tuning\/jobs\/[^/]+\/cancel$/,
    intent: onTune,
    theirs: () => ({}),
    ours: () => ({}),
  },
]

/** Batches and tunes, as OpenAI and Anthropic have them. */
export const jobFormats = smalls.map(smallFormat)

import { answerJson } from '../recording.ts'
import { foldChat } from './openai-chat-fold.ts'
import { given } from './request.ts'
import { readChatRequest } from './openai-chat-request.ts'
import { onId, smallFormat } from './small.ts'
import type { MediaPart } from '@llmrr/core'
import type { Bag } from './request.ts'
import type { Format } from '../format.ts'

const document = (sent: Bag): MediaPart => {
  if (sent['file_id'])
    return { type: 'media', mediaType: 'application/pdf', file: { provider: '', id: sent['file_id'] } }
  const picture = sent['image_url']
  const url = picture?.url ?? picture ?? sent['document_url']
  const type = /^data:([^;,]+)/.exec(url)?.[1] ?? (picture ? 'image/*' : 'application/pdf')
  return { type: 'media', mediaType: type, url, ...(sent['document_name'] && { name: sent['document_name'] }) }
}

/** `0-2,5` as numbers. */
const pageNumbers = (pages: unknown): unknown =>
  typeof pages === 'string'
    ? pages.split(',').flatMap((span) => {
        const [first = 0, last = first] = span.split('-').map(Number)
        return Array.from({ length: last - first + 1 }, (_, at) => first + at)
      })
    : pages

const states: Bag = {
  QUEUED: 'queued',
  SUCCESS: 'done',
  FAILED: 'failed',
  TIMEOUT_EXCEEDED: 'failed',
  CANCELLED: 'cancelled',
}

const onJob = onId('batch', /\/batch\/jobs\/([^/]+)/)

/** Documents and batches in Mistral's form. */
export const mistralFormats: readonly Format[] = [
  smallFormat({
    name: 'mistral-ocr',
    capability: 'ocr',
    at: /^POST .*\/v1\/ocr$/,
    intent: ({ model, document: sent, pages, include_image_base64: includeImages, ...rest }) => ({
      model,
      request: given({ document: document(sent), pages: pageNumbers(pages), includeImages }),
      rest,
    }),
    fold: (body) => ({
      ...body,
      pages: pageNumbers(body['pages']),
      ...(typeof body['document']?.image_url === 'object' && {
        document: { ...body['document'], image_url: body['document'].image_url.url },
      }),
    }),
    theirs: (body) => ({ pages: body['pages'].map(({ index, markdown }: Bag) => ({ index, markdown })) }),
    ours: (value) => ({ pages: value['pages'].map(({ index, markdown }: Bag) => ({ index, markdown })) }),
  }),
  smallFormat({
    name: 'mistral-batch',
    capability: 'batch',
    call: 'submit',
    at: /^POST .*\/batch\/jobs$/,
    takes: ({ endpoint, requests }) => endpoint === '/v1/chat/completions' && requests !== undefined,
    intent: ({ model, requests, metadata, endpoint: _, ...rest }) => ({
      model,
      request: given({
        requests: requests.map(({ custom_id: id, body }: Bag) => ({ id, request: readChatRequest(body).request })),
        metadata,
      }),
      rest,
    }),
    fold: ({ requests, ...body }) => ({
      ...body,
      requests: requests.map(({ custom_id, body: request }: Bag) => ({ custom_id, body: foldChat(request) })),
    }),
    theirs: (body) => ({ id: body['id'] }),
    ours: (value) => ({ id: value['id'] }),
  }),
  smallFormat({
    name: 'mistral-batch-poll',
    capability: 'batch',
    call: 'poll',
    at: /^GET .*\/batch\/jobs\/[^/]+$/,
    intent: onJob,
    theirs: (body, recording) => {
      const outputs = answerJson(recording)?.['outputs'] as readonly Bag[] | null | undefined
      return {
        state: outputs?.length ? 'done' : (states[body['status']] ?? 'running'),
        answers: outputs?.map(({ custom_id: id, response }) => [id, response?.body?.choices?.[0]?.message?.content]),
      }
    },
    ours: (value) => ({
      state: value['state'],
      answers: value['result']?.items.map(({ id, result }: Bag) => [id, result?.text]),
    }),
  }),
  smallFormat({
    name: 'mistral-batch-cancel',
    capability: 'batch',
    call: 'cancel',
    at: /^POST .*\/batch\/jobs\/[^/]+\/cancel$/,
    intent: onJob,
    theirs: () => ({}),
    ours: () => ({}),
  }),
]

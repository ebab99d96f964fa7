import { answerJson, pathOf } from '../recording.ts'
import { aFile, fields, kept, onId, smallFormat } from './small.ts'
import { foldChat } from './openai-chat-fold.ts'
import { foldResponses } from './openai-responses-fold.ts'
import { given } from './request.ts'
import { readChatRequest } from './openai-chat-request.ts'
import { readResponsesRequest } from './openai-responses-request.ts'
import type { Bag } from './request.ts'
import type { Format } from '../format.ts'
import type { MediaPart } from '@llmrr/core'
import type { Recording } from '../recording.ts'

const only = 'xai'
const batchId = /\/batches\/([^/:]+)/
const batchIn = (recording: Recording): string => batchId.exec(pathOf(recording))![1]!
const onBatch = onId('batch', batchId)

/** What one request of a batch asks. */
const asked = ({ batch_request: { responses, chat_get_completion: chat } }: Bag) =>
  responses ? readResponsesRequest(responses).request : readChatRequest(chat).request

const folded = ({ batch_request: { responses, chat_get_completion: chat }, ...rest }: Bag): Bag => ({
  ...rest,
  ...(responses && { responses: foldResponses(responses) }),
  ...(chat && { chat: foldChat(chat) }),
})

const picture = (one: Bag): MediaPart =>
  one['file_id']
    ? { type: 'media', mediaType: 'image/*', file: { provider: '', id: one['file_id'] } }
    : { type: 'media', mediaType: 'image/*', url: one['url'] }

/** Batches, films and voices in xAI's form. */
export const xaiFormats: readonly Format[] = [
  smallFormat({
    name: 'xai-batch',
    only,
    capability: 'batch',
    call: 'submit',
    at: /^POST .*\/v1\/batches$/,
    intent: ({ name }) => ({
      model: 'any',
      request: { requests: [{ id: '1', request: { prompt: 'Hello' } }] },
      rest: { batch_name: name },
    }),
    // The requests follow.
    later: () => [{}],
    theirs: (body) => ({ id: body['batch_id'] }),
    ours: (value) => ({ id: value['id'] }),
  }),
  smallFormat({
    name: 'xai-batch-requests',
    only,
    capability: 'batch',
    call: 'submit',
    at: /^POST .*\/batches\/[^/]+\/requests$/,
    intent: ({ batch_requests: requests }) => {
      const [first] = requests
      const { responses, chat_get_completion: chat } = first.batch_request
      return {
        model: (responses ?? chat).model,
        request: { requests: requests.map((one: Bag) => ({ id: one['batch_request_id'], request: asked(one) })) },
      }
    },
    earlier: (recording) => [{ batch_id: batchIn(recording) }],
    fold: ({ batch_requests: requests }) => ({ batch_requests: requests.map(folded) }),
    theirs: (_, recording) => ({ id: batchIn(recording) }),
    ours: (value) => ({ id: value['id'] }),
  }),
  smallFormat({
    name: 'xai-batch-poll',
    only,
    capability: 'batch',
    call: 'poll',
    at: /^GET .*\/batches\/[^/]+$/,
    intent: onBatch,
    later: () => [{ results: [] }],
    theirs: ({ state = {}, cancel_time: cancelled }) => {
      const { num_requests: total, num_pending: pending, num_success: good = 0, num_error: bad = 0 } = state
      const isOver = pending === 0 && total > 0
      if (cancelled && isOver && good + bad === 0) return { state: 'cancelled' }
      return { state: isOver ? 'done' : pending === total ? 'queued' : 'running' }
    },
    ours: (value) => ({ state: value['state'] }),
  }),
  smallFormat({
    name: 'xai-batch-results',
    only,
    capability: 'batch',
    call: 'poll',
    at: /^GET .*\/batches\/[^/]+\/results$/,
    intent: onBatch,
    earlier: (recording) => [
      { batch_id: batchIn(recording), state: { num_requests: 1, num_pending: 0, num_success: 1 } },
    ],
    later: () => [{ results: [] }],
    theirs: (_, recording) => ({
      answers: (answerJson(recording)!['results'] as Bag[]).map(({ batch_request_id: id, batch_result: result }) => {
        const choice = result?.response?.chat_get_completion?.choices?.[0]?.message
        return [id, choice?.content, choice?.reasoning_content]
      }),
    }),
    ours: (value) => ({
      answers: value['result'].items.map(({ id, result }: Bag) => [
        id,
        result?.text,
        result?.parts.find(({ type }: Bag) => type === 'reasoning')?.text,
      ]),
    }),
  }),
  smallFormat({
    name: 'xai-batch-cancel',
    only,
    capability: 'batch',
    call: 'cancel',
    at: /^POST .*\/batches\/[^/]+:cancel$/,
    intent: onBatch,
    theirs: () => ({}),
    ours: () => ({}),
  }),
  smallFormat({
    name: 'xai-images',
    only,
    capability: 'image',
    at: /^POST .*\/images\/edits$/,
    intent: ({ model, prompt, n: count, aspect_ratio: aspectRatio, images, image, ...rest }) => ({
      model,
      request: given({ prompt, count, aspectRatio, images: (images ?? [image]).map(picture) }),
      rest,
    }),
    // One picture may stand alone.
    fold: ({ image, ...body }) => ({ ...body, ...(image && { images: [image] }) }),
    unrecorded: { prompt: 'A goldfish' },
    theirs: (body) => ({ images: body['data'].map((one: Bag) => kept(one['b64_json'] ?? one['url'])) }),
    ours: (value) => ({ images: value['images'].map((one: Bag) => kept(one['data'] ?? one['url'])) }),
  }),
  smallFormat({
    name: 'xai-video',
    only,
    capability: 'video',
    call: 'submit',
    at: /^POST .*\/videos\/generations$/,
    intent: ({ model, prompt, duration, aspect_ratio, resolution, image, reference_images: more, ...rest }) => ({
      model,
      request: given({
        prompt,
        durationSeconds: duration,
        aspectRatio: aspect_ratio,
        resolution,
        images: image ? [picture(image)] : more?.map(picture),
      }),
      rest,
    }),
    theirs: (body) => ({ id: body['request_id'] }),
    ours: (value) => ({ id: value['id'] }),
  }),
  smallFormat({
    name: 'xai-video-poll',
    only,
    capability: 'video',
    call: 'poll',
    at: /^GET .*\/videos\/[^/]+$/,
    intent: onId('video', /\/videos\/([^/]+)/),
    theirs: ({ status, video }) => ({
      state: status === 'done' ? 'done' : status === 'failed' || status === 'expired' ? 'failed' : 'running',
      url: video?.url,
    }),
    ours: (value) => ({ state: value['state'], url: value['result']?.videos[0].url }),
  }),
  smallFormat({
    name: 'xai-speech',
    only,
    capability: 'speech',
    at: /^POST .*\/v1\/tts$/,
    intent: ({
      text: input,
      voice_id: voice,
      language,
      speed,
      output_format: { codec, sample_rate } = {} as Bag,
      ...rest
    }) => ({
      model: 'grok-tts',
      request: given({
        input,
        voice,
        language,
        speed,
        mediaType: codec && `audio/${codec === 'mp3' ? 'mpeg' : codec === 'mulaw' ? 'basic' : codec}`,
        sampleRate: sample_rate,
      }),
      rest,
    }),
    unrecorded: { input: 'Hello' },
    theirs: (_, recording) => ({ sound: kept(Buffer.from(recording.bytes).toString('base64')) }),
    ours: (value) => ({ sound: kept(value['audio'].data) }),
  }),
  smallFormat({
    name: 'xai-transcription',
    only,
    capability: 'transcribe',
    at: /^POST .*\/v1\/stt$/,
    intent: (sent) => {
      const { model, file, language, diarize, ...rest } = fields(sent)
      return {
        model: model ?? 'grok-stt',
        request: given({
          audio: aFile(file, 'audio/mpeg'),
          language,
          diarize: diarize === 'true' || undefined,
        }),
        rest,
      }
    },
    unrecorded: { audio: { type: 'media', mediaType: 'audio/mpeg', data: 'AAAA' } },
    theirs: (body) => ({
      text: body['text'],
      language: body['language'],
      duration: body['duration'],
      words: body['words']?.map(({ text, start, end, speaker }: Bag) => given({ text, start, end, speaker })),
    }),
    ours: (value) => ({
      text: value['text'],
      language: value['language'],
      duration: value['durationSeconds'],
      words: value['words']?.map(({ text, start, end, speaker }: Bag) => given({ text, start, end, speaker })),
    }),
  }),
]

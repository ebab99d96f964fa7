import { answerJson, answerText } from '../recording.ts'
import { codesFor } from '../error-codes.ts'
import { failure } from '../facts.ts'
import { foldMessages, foldResponses } from '../fold.ts'
import { given } from './request.ts'
import { readMessagesRequest } from './anthropic-messages-request.ts'
import { readResponsesRequest } from './openai-responses-request.ts'
import { aFile, fields, rounded, smallFormat } from './small.ts'
import type { MediaPart, Part } from '@llmrr/core'
import type { Bag } from './request.ts'
import type { Format, Intent } from '../format.ts'
import type { Recording } from '../recording.ts'
import type { Small } from './small.ts'

const kept = (text: unknown): string => String(text ?? '').slice(0, 64)
const floats = (text: string): number[] => [...new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)]
const bitsOf = (byte: number): number[] => [...byte.toString(2).padStart(8, '0')].map(Number)
/** A vector as it was asked for; Perplexity has bytes and bits beside floats. */
function vectorOf(embedding: string | number[], encoding: unknown): number[] {
  if (typeof embedding !== 'string') return embedding
  if (encoding === 'base64') return floats(embedding)
  const bytes = Buffer.from(embedding, 'base64')
  return encoding === 'base64_binary' ? [...bytes].flatMap(bitsOf) : [...new Int8Array(bytes)]
}
const usageTotal = ({ usage }: Bag): number | undefined => usage?.total_tokens ?? undefined
const idAt = (recording: Recording, part: number): string =>
  decodeURIComponent(recording.path.split('?')[0]!.split('/').at(part)!)
const onId =
  (capability: string) =>
  (_: Bag, recording: Recording): Intent => ({
    model: 'any',
    request: {
      provider: '',
      capability,
      model: 'any',
      id: idAt(recording, /cancel$|content$|results$/.test(recording.path.split('?')[0]!) ? -2 : -1),
    },
  })
const inputs = (input: unknown): unknown =>
  Array.isArray(input) && input.every((one) => typeof one === 'object')
    ? [
        input.map((part: Bag): Part =>
          part['type'] === 'image_url'
            ? { type: 'media', mediaType: 'image/*', url: part['image_url'].url }
            : { type: 'text', text: part['text'] },
        ),
      ]
    : input
const pictures = (images: unknown): MediaPart[] =>
  ((images ?? []) as Bag[]).map((one) =>
    one['file_id']
      ? { type: 'media', mediaType: 'image/*', file: { provider: '', id: one['file_id'] } }
      : { type: 'media', mediaType: 'image/*', url: one['image_url'] },
  )
const transcribe = (sent: Bag, recording: Recording): Intent => {
  // A form, or JSON with the sound in it.
  const form = '_multipart' in sent ? fields(sent) : sent
  const { model, file, input_audio: sound, language, prompt, temperature, response_format: _, ...rest } = form
  return {
    model: model ?? 'any',
    request: given({
      audio: sound
        ? { type: 'media', mediaType: `audio/${sound.format.replace('mp3', 'mpeg')}`, data: sound.data }
        : aFile(file, 'audio/mpeg'),
      language,
      prompt,
      temperature: temperature === undefined ? undefined : Number(temperature),
      translate: recording.path.endsWith('translations') || undefined,
    }),
    rest,
  }
}

/** Where a job stands, by the service's word; any other word says that it runs. */
const batchStates: Bag = {
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
    name: 'openai-embeddings',
    capability: 'embed',
    at: /^POST .*\/embeddings$/,
    intent: ({ model, input, dimensions, user, encoding_format: encoding, ...rest }) => ({
      model,
      request: given({ input, dimensions, user }),
      rest: { ...rest, ...(encoding?.startsWith('base64_') && { encoding: encoding.slice('base64_'.length) }) },
    }),
    unrecorded: { input: 'Hello' },
    theirs: (body, recording) => ({
      vectors: body['data'].map(({ embedding }: Bag) =>
        rounded(vectorOf(embedding, (recording.sent as Bag | undefined)?.['encoding_format'])),
      ),
      total: usageTotal(body),
    }),
    ours: (value) => ({ vectors: value['embeddings'].map(rounded) }),
  },
  {
    name: 'openai-moderations',
    capability: 'moderate',
    at: /^POST .*\/moderations$/,
    intent: ({ model, input, ...rest }) => ({ model, request: { input: inputs(input) }, rest }),
    unrecorded: { input: 'Hello' },
    theirs: (body) => ({
      results: body['results'].map(({ categories, category_scores: scores, ...verdict }: Bag) => ({
        // Mistral leaves it to the categories.
        flagged: verdict['flagged'] ?? Object.values(categories).includes(true),
        scores,
      })),
    }),
    ours: (value) => ({ results: value['results'].map(({ flagged, scores }: Bag) => ({ flagged, scores })) }),
  },
  {
    name: 'openai-images',
    capability: 'image',
    at: /^POST .*\/images(?:\/(?:generations|edits))?$/,
    intent: ({ model, prompt, n: count, size, quality, background, images, user, output_format: format, ...rest }) => ({
      model,
      request: given({
        prompt,
        count,
        size,
        quality,
        background,
        user,
        images: images && pictures(images),
        mediaType: format && `image/${format}`,
      }),
      rest,
    }),
    unrecorded: { prompt: 'A goldfish' },
    theirs: (body) => ({
      images: body['data'].map((one: Bag) => kept(one['b64_json'] ?? one['url'])),
      total: usageTotal(body),
    }),
    ours: (value) => ({ images: value['images'].map((one: Bag) => kept(one['data'] ?? one['url'])) }),
  },
  {
    name: 'openai-speech',
    capability: 'speech',
    at: /^POST .*\/audio\/speech$/,
    intent: ({ model, input, voice_id, voice = voice_id, instructions, speed, response_format: format, ...rest }) => ({
      model,
      request: given({
        input,
        voice,
        instructions,
        speed,
        mediaType: format && `audio/${format === 'mp3' ? 'mpeg' : format}`,
      }),
      rest,
    }),
    unrecorded: { input: 'Hello' },
    // Mistral knows a voice by two names, and sends the sound in JSON.
    fold: ({ voice_id, voice = voice_id, ...body }) => ({ ...body, voice }),
    theirs: ({ audio_data: sound }, recording) => ({
      sound: kept(sound ?? Buffer.from(recording.bytes).toString('base64')),
    }),
    ours: (value) => ({ sound: kept(value['audio'].data) }),
  },
  {
    name: 'openai-transcriptions',
    capability: 'transcribe',
    at: /^POST .*\/audio\/(?:transcriptions|translations)$/,
    intent: transcribe,
    unrecorded: { audio: { type: 'media', mediaType: 'audio/mpeg', data: 'AAAA' } },
    theirs: (body, recording) => ({ text: (body['text'] ?? answerText(recording)).trim(), total: usageTotal(body) }),
    ours: (value) => ({ text: value['text'].trim() }),
  },
  {
    name: 'openai-completions',
    capability: 'complete',
    at: /^POST .*(?<!\/chat)\/completions$/,
    intent: ({
      model,
      prompt,
      suffix,
      max_tokens: maxOutputTokens,
      temperature,
      top_p: topP,
      stop,
      seed,
      frequency_penalty: frequencyPenalty,
      presence_penalty: presencePenalty,
      logprobs,
      user,
      stream,
      ...rest
    }) => ({
      model,
      stream: stream === true,
      request: given({
        prompt: Array.isArray(prompt) ? prompt[0] : prompt,
        suffix,
        maxOutputTokens,
        temperature,
        topP,
        stop: typeof stop === 'string' ? [stop] : stop,
        seed,
        frequencyPenalty,
        presencePenalty,
        logprobs,
        user,
      }),
      rest,
    }),
    unrecorded: { prompt: 'Hello' },
    theirs: (body) => ({ text: body['choices']?.[0]?.text ?? body['choices']?.[0]?.message?.content }),
    ours: (value) => ({ text: value['text'] }),
  },
  {
    name: 'openai-input-tokens',
    capability: 'countTokens',
    at: /^POST .*\/responses\/input_tokens$/,
    intent: readResponsesRequest,
    unrecorded: { prompt: 'Hello' },
    fold: foldResponses,
    theirs: (body) => ({ inputTokens: body['input_tokens'] }),
    ours: (value) => ({ inputTokens: value['inputTokens'] }),
  },
  {
    name: 'anthropic-count-tokens',
    capability: 'countTokens',
    at: /^POST .*\/messages\/count_tokens$/,
    intent: readMessagesRequest,
    unrecorded: { prompt: 'Hello' },
    fold: foldMessages,
    theirs: (body) => ({ inputTokens: body['input_tokens'] }),
    ours: (value) => ({ inputTokens: value['inputTokens'] }),
  },
  {
    name: 'files-put',
    capability: 'files',
    call: 'put',
    at: /^POST .*\/v1\/files$/,
    intent: (sent) => {
      const { file, purpose, ...rest } = fields(sent)
      return {
        model: 'any',
        request: given({
          data: Uint8Array.from(Buffer.from(file?.base64 ?? 'AAAA', 'base64')),
          name: file?.filename ?? 'file',
          mediaType: file?.content_type,
          purpose,
        }),
        rest,
      }
    },
    unrecorded: { data: 'x', name: 'x' },
    theirs: (body) => ({ id: body['id'] }),
    ours: (value) => ({ id: value['file'].id }),
  },
  {
    name: 'files-list',
    capability: 'files',
    call: 'list',
    at: /^GET .*\/v1\/files$/,
    theirs: (body) => ({ ids: body['data'].map(({ id }: Bag) => id) }),
    ours: (value) => ({ ids: (value as unknown as Bag[]).map(({ file }) => file.id) }),
  },
  {
    name: 'files-get',
    capability: 'files',
    call: 'get',
    at: /^GET .*\/v1\/files\/[^/]+$/,
    intent: onId('files'),
    theirs: (body) => ({ id: body['id'] }),
    ours: (value) => ({ id: value['file'].id }),
  },
  {
    name: 'files-content',
    capability: 'files',
    call: 'content',
    at: /^GET .*\/v1\/files\/[^/]+\/content$/,
    intent: onId('files'),
    theirs: (_, recording) => ({ bytes: recording.bytes.length }),
    ours: (value) => ({ bytes: value['length'] }),
  },
  {
    name: 'files-delete',
    capability: 'files',
    call: 'delete',
    at: /^DELETE .*\/v1\/files\/[^/]+$/,
    intent: onId('files'),
    theirs: () => ({}),
    ours: () => ({}),
  },
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
    intent: onId('batch'),
    earlier: (recording) => [
      {
        id: idAt(recording, -2),
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
    intent: onId('batch'),
    theirs: (body) => ({ state: batchStates[body['status'] ?? body['processing_status']] ?? 'running' }),
    ours: (value) => ({ state: value['state'] }),
  },
  {
    name: 'batch-cancel',
    capability: 'batch',
    call: 'cancel',
    at: /^POST .*\/batches\/[^/]+\/cancel$/,
    intent: onId('batch'),
    theirs: () => ({}),
    ours: () => ({}),
  },
  {
    name: 'tune-cancel',
    capability: 'tune',
    call: 'cancel',
    at: /^POST .*\/fine_tuning\/jobs\/[^/]+\/cancel$/,
    intent: onId('tune'),
    theirs: () => ({}),
    ours: () => ({}),
  },
  {
    name: 'tune-poll',
    capability: 'tune',
    call: 'poll',
    at: /^GET .*\/fine_tuning\/jobs\/[^/]+$/,
    intent: onId('tune'),
    theirs: (body) => ({ state: batchStates[body['status']] ?? 'running' }),
    ours: (value) => ({ state: value['state'] }),
  },
]

const models: Format = {
  name: 'models',
  capability: 'models',
  matches: ({ method, path }) => method === 'GET' && path.split('?')[0]!.endsWith('/models'),
  intent: () => ({ model: 'any', request: {} }),
  unrecorded: {},
  said: (recording) =>
    recording.status >= 400
      ? { failed: codesFor(recording.status, answerJson(recording)) }
      : {
          ids: new Set((((answerJson(recording) as Bag)['data'] ?? answerJson(recording)) as Bag[]).map(({ id }) => id))
            .size,
        },
  told: (outcome) =>
    outcome.error === undefined
      ? { ids: new Set((outcome.value as Bag[]).map(({ id }) => id)).size }
      : failure(outcome.error),
}

/** The formats of everything but chat. */
export const otherFormats: readonly Format[] = [models, ...smalls.map(smallFormat)]

import { aFile, fields, onId, smallFormat } from './small.ts'
import { answerJson, answerText, pathOf } from '../recording.ts'
import { failed } from './reply.ts'
import { given } from './request.ts'
import { toldByChat } from '../facts.ts'
import type { Bag } from './request.ts'
import type { Format, Intent } from '../format.ts'
import type { Recording } from '../recording.ts'

const create = /\/v1\/(?:(models|deployments)\/([^/]+\/[^/]+)\/)?predictions$/
const isCreate = (recording: Recording): boolean => recording.method === 'POST' && create.test(pathOf(recording))
const outputOf = (recording: Recording): readonly string[] =>
  [answerJson(recording)?.['output'] ?? []].flat().filter((one) => typeof one === 'string') as string[]

/** A version may be named with its model; it is the same version. */
const fold = (body: Bag): Bag =>
  typeof body['version'] === 'string' ? { ...body, version: body['version'].replace(/^.*:/, '') } : body

/** What a run has given, told from the addresses of files, or from there being none. */
function kindOf(recording: Recording): 'chat' | 'image' | 'speech' | 'begun' {
  if (recording.status >= 400) return 'chat'
  const output = outputOf(recording)
  if (output.length === 0) return 'begun'
  if (output.some((one) => /^data:video|^https?:.*\.(?:mp4|webm|mov|zip|tar)$/.test(one))) return 'begun'
  if (output.some((one) => /^data:image|^https?:.*\.(?:webp|png|jpe?g)$/.test(one))) return 'image'
  return output.some((one) => /^data:audio|^https?:.*\.(?:wav|mp3|ogg|flac)$/.test(one)) ? 'speech' : 'chat'
}

/** A run as it was asked for: the text in our words, the rest of the input in the model's. */
function intentOf(
  { version, input = {}, ...more }: Bag,
  recording: Recording,
  ours: 'prompt' | 'input' = 'prompt',
): Intent {
  const [, where, name] = create.exec(pathOf(recording)) ?? []
  const { prompt, ...others } = input as Bag
  const { text, inputs } = others
  const prefer = recording.requestHeaders['prefer']
  return {
    model: version ?? (where === 'deployments' ? `deployments/${name}` : name),
    request: { [ours]: prompt ?? text ?? inputs ?? 'Hello' },
    rest: {
      ...more,
      input: Object.keys(others).length > 0 ? others : undefined,
      wait: prefer === undefined ? undefined : Number(/^wait=(\d+)$/.exec(prefer)?.[1]) || true,
    },
  }
}

/** The text of a stream: the data of its `output` events, of which several lines are one text with line breaks. */
const streamedText = (recording: Recording): string =>
  answerText(recording)
    .split(/\r?\n\r?\n/)
    .filter((block) => /^event: ?output$/m.test(block))
    .map((block) => [...block.matchAll(/^data: ?(.*)$/gm)].map(([, data]) => data).join('\n'))
    .join('')

/** How a stream ended; not told where it was cut. */
const streamedEnd = (recording: Recording): string | undefined => {
  const done = answerText(recording)
    .split(/\r?\n\r?\n/)
    .find((block) => /^event: ?done$/m.test(block))
  return done === undefined ? undefined : done.includes('canceled') ? 'other' : 'stop'
}

const states: Bag = {
  starting: 'queued',
  processing: 'running',
  succeeded: 'done',
  failed: 'failed',
  canceled: 'cancelled',
  aborted: 'cancelled',
}

const onRun = onId('video', /\/predictions\/([^/]+)/)
const onTraining = onId('tune', /\/trainings\/([^/]+)/)

/** The wire formats of Replicate. */
export const replicateFormats: readonly Format[] = [
  {
    name: 'replicate-prediction',
    capability: 'chat',
    fold,
    matches: (recording) => isCreate(recording) && kindOf(recording) === 'chat',
    intent: intentOf,
    unrecorded: { prompt: 'Hello' },
    said: (recording) =>
      recording.status >= 400
        ? failed(recording, answerJson(recording))
        : { text: outputOf(recording).join(''), toolCalls: [], finish: 'stop' },
    told: toldByChat,
  },
  {
    name: 'replicate-stream',
    capability: 'chat',
    matches: (recording) =>
      recording.method === 'GET' &&
      /\/v1\/(?:streams|files)\/[^/]+$/.test(pathOf(recording)) &&
      /^event: ?(?:output|done|error)$/m.test(answerText(recording)),
    intent: () => ({ model: undefined, request: { prompt: 'Hello' }, stream: true }),
    unrecorded: { prompt: 'Hello' },
    earlier: (recording) => [
      { id: 'begun', status: 'starting', urls: { stream: `https://stream.replicate.com${recording.path}` } },
    ],
    said: (recording) =>
      /^event: ?error$/m.test(answerText(recording))
        ? failed(recording, answerText(recording))
        : { text: streamedText(recording), toolCalls: [], finish: streamedEnd(recording) },
    told: toldByChat,
  },
  {
    ...smallFormat({
      name: 'replicate-image',
      capability: 'image',
      fold,
      at: /./,
      intent: intentOf,
      unrecorded: { prompt: 'Hello' },
      theirs: (body, recording) => ({ id: body['id'], pictures: outputOf(recording).map(toPicture) }),
      ours: ({ id, images }) => ({ id, pictures: images.map(({ url, data }: Bag) => url ?? data) }),
    }),
    matches: (recording) => isCreate(recording) && kindOf(recording) === 'image',
  },
  {
    ...smallFormat({
      name: 'replicate-speech',
      capability: 'speech',
      fold,
      at: /./,
      intent: (sent, recording) => intentOf(sent, recording, 'input'),
      unrecorded: { input: 'Hello' },
      theirs: (body) => ({ id: body['id'] }),
      ours: ({ id }) => ({ id }),
    }),
    matches: (recording) => isCreate(recording) && kindOf(recording) === 'speech',
  },
  {
    // A run that has only begun is what a job hands in.
    ...smallFormat({
      name: 'replicate-begun',
      capability: 'video',
      call: 'submit',
      fold,
      at: /./,
      intent: intentOf,
      theirs: (body) => ({ id: body['id'] }),
      ours: ({ id }) => ({ id }),
    }),
    matches: (recording) => isCreate(recording) && kindOf(recording) === 'begun',
  },
  smallFormat({
    name: 'replicate-look',
    capability: 'video',
    call: 'poll',
    at: /^GET .*\/v1\/predictions\/[^/]+$/,
    intent: onRun,
    theirs: (body, recording) => ({
      state: states[body['status']],
      id: body['status'] === 'succeeded' ? body['id'] : undefined,
      files: body['status'] === 'succeeded' ? outputOf(recording) : undefined,
      seconds: body['status'] === 'succeeded' ? body['metrics']?.predict_time : undefined,
    }),
    ours: ({ state, result }) => ({
      state,
      id: result?.id,
      files: result?.videos.map(({ url }: Bag) => url),
      seconds: result?.usage?.seconds,
    }),
  }),
  smallFormat({
    name: 'replicate-cancel',
    capability: 'video',
    call: 'cancel',
    at: /^POST .*\/v1\/predictions\/[^/]+\/cancel$/,
    intent: onRun,
    theirs: () => ({}),
    ours: () => ({}),
  }),
  smallFormat({
    name: 'replicate-training',
    capability: 'tune',
    call: 'submit',
    at: /^POST .*\/v1\/models\/[^/]+\/[^/]+\/versions\/[^/]+\/trainings$/,
    intent: (sent, recording) => {
      const [, model, version] = /\/models\/([^/]+\/[^/]+)\/versions\/([^/]+)\//.exec(pathOf(recording)) ?? []
      return { model: `${model}:${version}`, request: { trainingFile: { provider: '', id: 'data' } }, rest: sent }
    },
    theirs: (body) => ({ id: body['id'] }),
    ours: ({ id }) => ({ id }),
  }),
  smallFormat({
    name: 'replicate-training-look',
    capability: 'tune',
    call: 'poll',
    at: /^GET .*\/v1\/trainings\/[^/]+$/,
    intent: onTraining,
    theirs: (body) => ({
      state: states[body['status']],
      model: body['status'] === 'succeeded' ? body['output']?.version : undefined,
    }),
    ours: ({ state, result }) => ({ state, model: result?.model }),
  }),
  smallFormat({
    name: 'replicate-training-cancel',
    capability: 'tune',
    call: 'cancel',
    at: /^POST .*\/v1\/trainings\/[^/]+\/cancel$/,
    intent: onTraining,
    theirs: () => ({}),
    ours: () => ({}),
  }),
  smallFormat({
    name: 'replicate-file',
    capability: 'files',
    call: 'put',
    at: /^POST .*\/v1\/files$/,
    takes: (sent) => (sent['_multipart'] as Bag[] | undefined)?.some(({ name }) => name === 'content') ?? false,
    intent: (sent) => {
      const { content, ...rest } = fields(sent)
      const { mediaType, name = 'file' } = aFile(content, 'application/octet-stream')
      const data = Uint8Array.from(Buffer.from(content?.base64 ?? '', 'base64'))
      return { model: 'any', request: given({ data, name, mediaType }), rest }
    },
    theirs: ({ id, name, size }) => ({ id, name, size }),
    ours: ({ file, name, bytes }) => ({ id: file.id, name, size: bytes }),
  }),
  {
    ...smallFormat({
      name: 'replicate-files',
      capability: 'files',
      call: 'list',
      at: /^GET .*\/v1\/files$/,
      theirs: ({ results }) => ({ ids: results.map(({ id }: Bag) => id) }),
      ours: (value) => ({ ids: (value as unknown as Bag[]).map(({ file }) => file.id) }),
    }),
    matches: (recording) =>
      recording.method === 'GET' &&
      pathOf(recording).endsWith('/v1/files') &&
      Array.isArray(answerJson(recording)?.['results']),
  },
]

/** A picture in the words of both readers: its address, or its bytes. */
function toPicture(url: string): string {
  return url.replace(/^data:[^,]*;base64,/, '')
}

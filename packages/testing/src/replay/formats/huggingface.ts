import { answerJson, answerText, isStream, pathOf } from '../recording.ts'
import { chatFormats } from './chat.ts'
import { failure, toldByChat } from '../facts.ts'
import { given, rest } from './request.ts'
import { mediaFormats } from './media.ts'
import { modelList } from './models.ts'
import { textFormats } from './texts.ts'
import { rounded, smallFormat } from './small.ts'
import { failed, unitsOf } from './reply.ts'
import type { Bag } from './request.ts'
import type { Facts, Format } from '../format.ts'
import type { Recording } from '../recording.ts'

const taskPath = (recording: Recording): string => decodeURIComponent(pathOf(recording))
// The task stands behind the model now, and stood before it.
const ofTask = /^\/(?:hf-inference\/)?(?:models\/(.+?)(?:\/pipeline\/([\w-]+))?|pipeline\/([\w-]+)\/(.+))$/
const hostsInTheirWay = /^\/(together|deepinfra|scaleway|nscale)\//
const typeOf = ({ headers }: Recording): string => headers['content-type'] ?? headers['Content-Type'] ?? ''
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? value : {})

const modelOf = (recording: Recording): string | undefined => {
  const [, model, , , older] = ofTask.exec(taskPath(recording)) ?? []
  return model ?? older
}
const movedTask = (path: string): string => {
  const [, model, now, before, older] = ofTask.exec(path) ?? []
  const pipeline = now ?? before
  return `/hf-inference/models/${model ?? older}${pipeline === undefined ? '' : `/pipeline/${pipeline}`}`
}

const isLabel = (one: unknown): boolean => 'label' in bag(one) && 'score' in bag(one)
const generation = /max_new_tokens|"generated_text"|model_kwargs/

/** What a task is for: told by its path, by what was asked, and by what came. `undefined`: of no capability of the contract. */
function kindOf(recording: Recording): string | undefined {
  const path = taskPath(recording)
  const parts = recording.method === 'POST' ? ofTask.exec(path) : null
  if (!parts || path.endsWith('/v1/chat/completions')) return undefined
  const pipeline = parts[2] ?? parts[3]
  if (pipeline !== undefined) return pipeline === 'feature-extraction' ? 'embed' : undefined
  if (bag(recording.sent)['messages']) return 'chat'
  const [kind] = typeOf(recording).split('/')
  if (kind === 'image' || kind === 'audio') {
    const made = kind === 'image' ? 'image' : 'speech'
    return typeof bag(recording.sent)['inputs'] === 'string' ? made : undefined
  }
  return kindOfJson(recording)
}

function kindOfJson(recording: Recording): string | undefined {
  const { sent } = recording
  const { inputs, parameters } = bag(sent)
  const asked = bag(parameters)
  const reply: unknown = answerJson(recording)
  if (typeof bag(reply)['text'] === 'string') return 'transcribe'
  if (Array.isArray(reply) && reply.length > 0 && !('candidate_labels' in asked)) {
    if (Array.isArray(inputs) && inputs.every((one) => 'text_pair' in bag(one))) return 'rerank'
    if (reply.every((one) => Array.isArray(one) && one.every(isLabel))) return 'moderate'
  }
  const said = answerText(recording) + JSON.stringify(asked)
  // A picture in words is text that was generated, too, of bytes that were not kept.
  const words = sent === undefined && !isStream(recording) ? /max_new_tokens|model_kwargs/ : generation
  const isText = typeof inputs === 'string' || sent === undefined
  return isText && ('temperature' in asked || words.test(said)) ? 'complete' : undefined
}

/** Parameters that say nothing are not sent, and we always ask for the text alone, with its details. */
const fold = (body: Bag): Bag => {
  const { parameters, ...others } = body
  const { details: _, return_full_text: __, ...said } = given(parameters ?? {})
  return { ...others, ...(Object.keys(said).length > 0 && { parameters: said }) }
}

const names = {
  maxOutputTokens: 'max_new_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  stop: 'stop',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
}
const reasons: Bag = { length: 'length', eos_token: 'stop', stop_sequence: 'stop' }

function saidByGeneration(recording: Recording): Facts {
  if (recording.status >= 400) return failed(recording, answerJson(recording))
  const units: Bag[] = unitsOf(recording).flatMap((unit): Bag[] => (Array.isArray(unit) ? unit : [unit]))
  const pieces = units.map(({ token, generated_text: whole }) => (token ? (token.special ? '' : token.text) : whole))
  const details: Bag | undefined = units.at(-1)?.['details'] ?? undefined
  return {
    text: pieces.join(''),
    toolCalls: [],
    finish: details ? (reasons[details['finish_reason']] ?? 'other') : 'stop',
    total: details && details['generated_tokens'] + (details['prefill']?.length ?? 0),
  }
}

const meanOf = (tokens: readonly number[][]): number[] =>
  tokens[0]!.map((_, at) => tokens.reduce((sum, token) => sum + token[at]!, 0) / tokens.length)

/** One text's vector; of a model that answers one for each token, their mean. */
function vectorOf(value: unknown): number[] {
  const [first] = value as unknown[]
  if (typeof first === 'number') return value as number[]
  return typeof (first as unknown[])[0] === 'number' ? meanOf(value as number[][]) : vectorOf(first)
}

const task = (kind: string, small: Omit<Parameters<typeof smallFormat>[0], 'at' | 'name' | 'capability'>): Format => ({
  ...smallFormat({ fold, ...small, at: /./, name: `hf-${kind}`, capability: kind as 'embed' }),
  matches: (recording) => kindOf(recording) === kind,
  model: modelOf,
  moved: movedTask,
})

const parametersLeft = (parameters: Bag | undefined, read: Readonly<Record<string, string>> = {}): Bag => {
  const left = given(rest(parameters ?? {}, read))
  return Object.keys(left).length > 0 ? { parameters: left } : {}
}

/** Where a host is asked in its own way, with its own name for the model. */
const through = (format: Format): Format => ({
  ...format,
  name: `hf-${format.name}`,
  matches: (recording) => hostsInTheirWay.test(taskPath(recording)) && format.matches(recording),
  intent: (sent, recording) => {
    const { model, ...intent } = format.intent(sent, recording)
    const [, host] = hostsInTheirWay.exec(taskPath(recording))!
    return { ...intent, model: `${model}:${host}`, rest: { ...intent.rest, host_model: model } }
  },
})

const chat = chatFormats.find(({ name }) => name === 'openai-chat')!
const inHostsWay = new Set(['openai-embeddings', 'openai-images', 'openai-speech', 'openai-transcriptions'])

const ways: readonly Format[] = [
  {
    // Chats of a host in its own way go over the router's route now, as those at a task's address do.
    ...chat,
    name: 'hf-chat-of-host',
    matches: (recording) => taskPath(recording).startsWith('/novita/') && chat.matches(recording),
    moved: () => '/v1/chat/completions',
  },
  {
    ...chat,
    name: 'hf-chat-of-task',
    matches: (recording) => kindOf(recording) === 'chat',
    intent: (sent, recording) => ({ ...chat.intent(sent, recording), model: modelOf(recording) }),
    // The address names the model, and the body may.
    fold: ({ model: _, ...body }) => chat.fold!(body),
    moved: () => '/v1/chat/completions',
  },
  {
    name: 'hf-complete',
    capability: 'complete',
    matches: (recording) => kindOf(recording) === 'complete',
    intent: ({ inputs, parameters, stream }, recording) => {
      const asked = bag(parameters)
      const request: Bag = { prompt: inputs }
      for (const [ours, theirs] of Object.entries(names)) if (asked[theirs] != null) request[ours] = asked[theirs]
      return { model: modelOf(recording), stream: stream === true, request, rest: parametersLeft(asked, names) }
    },
    unrecorded: { prompt: 'Hello' },
    fold,
    model: modelOf,
    moved: movedTask,
    said: saidByGeneration,
    told: (outcome) => (outcome.error === undefined ? toldByChat(outcome) : failure(outcome.error)),
  },
  task('embed', {
    intent: ({ inputs, normalize, prompt_name, parameters }, recording) => ({
      model: modelOf(recording),
      request: { input: inputs },
      rest: given({ normalize, prompt_name, ...parametersLeft(parameters) }),
    }),
    unrecorded: { input: 'Hello' },
    // One text may be sent by itself.
    fold: ({ inputs, ...body }) => ({ ...fold(body), inputs: [inputs].flat() }),
    theirs: (body) => ({
      vectors: (Array.isArray(body[0]) ? (body as unknown as Bag[]) : [body]).map((one) => rounded(vectorOf(one))),
    }),
    ours: ({ embeddings }) => ({ vectors: embeddings.map(rounded) }),
  }),
  task('rerank', {
    intent: ({ inputs, parameters }, recording) => ({
      model: modelOf(recording),
      request: { query: inputs[0].text, documents: inputs.map(({ text_pair: text }: Bag) => text) },
      rest: parametersLeft(parameters),
    }),
    theirs: (body) => ({
      scores: (body as unknown as Bag[]).map((one) => [one].flat()[0]!['score']).toSorted((a, b) => b - a),
    }),
    ours: ({ ranking }) => ({ scores: ranking.map(({ score }: Bag) => score) }),
  }),
  task('moderate', {
    intent: ({ inputs, parameters }, recording) => ({
      model: modelOf(recording),
      request: { input: inputs },
      rest: parametersLeft(parameters),
    }),
    fold: ({ inputs, ...body }) => ({ ...fold(body), inputs: [inputs].flat() }),
    theirs: (body) => ({
      scores: (body as unknown as Bag[][]).map((labels) =>
        Object.fromEntries(labels.map(({ label, score }) => [label, score])),
      ),
    }),
    ours: ({ results }) => ({ scores: results.map(({ scores }: Bag) => scores) }),
  }),
  task('image', {
    intent: ({ inputs, parameters }, recording) => ({
      model: modelOf(recording),
      request: { prompt: inputs },
      rest: parametersLeft(parameters),
    }),
    unrecorded: { prompt: 'Hello' },
    theirs: (_, { bytes }) => ({ picture: Buffer.from(bytes).toString('base64').slice(0, 64) }),
    ours: ({ images }) => ({ picture: images[0].data.slice(0, 64) }),
  }),
  task('speech', {
    intent: ({ inputs, parameters }, recording) => ({
      model: modelOf(recording),
      request: { input: inputs },
      rest: parametersLeft(parameters),
    }),
    unrecorded: { input: 'Hello' },
    theirs: (_, { bytes }) => ({ sound: Buffer.from(bytes).toString('base64').slice(0, 64) }),
    ours: ({ audio }) => ({ sound: audio.data.slice(0, 64) }),
  }),
  task('transcribe', {
    // Bytes are not kept.
    unrecorded: { audio: { type: 'media', mediaType: 'audio/flac', data: 'AAAA' } },
    intent: (sent, recording) => ({
      model: modelOf(recording),
      request: {
        audio: { type: 'media', mediaType: 'audio/flac', data: bag(sent)['inputs'] },
        timestamps: bag(bag(sent)['parameters'])['return_timestamps'] ? 'segment' : 'none',
      },
    }),
    theirs: ({ text }) => ({ text }),
    ours: ({ text }) => ({ text }),
  }),
  ...[...textFormats, ...mediaFormats].filter(({ name }) => inHostsWay.has(name)).map(through),
  modelList({
    name: 'hf-models',
    at: /\/v1\/models$/,
    takes: ({ data }) => Array.isArray(data?.[0]?.providers),
    // Each model, and each with each host that serves it.
    theirs: ({ data }) =>
      data.flatMap(({ id, providers }: Bag) => [
        id,
        ...providers.filter(({ status }: Bag) => status === 'live').map(({ provider }: Bag) => `${id}:${provider}`),
      ]),
  }),
]

/** The wire formats of Hugging Face, whose router has the paths of others in its own. */
export const huggingfaceFormats: readonly Format[] = ways.map((way) => ({ ...way, only: 'huggingface' }))

import { audioTypes, imageOf, secondsOf, speechOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { hostOf } from './chat.ts'
import { routing } from './fields.ts'
import { openrouterWords as words } from './words.ts'

function checked(body: Loose, fields: Fields): Loose {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
  return body
}

const seen = { type: 'array', fields: { type: a.string, image_url: a.object } } as const

const imageFields: Fields = {
  ...routing,
  model: { type: 'string', required: true },
  prompt: { type: 'string', required: true },
  aspect_ratio: a.string,
  background: { type: 'string', values: ['transparent', 'opaque', 'auto'] },
  input_references: seen,
  n: { type: 'integer', min: 1, max: 10 },
  output_compression: { type: 'integer', min: 0, max: 100 },
  output_format: { type: 'string', values: ['png', 'jpeg', 'webp', 'svg'] },
  quality: { type: 'string', values: ['auto', 'low', 'medium', 'high', 'xhigh', 'max'] },
  resolution: { type: 'string', values: ['512', '1K', '2K', '4K'] },
  seed: a.integer,
  size: a.string,
  stream: a.boolean,
}

/** `POST /images`: data, counted in tokens. */
export function images({ body: sent, requestId }: Call): Reply {
  const body = checked(sent, imageFields)
  const format = body.output_format ?? 'png'
  const n = body.n ?? 1
  const prompt = countTokens(body.prompt)
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: n * 1120,
    total_tokens: prompt + n * 1120,
    cost: n * 0.0336,
    is_byok: false,
    completion_tokens_details: { reasoning_tokens: 0, image_tokens: n * 1120 },
  }
  const data = Array.from({ length: n }, (_, at) => ({
    b64_json: imageOf(format, `${body.prompt}${at}`).toString('base64'),
    media_type: `image/${format}`,
  }))
  const headers = { 'x-generation-id': `gen-img-${requestId}`, 'x-provider-name': hostOf(body) }
  return { json: { created: 0, data, usage }, headers }
}

const speechFields: Fields = {
  ...routing,
  model: { type: 'string', required: true },
  input: { type: 'string', required: true },
  input_references: a.array,
  response_format: { type: 'string', values: ['mp3', 'pcm'] },
  speed: a.number,
  voice: a.string,
}

/** `POST /audio/speech`: samples, unless MP3 is asked for. */
export function speech({ body: sent, requestId }: Call): Reply {
  const body = checked(sent, speechFields)
  const format = body.response_format ?? 'pcm'
  const headers = { 'x-generation-id': `gen-tts-${requestId}` }
  return { bytes: speechOf(format, body.input), type: audioTypes[format] ?? 'audio/pcm', headers }
}

const transcriptFields: Fields = {
  ...routing,
  model: { type: 'string', required: true },
  input_audio: {
    type: 'object',
    required: true,
    fields: { data: { type: 'string', required: true }, format: { type: 'string', required: true } },
  },
  language: a.string,
  response_format: { type: 'string', values: ['json', 'verbose_json'] },
  temperature: a.number,
  timestamp_granularities: a.array,
}

/** `POST /audio/transcriptions`: a recording in JSON. */
export function transcribe({ body: sent, requestId }: Call): Reply {
  const body = checked(sent, transcriptFields)
  const bytes = Buffer.from(body.input_audio.data, 'base64')
  const text = `The recording holds ${bytes.length} bytes, and naïve ears hear nothing in it.`
  const seconds = secondsOf(bytes)
  const usage = { seconds, cost: seconds * 0.0001 }
  const words = text.split(' ').map((word, at) => ({ word, start: at, end: at + 1 }))
  const more =
    body.response_format === 'verbose_json'
      ? {
          task: 'transcribe',
          language: 'english',
          duration: seconds,
          segments: [{ id: 0, start: 0, end: seconds, text }],
          ...(body.timestamp_granularities?.includes('word') && { words }),
        }
      : {}
  return { json: { text, ...more, usage }, headers: { 'x-generation-id': `gen-stt-${requestId}` } }
}

const filmFields: Fields = {
  ...routing,
  model: { type: 'string', required: true },
  prompt: a.string,
  aspect_ratio: a.string,
  callback_url: a.string,
  duration: a.integer,
  frame_images: {
    type: 'array',
    fields: {
      type: a.string,
      image_url: a.object,
      frame_type: { type: 'string', required: true, values: ['first_frame', 'last_frame'] },
    },
  },
  generate_audio: a.boolean,
  input_references: a.array,
  previous_job_id: a.string,
  resolution: a.string,
  seed: a.integer,
  size: a.string,
}

/** `POST /videos`. */
export function createVideo({ body: sent, state }: Call): Reply {
  checked(sent, filmFields)
  const id = state.id('gen-vid-', 20)
  const job = { id, polling_url: `/api/v1/videos/${id}`, status: 'pending' }
  state.stored.set(id, { object: 'video', job })
  return { status: 202, json: job }
}

const film = ({ state, params: [id] }: Call): Loose => {
  const found = state.stored.get(id!)
  return found?.object === 'video' ? found : refuse(words.failure(404, undefined, ''))
}

/** `GET /videos/{id}`: at work at the first look, done at the second. */
export function lookAtVideo(call: Call): Reply {
  const { job, isSeen } = film(call)
  if (!isSeen) {
    call.state.stored.set(job.id, { object: 'video', job, isSeen: true })
    return { json: { ...job, status: 'in_progress' } }
  }
  const unsigned_urls = [`https://openrouter.ai/api/v1/videos/${job.id}/content?index=0`]
  const usage = { cost: 0.5, is_byok: false }
  return { json: { ...job, status: 'completed', generation_id: job.id, unsigned_urls, usage } }
}

/** `GET /videos/{id}/content`. */
export function videoContent(call: Call): Reply {
  const { job } = film(call)
  return { bytes: Buffer.from(`film ${job.id}`), type: 'video/mp4' }
}

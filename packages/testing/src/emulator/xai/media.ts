import { audioTypes, imageOf, secondsOf, speechOf } from '../brain/media.ts'
import { isUnknownModel } from '../family/member.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { failed, xaiWords as words } from './words.ts'

const picture: Fields = { url: a.string, type: a.string, file_id: a.string }
const imageFields: Fields = {
  model: { type: 'string', required: true },
  prompt: { type: 'string', required: true },
  aspect_ratio: a.string,
  n: { type: 'integer', min: 1, max: 10 },
  resolution: { type: 'string', values: ['1k', '2k'] },
  response_format: { type: 'string', values: ['url', 'b64_json'] },
}
const editFields: Fields = {
  ...imageFields,
  image: { type: 'object', fields: picture },
  images: { type: 'array', fields: picture },
}
const videoFields: Fields = {
  model: { type: 'string', required: true },
  prompt: { type: 'string', required: true },
  aspect_ratio: a.string,
  duration: { type: 'integer', min: 1, max: 15 },
  image: { type: 'object', fields: picture },
  reference_images: { type: 'array', fields: picture },
  resolution: { type: 'string', values: ['480p', '720p'] },
}
const speechFields: Fields = {
  text: { type: 'string', required: true },
  language: { type: 'string', required: true },
  output_format: {
    type: 'object',
    fields: {
      codec: { type: 'string', values: ['mp3', 'wav', 'pcm', 'mulaw', 'alaw'] },
      sample_rate: a.integer,
      bit_rate: a.integer,
    },
  },
  speed: a.number,
  voice_id: a.string,
}
const transcriptFields = new Set([
  'audio_format',
  'channels',
  'diarize',
  'filler_words',
  'format',
  'keyterm',
  'language',
  'model',
  'multichannel',
  'sample_rate',
])

const perImage: Readonly<Record<string, number>> = { 'grok-imagine-image': 200_000_000 }
const costOfImage = 700_000_000
const costOfSecond = 500_000_000

function checked({ body }: Call, fields: Fields): void {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (body.model !== undefined && isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
}

function images(call: Call, fields: Fields): Reply {
  checked(call, fields)
  const { body, state } = call
  if (fields === editFields && !body.image && !body.images?.length) refuse(failed(400, 'At least one image is needed.'))
  const count = body.n ?? 1
  const data = Array.from({ length: count }, (_, at) =>
    body.response_format === 'b64_json'
      ? { b64_json: imageOf('jpeg', `${body.prompt}${at}`).toString('base64'), mime_type: 'image/jpeg' }
      : { url: `https://imgen.x.ai/xai-imgen/${state.id('')}.jpeg`, mime_type: 'image/jpeg' },
  )
  return { json: { data, usage: { cost_in_usd_ticks: (perImage[body.model] ?? costOfImage) * count } } }
}

function createVideo(call: Call): Reply {
  checked(call, videoFields)
  const { body, state } = call
  const id = state.id('', 32)
  state.stored.set(id, { film: true, model: body.model, duration: body.duration ?? 6 })
  return { json: { request_id: id } }
}

/** Being made at the first look, there at the second. */
function lookAtVideo({ state, params: [id] }: Call): Reply {
  const film = state.stored.get(id!)
  if (!film?.film) return failed(404, `Video ${id} not found.`)
  if (!film.seen) {
    state.stored.set(id!, { ...film, seen: true })
    return { status: 202, json: { status: 'pending', progress: 40 } }
  }
  const { model, duration } = film
  return {
    json: {
      status: 'done',
      video: { url: `https://vidgen.x.ai/xai-vidgen/${id}.mp4`, duration, respect_moderation: true },
      model,
      usage: { cost_in_usd_ticks: costOfSecond * duration },
      progress: 100,
    },
  }
}

function speech(call: Call): Reply {
  checked(call, speechFields)
  const { text, output_format: { codec = 'mp3' } = {} } = call.body
  if (text.length > 15_000) refuse(failed(400, 'The text is longer than 15000 characters.'))
  return { bytes: speechOf(codec, text), type: audioTypes[codec] ?? 'audio/mpeg' }
}

function transcript({ form }: Call): Reply {
  if (!form) return failed(400, 'Could not parse the multipart form.')
  const file = form.files.find(({ name }) => name === 'file')
  if (!file) return failed(400, 'Missing field: file')
  if (form.names.at(-1) !== 'file') return failed(400, 'The file must be the last field of the form.')
  const unknown = Object.keys(form.fields).find((name) => !transcriptFields.has(name))
  if (unknown !== undefined) return failed(400, `Unknown field: ${unknown}`)
  if (form.fields['format'] === 'true' && !form.fields['language']) return failed(400, 'Formatting needs the language.')
  const text = `The file ${file.filename} holds ${file.bytes.length} bytes, and naïve ears hear nothing in it.`
  const duration = Math.max(0.1, secondsOf(file.bytes))
  const spoken = text.split(' ')
  const step = duration / spoken.length
  const round = (value: number): number => Math.round(value * 1000) / 1000
  const speaker = form.fields['diarize'] === 'true' ? { speaker: 0 } : {}
  const words = spoken.map((word, at) => ({
    text: word,
    start: round(at * step),
    end: round((at + 1) * step),
    ...speaker,
  }))
  return { json: { text, language: form.fields['language'] ?? 'en', duration, words } }
}

/** Pictures, films and voices. */
export const mediaRoutes: readonly Route[] = [
  { method: 'POST', path: '/images/generations', handle: (call) => images(call, imageFields) },
  { method: 'POST', path: '/images/edits', handle: (call) => images(call, editFields) },
  { method: 'POST', path: '/videos/generations', handle: createVideo },
  { method: 'GET', path: '/videos/:id', handle: lookAtVideo },
  { method: 'POST', path: '/tts', handle: speech },
  { method: 'POST', path: '/stt', handle: transcript },
]

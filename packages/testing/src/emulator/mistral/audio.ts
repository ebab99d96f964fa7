import { secondsOf, speechOf } from '../brain/media.ts'
import { countTokens, pieces } from '../brain/tokens.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { named } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { failureOf, missing, mistralWords as words } from './words.ts'

const speechFields: Fields = {
  model: { type: 'string', required: true },
  input: { type: 'string', required: true },
  metadata: a.object,
  ref_audio: a.string,
  response_format: { type: 'string', values: ['pcm', 'wav', 'mp3', 'flac', 'opus'] },
  stream: a.boolean,
  // Two names for one thing.
  voice: a.string,
  voice_id: a.string,
}

const broken =
  ({ requestId }: Call) =>
  (code: string | undefined): readonly string[] => [named('error', failureOf(500, code, requestId).json)]

/** `POST /audio/speech`: the sound in JSON, or in events. */
export function speech(call: Call): Reply {
  const { body } = call
  const problem = inspect(body, speechFields)
  if (problem) refuse(words.problem(problem))
  if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
  const audio = speechOf(body.response_format ?? 'mp3', body.input)
  if (!body.stream) return { json: { audio_data: audio.toString('base64') } }
  return { events: soundEvents(audio, body.input), broken: broken(call) }
}

function* soundEvents(audio: Buffer, input: string): Iterable<string> {
  // Base64 of whole triples, so that the pieces stay valid each by itself.
  for (let at = 0; at < audio.length; at += 4098)
    yield named('speech.audio.delta', {
      type: 'speech.audio.delta',
      audio_data: audio.subarray(at, at + 4098).toString('base64'),
    })
  const tokens = countTokens(input)
  yield named('speech.audio.done', {
    type: 'speech.audio.done',
    usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
  })
}

const formFields = new Set([
  'model',
  'file_url',
  'file_id',
  'language',
  'temperature',
  'timestamp_granularities',
  'diarize',
  'context_bias',
  'stream',
])

/** The recording of a form: sent along, at an address, or stored. */
function recordingOf({ form, state }: Call): { readonly name: string; readonly bytes: Buffer } {
  const file = form!.files.find(({ name }) => name === 'file')
  if (file) return { name: file.filename, bytes: file.bytes }
  const { file_url: url, file_id: id } = form!.fields
  if (url !== undefined) return { name: url.split('/').at(-1) ?? 'audio', bytes: Buffer.alloc(16_000) }
  if (id === undefined) return refuse(words.problem({ kind: 'missing', path: ['file'] }))
  const stored = state.files.get(id) ?? refuse(missing('File', id))
  return { name: stored.facts.filename, bytes: stored.bytes }
}

/** `POST /audio/transcriptions`. Segments are sentences, or words where these are asked for. */
export function transcription(call: Call): Reply {
  const { form } = call
  if (!form) return words.problem({ kind: 'missing', path: ['model'] })
  const { model, stream, timestamp_granularities: spans, diarize, language } = form.fields
  if (!model) refuse(words.problem({ kind: 'missing', path: ['model'] }))
  const unknown = Object.keys(form.fields).find((name) => !formFields.has(name))
  if (unknown !== undefined) refuse(words.problem({ kind: 'unknown', path: [unknown] }))
  if (isUnknownModel(model!)) refuse(words.unknownModel(model!))
  const { name, bytes } = recordingOf(call)
  const text = `The file ${name} holds ${bytes.length} bytes, and naïve ears hear nothing in it.`
  const seconds = secondsOf(bytes)
  const speaker = diarize === 'true' ? { speaker_id: 'speaker_1' } : {}
  const said = spans === 'word' ? text.split(' ') : [text]
  const segments =
    spans === undefined
      ? []
      : said.map((one, i) => ({
          type: 'transcription_segment',
          text: one,
          start: (seconds / said.length) * i,
          end: (seconds / said.length) * (i + 1),
          ...speaker,
        }))
  const [audio, output] = [Math.ceil(seconds * 12.5), countTokens(text)]
  const whole = {
    model,
    text,
    language: language ?? null,
    segments,
    usage: {
      prompt_audio_seconds: Math.ceil(seconds),
      prompt_tokens: 3,
      completion_tokens: output,
      total_tokens: 3 + audio + output,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: audio },
    },
  }
  if (stream !== 'true') return { json: { ...whole, finish_reason: null } }
  return { events: textEvents(whole), broken: broken(call) }
}

function* textEvents(whole: Loose): Iterable<string> {
  const event = (type: string, fields: object): string => named(type, { type, ...fields })
  yield event('transcription.language', { audio_language: whole.language ?? 'en' })
  for (const text of pieces(whole.text)) yield event('transcription.text.delta', { text })
  for (const segment of whole.segments)
    yield event('transcription.segment', { ...segment, type: 'transcription.segment' })
  yield event('transcription.done', whole)
}

/** `GET /audio/voices`. */
export const voices = ({ query }: Call): Reply => {
  const all = [{ id: 'en_paul_neutral', name: 'Paul', slug: 'en_paul_neutral', languages: ['en'], gender: 'male' }]
  const offset = Number(query.get('offset') ?? 0)
  const items = all.slice(offset, offset + Number(query.get('limit') ?? 10))
  return { json: { items, total: all.length, page: 1, page_size: 10, total_pages: 1 } }
}

import { secondsOf } from '../brain/media.ts'
import { pieces } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import type { Form, FormFile } from '../http/multipart.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { errorEvent } from './chat-events.ts'
import { isUnknownModel, type Member } from './member.ts'

/** In what members' transcriptions differ. */
export interface TranscriptionManner {
  /** Fields of the form; a name that ends in `[]` may come again. */
  readonly fields: readonly string[]
  readonly formats: readonly string[]
  /** The language as the service spells it in `verbose_json`. */
  readonly language: string
  /** The field in which the audio may be given by its address. Default: none. */
  readonly fileField?: string
  /** Whether the text begins with a blank, as Whisper's does. Default `false`. */
  readonly blank?: boolean
  /** Beside the text in JSON replies. Default: nothing. */
  extras?(facts: {
    model: string
    seconds: number
    text: string
    requestId: string
    verbose: boolean
    form: Form
  }): Loose
}

/** `POST /audio/transcriptions`, and with `translate` `POST /audio/translations`. */
export function transcriptionRoute(
  { words }: Member,
  manner: TranscriptionManner,
  translate: boolean,
): (call: Call) => Reply {
  return (call) => {
    const form = call.form
    if (!form) return words.refusal('Could not parse multipart form', null, null)
    const { model = '', response_format: format = 'json', stream } = form.fields
    const file = fileOf(form, manner)
    if (!model) refuse(words.problem({ kind: 'missing', path: ['model'] }))
    if (!file) refuse(words.problem({ kind: 'missing', path: ['file'] }))
    const unknown = Object.keys(form.fields).find(
      (name) => !manner.fields.includes(name) && !manner.fields.includes(`${name}[]`),
    )
    if (unknown !== undefined) refuse(words.problem({ kind: 'unknown', path: [unknown] }))
    if (isUnknownModel(model)) refuse(words.unknownModel(model))
    const formats = model.startsWith('gpt') && !model.includes('diarize') ? ['json', 'text'] : manner.formats
    if (!formats.includes(format))
      refuse(words.problem({ kind: 'value', path: ['response_format'], values: formats, got: format }))

    const text = (manner.blank ? ' ' : '') + spokenIn(file!, translate)
    const seconds = secondsOf(file!.bytes)
    const extras = manner.extras?.({
      model,
      seconds,
      text,
      requestId: call.requestId,
      verbose: format === 'verbose_json',
      form,
    })
    if (stream === 'true' && !model.startsWith('whisper')) {
      const failed = words.failure(500, undefined, call.requestId)
      return {
        events: eventsOf(text, extras),
        broken: () => [errorEvent('json' in failed ? failed.json.error : undefined)],
      }
    }
    if (format === 'text') return { bytes: `${text}\n`, type: 'text/plain; charset=utf-8' }
    if (format === 'srt')
      return {
        bytes: `1\n00:00:00,000 --> 00:00:0${Math.min(9, Math.ceil(seconds))},000\n${text}\n\n`,
        type: 'text/plain; charset=utf-8',
      }
    if (format === 'vtt')
      return {
        bytes: `WEBVTT\n\n00:00:00.000 --> 00:00:0${Math.min(9, Math.ceil(seconds))}.000\n${text}\n\n`,
        type: 'text/plain; charset=utf-8',
      }
    if (format === 'verbose_json') return { json: { ...verbose(text, seconds, form, manner, translate), ...extras } }
    return { json: { text, ...extras } }
  }
}

function fileOf(form: Form, manner: TranscriptionManner): FormFile | undefined {
  const file = form.files.find(({ name }) => name === 'file')
  const url = manner.fileField === undefined ? undefined : form.fields[manner.fileField]
  return (
    file ??
    (url === undefined
      ? undefined
      : { name: 'file', filename: url.split('/').at(-1) ?? 'audio', type: 'audio/mpeg', bytes: Buffer.alloc(16_000) })
  )
}

const spokenIn = ({ filename, bytes }: FormFile, translate: boolean): string =>
  `The file ${filename} holds ${bytes.length} bytes, and naïve ears hear nothing in it.${translate ? ' This is said in English.' : ''}`

function verbose(
  text: string,
  seconds: number,
  { fields, lists }: Form,
  manner: TranscriptionManner,
  translate: boolean,
): Loose {
  const kinds = lists['timestamp_granularities[]'] ?? ['segment']
  const spoken = text.trim().split(' ')
  const step = seconds / spoken.length
  const round = (value: number): number => Math.round(value * 100) / 100
  const segment = {
    id: 0,
    seek: 0,
    start: 0,
    end: seconds,
    text,
    tokens: [50364, 440, 50414],
    temperature: Number(fields.temperature ?? 0),
  }
  return {
    task: translate ? 'translate' : 'transcribe',
    language: manner.language,
    duration: seconds,
    text,
    ...(kinds.includes('segment') && {
      segments: [{ ...segment, avg_logprob: -0.28, compression_ratio: 0.9, no_speech_prob: 0.01 }],
    }),
    ...(kinds.includes('word') && {
      words: spoken.map((word, i) => ({ word, start: round(i * step), end: round((i + 1) * step) })),
    }),
  }
}

function* eventsOf(text: string, extras: Loose): Iterable<string> {
  for (const delta of pieces(text)) yield data({ type: 'transcript.text.delta', delta })
  yield data({ type: 'transcript.text.done', text, ...extras })
}

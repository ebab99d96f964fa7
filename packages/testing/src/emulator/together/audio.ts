import type { SpeechManner } from '../family/speech.ts'
import type { TranscriptionManner } from '../family/transcription.ts'
import { a } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse } from '../service.ts'
import { togetherWords } from './words.ts'

/** `POST /audio/speech`. */
export const speech: SpeechManner = {
  format: 'wav',
  fields: {
    model: { type: 'string', required: true },
    input: { type: 'string', required: true },
    voice: { type: 'string', required: true },
    bit_rate: a.integer,
    extra_params: a.object,
    language: a.string,
    response_encoding: { type: 'string', values: ['pcm_f32le', 'pcm_s16le', 'pcm_mulaw', 'pcm_alaw'] },
    response_format: { type: 'string', values: ['mp3', 'wav', 'raw'] },
    sample_rate: a.integer,
    stream: a.boolean,
  },
  events: ({ stream, model, response_format: format }, audio) => {
    if (!stream) return undefined
    if (format !== 'raw') refuse(togetherWords.refusal('Only raw is streamed.', 'response_format'))
    return soundEvents(model, audio)
  },
}

function* soundEvents(model: string, audio: Buffer): Iterable<string> {
  for (let at = 0; at < audio.length; at += 4096)
    yield data({ object: 'audio.tts.chunk', model, b64: audio.toString('base64', at, at + 4096) })
  yield 'data: [DONE]\n\n'
}

/** `POST /audio/transcriptions` and `/audio/translations`. */
export const transcription: TranscriptionManner = {
  fields: [
    'model',
    'file',
    'language',
    'prompt',
    'response_format',
    'temperature',
    'timestamp_granularities[]',
    'diarize',
    'min_speakers',
    'max_speakers',
  ],
  formats: ['json', 'verbose_json'],
  fileField: 'file',
  extras: ({ text, seconds, form }) =>
    form.fields.diarize === 'true'
      ? { speaker_segments: [{ id: 0, speaker_id: 'SPEAKER_00', start: 0, end: seconds, text, words: [] }] }
      : {},
  language: 'en',
}

import { audioTypes } from '../brain/media.ts'
import type { SpeechManner } from '../family/speech.ts'
import type { TranscriptionManner } from '../family/transcription.ts'
import { a } from '../http/shape.ts'

/** `POST /audio/speech`. */
export const speech: SpeechManner = {
  format: 'mp3',
  fields: {
    model: { type: 'string', required: true },
    input: { type: 'string', required: true },
    voice: a.string,
    response_format: { type: 'string', values: Object.keys(audioTypes) },
    speed: a.number,
  },
}

/** `POST /audio/transcriptions`. */
export const transcription: TranscriptionManner = {
  fields: ['model', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
  formats: ['json', 'text', 'verbose_json'],
  language: 'english',
  blank: true,
}

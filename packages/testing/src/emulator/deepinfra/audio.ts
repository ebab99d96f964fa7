import type { SpeechManner } from '../family/speech.ts'
import type { TranscriptionManner } from '../family/transcription.ts'
import { a } from '../http/shape.ts'

/** `POST /audio/speech`. */
export const speech: SpeechManner = {
  format: 'wav',
  fields: {
    model: { type: 'string', required: true },
    input: { type: 'string', required: true },
    voice: a.string,
    response_format: { type: 'string', values: ['mp3', 'opus', 'flac', 'wav', 'pcm'] },
    speed: { type: 'number', min: 0.25, max: 4 },
    extra_body: a.object,
  },
}

/** `POST /audio/transcriptions` and `/audio/translations`. */
export const transcription: TranscriptionManner = {
  fields: ['model', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
  formats: ['json', 'text', 'srt', 'verbose_json', 'vtt'],
  language: 'en',
}

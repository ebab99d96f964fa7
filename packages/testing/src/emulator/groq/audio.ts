import type { SpeechManner } from '../family/speech.ts'
import type { TranscriptionManner } from '../family/transcription.ts'

/** `POST /audio/speech`. */
export const speech: SpeechManner = {
  format: 'wav',
  fields: {
    model: { type: 'string', required: true },
    input: { type: 'string', required: true },
    voice: { type: 'string', required: true },
    response_format: { type: 'string', values: ['flac', 'mp3', 'mulaw', 'ogg', 'wav'] },
    sample_rate: { type: 'integer' },
    speed: { type: 'number', min: 0.5, max: 5 },
  },
}

/** `POST /audio/transcriptions` and `/audio/translations`. */
export const transcription: TranscriptionManner = {
  fields: ['model', 'url', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
  formats: ['json', 'text', 'verbose_json'],
  fileField: 'url',
  extras: ({ requestId }) => ({ x_groq: { id: requestId } }),
  language: 'English',
  blank: true,
}

import type { TranscriptionManner } from '../family/transcription.ts'

/** `POST /v1/audio/transcriptions` and `/v1/audio/translations`. */
export const transcription: TranscriptionManner = {
  fields: [
    'model',
    'file',
    'language',
    'prompt',
    'response_format',
    'temperature',
    'timestamp_granularities[]',
    'vad_model',
    'alignment_model',
    'preprocessing',
    'diarize',
  ],
  formats: ['json', 'text', 'srt', 'verbose_json', 'vtt'],
  fileField: 'file',
  language: 'en',
}

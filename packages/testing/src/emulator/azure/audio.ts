import type { SpeechManner } from '../family/speech.ts'
import type { TranscriptionManner } from '../family/transcription.ts'
import { speech as openaiSpeech, transcription as openaiTranscription } from '../openai/audio.ts'

const { stream_format: _, ...fields } = openaiSpeech.fields

/** `POST /audio/speech`: never as events. */
export const speech: SpeechManner = {
  ...openaiSpeech,
  fields: { ...fields, voice: { type: 'string', required: true } },
}

/** `POST /audio/transcriptions` and `/audio/translations`. */
export const transcription: TranscriptionManner = {
  ...openaiTranscription,
  fields: [
    'model',
    'language',
    'prompt',
    'response_format',
    'temperature',
    'timestamp_granularities[]',
    'chunking_strategy',
    'stream',
  ],
}

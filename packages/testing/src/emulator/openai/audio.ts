import { audioTypes } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import type { SpeechManner } from '../family/speech.ts'
import type { TranscriptionManner } from '../family/transcription.ts'
import type { Loose } from '../http/loose.ts'
import { a } from '../http/shape.ts'

/** `POST /audio/speech`. */
export const speech: SpeechManner = {
  format: 'mp3',
  fields: {
    model: { type: 'string', required: true },
    input: { type: 'string', required: true },
    voice: { type: ['string', 'object'], required: true },
    instructions: a.string,
    response_format: {
      type: 'string',
      values: Object.keys(audioTypes).filter((name) => name !== 'ogg' && name !== 'mulaw'),
    },
    speed: { type: 'number', min: 0.25, max: 4 },
    stream_format: { type: 'string', values: ['audio', 'sse'] },
  },
}

/** `POST /audio/transcriptions` and `/audio/translations`. */
export const transcription: TranscriptionManner = {
  fields: [
    'model',
    'language',
    'prompt',
    'response_format',
    'temperature',
    'timestamp_granularities[]',
    'include[]',
    'chunking_strategy',
    'stream',
    'keywords[]',
    'languages[]',
    'known_speaker_names[]',
    'known_speaker_references[]',
  ],
  formats: ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'],
  extras: ({ model, seconds, text }) => ({
    usage: model.startsWith('whisper') ? { type: 'duration', seconds: Math.ceil(seconds) } : tokenUsage(seconds, text),
  }),
  language: 'english',
}

/** Usage of the models that count tokens. */
function tokenUsage(seconds: number, text: string): Loose {
  const input = Math.ceil(seconds * 10)
  const output = countTokens(text)
  return {
    type: 'tokens',
    total_tokens: input + output,
    input_tokens: input,
    input_token_details: { text_tokens: 0, audio_tokens: input },
    output_tokens: output,
  }
}

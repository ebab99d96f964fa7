import type { SpeechQuirks } from '../openai/speech.ts'
import type { TranscribeQuirks } from '../openai/transcribe.ts'

const isWhisper = (model: string): boolean => model.startsWith('whisper')
const itself = (model: string): string => model

/**
 * Timestamps are whisper's, speakers those of the models that diarize; all but whisper can answer as they go. `modelOf`
 * tells the model where a target names it otherwise.
 */
export const openaiTranscribeQuirks = (modelOf = itself): TranscribeQuirks => ({
  streams: (model) => !isWhisper(modelOf(model)),
  diarize: { response_format: 'diarized_json', chunking_strategy: 'auto' },
  without: ({ model }) => [
    ...(isWhisper(modelOf(model)) ? [] : ['timestamps', 'translate']),
    ...(modelOf(model).includes('diarize') ? [] : ['diarize']),
  ],
})

/** A voice must be named; the oldest models take no instructions. */
export const openaiSpeechQuirks = (modelOf = itself): SpeechQuirks => ({
  defaultVoice: 'alloy',
  without: ({ model }) => (modelOf(model).startsWith('tts') ? ['instructions'] : []),
})

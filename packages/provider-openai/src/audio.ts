import type { SpeechQuirks, TranscribeQuirks } from '@llmrr/provider-kit'

const isWhisper = (model: string): boolean => model.startsWith('whisper')

/** Timestamps are whisper's, speakers those of the models that diarize; all but whisper can answer as they go. */
export const transcribeQuirks: TranscribeQuirks = {
  streams: (model) => !isWhisper(model),
  diarize: { response_format: 'diarized_json', chunking_strategy: 'auto' },
  without: ({ model }) => [
    ...(isWhisper(model) ? [] : ['timestamps', 'translate']),
    ...(model.includes('diarize') ? [] : ['diarize']),
  ],
}

/** A voice must be named; the oldest models take no instructions. */
export const speechQuirks: SpeechQuirks = {
  defaultVoice: 'alloy',
  without: ({ model }) => (model.startsWith('tts-1') ? ['instructions'] : []),
}

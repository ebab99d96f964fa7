import { openaiMedia } from '@llmrr/provider-kit'
import { optionsOf, routing, written } from './options.ts'
import type { SpeechQuirks, TranscribeQuirks } from '@llmrr/provider-kit'

/** In what OpenRouter's speech differs from OpenAI's: samples unless MP3 is asked for. What it cost is told by the generation alone. */
export const speech: SpeechQuirks = {
  formats: ['mp3', 'pcm'],
  impliedFormat: 'pcm',
  without: ['instructions'],
  body: (body, _request, context) => ({
    ...written(optionsOf(context), ...routing, 'inputReferences'),
    ...body,
  }),
}

const asPart = openaiMedia('audio')

/** In what OpenRouter's transcription differs from OpenAI's: the sound stands in JSON. */
export const transcribe: TranscribeQuirks = {
  translatePath: undefined,
  without: ['prompt'],
  writeAudio: (audio, context) => ({ input_audio: asPart(audio, context)['input_audio'] }),
  body: (body, _request, context) => ({ ...written(optionsOf(context), ...routing), ...body }),
}

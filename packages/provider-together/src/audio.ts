import { renamed } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { TranscriptSpan } from '@llmrr/core'
import type { OpenAITranscript, SpeechQuirks, TranscribeQuirks } from '@llmrr/provider-kit'

/** In what Together's speech differs from OpenAI's. */
export const speech: SpeechQuirks = {
  formats: ['mp3', 'wav', 'raw'],
  impliedFormat: 'wav',
  fields: { language: 'language', sampleRate: 'sample_rate' },
  without: ['instructions', 'speed'],
  readAudio: ({ b64 }) => b64,
  body: (body, _request, context) => ({
    ...body,
    // Only samples without a format come as they are made.
    ...(context.stream && body['response_format'] === 'raw' && { stream: true }),
    ...renamed(optionsOf(context), { responseEncoding: 'response_encoding', bitRate: 'bit_rate' }),
  }),
}

type Span = TranscriptSpan & { readonly speaker_id?: string }

interface TogetherTranscript extends OpenAITranscript {
  readonly speaker_segments?: readonly Span[] | null
}

const spoken = ({ speaker_id: speaker, ...span }: Span): Span => (speaker === undefined ? span : { ...span, speaker })

/** In what Together's transcription differs from OpenAI's. */
export const transcribe: TranscribeQuirks = {
  urlField: 'file',
  diarize: { diarize: true },
  body({ language, ...body }, { translate, diarize }, context) {
    if (translate && language !== undefined)
      context.warn('language', `${context.target.provider} hears itself which language it translates.`)
    return {
      ...body,
      // The service's own default is English; for a translation the field is the language to answer in.
      ...(!translate && { language: language ?? 'auto' }),
      // Speakers stand in the long form alone.
      ...(diarize && { response_format: 'verbose_json' }),
      ...renamed(optionsOf(context), { minSpeakers: 'min_speakers', maxSpeakers: 'max_speakers' }),
    }
  },
  transcript(whole: TogetherTranscript) {
    const { speaker_segments: turns, segments, words } = whole
    return {
      ...whole,
      ...(turns?.length ? { segments: turns.map(spoken) } : segments && { segments }),
      ...(words && { words: (words as readonly Span[]).map(spoken) }),
    }
  },
}

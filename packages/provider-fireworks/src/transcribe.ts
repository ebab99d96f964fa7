import { renamed } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { OpenAITranscript, TranscribeQuirks } from '@llmrr/provider-kit'
import type { TranscriptSpan } from '@llmrr/core'

type Span = TranscriptSpan & { readonly speaker_id?: string | number | null }

const spoken = ({ speaker_id: speaker, ...span }: Span): TranscriptSpan =>
  speaker == null ? span : { ...span, speaker: String(speaker) }

const spans = (found: OpenAITranscript['words']) => (found as readonly Span[]).map(spoken)

/** In what Fireworks' transcription differs from OpenAI's. */
export const transcribe: TranscribeQuirks = {
  urlField: 'file',
  diarize: { diarize: true },
  billedSeconds: (seconds) => seconds,
  body: (body, { diarize }, context) => ({
    ...body,
    // Speakers stand beside the words.
    ...(diarize && { response_format: 'verbose_json', timestamp_granularities: ['word', 'segment'] }),
    ...renamed(optionsOf(context), {
      vadModel: 'vad_model',
      alignmentModel: 'alignment_model',
      preprocessing: 'preprocessing',
    }),
  }),
  transcript: (whole) => ({
    ...whole,
    ...(whole.words && { words: spans(whole.words) }),
    ...(whole.segments && { segments: spans(whole.segments) }),
  }),
}

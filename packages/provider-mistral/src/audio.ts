import { optionsOf } from './options.ts'
import type { OpenAITranscript, SpeechQuirks, TranscribeQuirks } from '@llmrr/provider-kit'

interface WireSpan {
  readonly text: string
  readonly start: number | null
  readonly end: number | null
  readonly speaker_id?: string | null
}

/** A transcript in Mistral's words, or one event of its stream. */
interface WireTranscript extends Omit<OpenAITranscript, 'segments'>, Partial<WireSpan> {
  readonly segments?: readonly WireSpan[] | null
}

const spanOf = ({ text, start, end, speaker_id: speaker }: WireSpan) => ({
  text,
  start: start ?? 0,
  end: end ?? 0,
  ...(speaker != null && { speaker }),
})

const types: Readonly<Record<string, string>> = {
  'transcription.text.delta': 'transcript.text.delta',
  'transcription.segment': 'transcript.text.segment',
  'transcription.done': 'transcript.text.done',
}

function transcript(sent: OpenAITranscript): OpenAITranscript {
  const { type, text, segments, usage, ...wire } = sent as WireTranscript
  const kind = type === undefined ? undefined : types[type]
  if (kind === 'transcript.text.delta') return { type: kind, delta: text ?? '' }
  if (kind === 'transcript.text.segment')
    return { type: kind, ...spanOf({ ...wire, text: text ?? '' } as WireSpan) } as OpenAITranscript
  return {
    type: kind ?? '',
    ...(text !== undefined && { text }),
    ...(wire.language && { language: wire.language }),
    ...(segments && { segments: segments.map(spanOf) }),
    ...(usage && { usage, duration: usage.prompt_audio_seconds ?? null }),
  }
}

/** In what Mistral's transcription differs. Spans of time are sentences or words, and come as segments either way. */
export const transcription: TranscribeQuirks = {
  translatePath: undefined,
  urlField: 'file_url',
  fileField: 'file_id',
  plainLists: true,
  streams: true,
  diarize: { diarize: true },
  without: ['prompt'],
  transcript,
  body({ response_format: _, timestamp_granularities: spans, ...body }, { timestamps }, context) {
    const { contextBias } = optionsOf(context)
    return {
      ...body,
      ...(spans !== undefined && { timestamp_granularities: timestamps }),
      ...(contextBias && { context_bias: contextBias }),
    }
  },
}

/** In what Mistral's speech differs. */
export const speech: SpeechQuirks = {
  formats: ['mp3', 'wav', 'pcm', 'flac', 'opus'],
  fields: { voice: 'voice_id' },
  without: ['instructions', 'speed'],
  readAudio: ({ audio_data: sound }) => sound,
  billsCharacters: true,
  body(body, _request, context) {
    const { refAudio } = optionsOf(context)
    return { ...body, ...(refAudio !== undefined && { ref_audio: refAudio }), ...(context.stream && { stream: true }) }
  },
}

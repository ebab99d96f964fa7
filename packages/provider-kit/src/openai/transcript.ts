import { toUsage } from '../dialects/openai-chat/usage.ts'
import type { TranscribeEvent, TranscriptSpan, Usage } from '@llmrr/core'
import type { WireUsage } from '../dialects/openai-chat/wire.ts'

interface WireSpan {
  readonly start: number
  readonly end: number
  readonly text?: string
  readonly word?: string
  readonly speaker?: string | null
}

/** A transcript, or one event of its stream. */
export interface WireTranscript {
  readonly type?: string
  readonly object?: string
  readonly delta?: string
  readonly text?: string
  readonly language?: string | null
  /** Seconds; some say it as text. */
  readonly duration?: number | string | null
  readonly segments?: readonly WireSpan[] | null
  readonly words?: readonly WireSpan[] | null
  readonly usage?:
    | ({
        readonly type?: string
        readonly seconds?: number
        readonly input_tokens?: number
        readonly input_token_details?: { readonly audio_tokens?: number } | null
        readonly output_tokens?: number
      } & WireUsage)
    | null
  readonly error?: unknown
}

const spanOf = ({ start, end, text, word, speaker }: WireSpan): TranscriptSpan => ({
  start,
  end,
  text: text ?? word ?? '',
  ...(speaker && { speaker }),
})

function usageOf(
  { usage }: WireTranscript,
  durationSeconds: number | undefined,
  billed?: (seconds: number) => number,
): Usage | undefined {
  if (usage?.seconds !== undefined) return { seconds: usage.seconds }
  if (usage?.input_tokens !== undefined) {
    const audioInput = Math.min(usage.input_token_details?.audio_tokens ?? 0, usage.input_tokens)
    return {
      input: usage.input_tokens - audioInput,
      ...(audioInput > 0 && { audioInput }),
      ...(usage.output_tokens !== undefined && { output: usage.output_tokens }),
    }
  }
  // Counted as in a chat.
  if (usage?.prompt_tokens !== undefined) return toUsage(usage)
  return billed && durationSeconds !== undefined ? { seconds: billed(durationSeconds) } : undefined
}

/** A whole transcript as events, or the end of a streamed one. */
export function toTranscript(wire: WireTranscript, billed?: (seconds: number) => number): TranscribeEvent[] {
  const { text, language, duration, segments, words } = wire
  const seconds = duration == null || Number.isNaN(Number(duration)) ? undefined : Number(duration)
  const usage = usageOf(wire, seconds, billed)
  return [
    ...(segments ?? []).map((segment): TranscribeEvent => ({ type: 'segment', segment: spanOf(segment) })),
    {
      type: 'finish',
      ...(text !== undefined && { text }),
      ...(language && { language }),
      ...(seconds !== undefined && { durationSeconds: seconds }),
      ...(words?.length && { words: words.map(spanOf) }),
      ...(usage && { usage }),
    },
  ]
}

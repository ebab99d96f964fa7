import { addressOf, mediaNames } from './media.ts'
import { factsOf } from './facts.ts'
import { filling, readShape, setFields, warnMissing } from './shape.ts'
import { readUsage } from './usage.ts'
import { textOf } from './output.ts'
import type { Context, Handler, TranscribeEvent, TranscribeRequest, TranscriptSpan } from '@llmrr/core'
import type { ModelReader } from './models-read.ts'
import type { Runs } from './runs.ts'
import type { Service } from './service.ts'

const names = {
  language: ['language', 'language_code'],
  prompt: ['initial_prompt', 'prompt'],
  temperature: ['temperature'],
  diarize: ['diarization', 'diarize', 'diarise_audio'],
} as const

interface WireSpan {
  readonly start?: number
  readonly end?: number
  readonly text?: string
  readonly word?: string
  readonly speaker?: string
  readonly timestamp?: readonly [number, number | null]
  readonly words?: readonly WireSpan[]
}

interface WireTranscript {
  readonly segments?: unknown
  readonly chunks?: unknown
  readonly words?: unknown
  readonly language?: unknown
  readonly detected_language?: unknown
}

const isList = (value: unknown): value is readonly WireSpan[] => Array.isArray(value)

/** Spans with times; what has none is left out. */
const spansOf = (value: unknown): readonly TranscriptSpan[] =>
  !isList(value)
    ? []
    : value.flatMap(({ start, end, text, word, speaker, timestamp }) => {
        const from = start ?? timestamp?.[0]
        const to = end ?? timestamp?.[1]
        return typeof from !== 'number' || typeof to !== 'number'
          ? []
          : [{ start: from, end: to, text: text ?? word ?? '', ...(typeof speaker === 'string' && { speaker }) }]
      })

/** Models that write down what is said. Each answers in a form of its own; the common ones are known. */
export function replicateTranscribe(service: Service, runs: Runs, models: ModelReader): Handler<'transcribe'> {
  async function* transcribe(
    request: TranscribeRequest,
    context: Context,
  ): AsyncGenerator<TranscribeEvent, void, void> {
    const { timestamps = 'none', translate } = request
    const into = filling(await readShape(models, context), context)
    into.set(mediaNames.audio, addressOf(request.audio, service, context))
    setFields(request, names, into, context)
    if (translate && !into.set(['translate'], true) && !into.set(['task'], 'translate'))
      warnMissing('translate', context)
    if (
      timestamps === 'word' &&
      !into.set(['word_timestamps', 'align_output'], true) &&
      !into.set(['timestamp'], 'word')
    )
      warnMissing('timestamps', context)
    const run = await runs.whole(into.input(), context)
    const { output } = run.prediction
    const heard = (
      typeof output === 'object' && output !== null && !Array.isArray(output) ? output : {}
    ) as WireTranscript
    const listed = isList(output) ? output : (heard.segments ?? heard.chunks)
    const segments = spansOf(listed)
    const whole = textOf(output)
    // Some models answer segments only.
    const text =
      !('text' in heard) && !('transcription' in heard) && segments.length > 0
        ? segments.map((one) => one.text).join('')
        : whole
    yield { type: 'start', model: context.target.model }
    yield { type: 'text-delta', text: text.trim() }
    if (timestamps !== 'none') for (const segment of segments) yield { type: 'segment', segment }
    const words =
      timestamps === 'word' && isList(listed) ? spansOf(heard.words ?? listed.flatMap((one) => one.words ?? [])) : []
    const language = heard.detected_language ?? heard.language
    yield {
      type: 'finish',
      ...(typeof language === 'string' && { language }),
      ...(words.length > 0 && { words }),
      ...factsOf(run, readUsage(run.prediction), context),
    }
  }
  return Object.assign(transcribe, { params: ['audio', 'timestamps', 'translate', ...Object.keys(names)] })
}

import { llmError } from '@llmrr/core'
import { bytesOf, toBase64 } from '@llmrr/provider-kit'
import { lacking, run } from './run.ts'
import type { Context, Handler, TranscribeEvent, TranscribeRequest, TranscriptSpan } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface Word {
  readonly word?: string
  readonly start?: number
  readonly end?: number
}

interface Result {
  readonly text: string
  readonly words?: readonly Word[]
  readonly segments?: readonly { readonly start: number; readonly end: number; readonly text: string }[]
  readonly transcription_info?: { readonly language?: string; readonly duration?: number }
}

// The turbo model takes fields beside the sound; the older ones take nothing but its bytes.
const isTurbo = (model: string): boolean => model.includes('turbo')

const spansOf = (words: readonly Word[]): readonly TranscriptSpan[] =>
  words.map(({ word = '', start = 0, end = 0 }) => ({ start, end, text: word.trim() }))

/** Whisper as a task of Workers AI. */
export function cloudflareTranscribe(http: Http): Handler<'transcribe'> {
  async function* transcribe(
    request: TranscribeRequest,
    context: Context,
  ): AsyncGenerator<TranscribeEvent, void, void> {
    const { target } = context
    const bytes = bytesOf(request.audio)
    if (!bytes)
      throw llmError('unsupported', `${target.provider} takes no recordings by address; send the data.`, { target })
    const { language, prompt, translate, timestamps = 'none' } = request
    const body = isTurbo(target.model)
      ? {
          audio: toBase64(bytes),
          ...(language !== undefined && { language }),
          ...(prompt !== undefined && { initial_prompt: prompt }),
          ...(translate && { task: 'translate' }),
        }
      : bytes
    const { result, facts } = await run<Result>(http, body, context)
    if (result?.text === undefined) throw lacking('a text', context)
    const { text, words = [], segments = [], transcription_info: info } = result
    yield { type: 'start', model: target.model, ...facts }
    yield { type: 'text-delta', text }
    if (timestamps !== 'none')
      for (const { start, end, text: said } of segments) yield { type: 'segment', segment: { start, end, text: said } }
    yield {
      type: 'finish',
      ...(info?.language !== undefined && { language: info.language }),
      ...(info?.duration !== undefined && {
        durationSeconds: info.duration,
        usage: { seconds: info.duration },
      }),
      ...(timestamps === 'word' && words.length > 0 && { words: spansOf(words) }),
      ...facts,
    }
  }
  return Object.assign(transcribe, {
    params: ({ model }: { readonly model: string }) =>
      isTurbo(model) ? ['audio', 'language', 'prompt', 'translate', 'timestamps'] : ['audio', 'timestamps'],
    // As of 2026-11-22: the most capable Whisper that it hosts.
    defaultModel: '@cf/openai/whisper-large-v3-turbo',
  })
}

import { llmError } from '@llmrr/core'
import { bytesOf, openaiTranscribe, toBase64 } from '@llmrr/provider-kit'
import { lacking } from './lacking.ts'
import { parametersOf } from './place.ts'
import type { Context, Handler, TranscribeEvent, TranscribeRequest, TranscriptSpan } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'
import type { TaskPath } from './place.ts'

interface WireTranscript {
  readonly text?: string
  readonly chunks?: readonly { readonly text: string; readonly timestamp: readonly (number | null)[] }[] | null
}

/** The end of the last piece of a recording may be unknown. */
const spansOf = (chunks: NonNullable<WireTranscript['chunks']>): readonly TranscriptSpan[] =>
  chunks.map(({ text, timestamp: [start, end] }) => ({ start: start ?? 0, end: end ?? start ?? 0, text: text.trim() }))

/** Transcripts as Hugging Face's task `automatic-speech-recognition`: bytes alone, or in JSON where something is asked beside. */
export function taskTranscribe(http: Http, taskPath: TaskPath): Handler<'transcribe'> {
  async function* transcribe(
    request: TranscribeRequest,
    context: Context,
  ): AsyncGenerator<TranscribeEvent, void, void> {
    const { target } = context
    const { audio, timestamps = 'none' } = request
    const bytes = bytesOf(audio)
    if (!bytes)
      throw llmError('unsupported', `${target.provider} takes no recordings by address; send the data.`, { target })
    const times = timestamps === 'none' ? undefined : timestamps === 'word' ? 'word' : true
    const parameters = parametersOf({ return_timestamps: times }, context)
    const path = taskPath(target.model)
    const { body, facts } = await http.json<WireTranscript>(
      parameters
        ? { path, body: { inputs: toBase64(bytes), parameters } }
        : {
            path,
            body: bytes,
            ...(!audio.mediaType.includes('*') && { headers: { 'content-type': audio.mediaType } }),
          },
      context,
    )
    const { text, chunks } = body
    if (typeof text !== 'string') throw lacking('a text', context)
    const { requestId } = facts
    const spans = chunks && timestamps !== 'none' ? spansOf(chunks) : []
    yield { type: 'start', model: target.model, ...(requestId !== undefined && { requestId }) }
    if (timestamps === 'segment') for (const segment of spans) yield { type: 'segment', segment }
    yield { type: 'finish', text, ...(timestamps === 'word' && spans.length > 0 && { words: spans }), ...facts }
  }
  return Object.assign(transcribe, { params: ['audio', 'timestamps'] })
}

/** Transcripts by a host in OpenAI's form. */
export const hostTranscribe =
  (vendor: OpenAIVendor) =>
  (path: string): Handler<'transcribe'> =>
    openaiTranscribe(vendor, { path, translatePath: undefined })

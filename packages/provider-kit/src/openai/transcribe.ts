import { bytesOf, fileIdOf } from '../media.ts'
import { chunksOf } from '../transports/body.ts'
import { llmError } from '@llmrr/core'
import { notJson } from '../error-body.ts'
import { remaining, withoutFields } from '../dialects/openai-chat/request.ts'
import { reportedCost } from '../dollars.ts'
import { sse } from '../transports/sse.ts'
import { toFields, toForm } from './fields.ts'
import { toTranscript } from './transcript.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, Handler, MediaPart, TranscribeEvent, TranscribeRequest } from '@llmrr/core'
import type { ByModel } from '../dialects/openai-chat/quirks.ts'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'
import type { WireChunk } from '../dialects/openai-chat/wire.ts'
import type { WireTranscript } from './transcript.ts'
import { forModel } from '../dialects/openai-chat/quirks.ts'

/** In what the transcription of a service differs. `body` sees the form's fields; `file` is a `File`. */
export interface TranscribeQuirks extends CapabilityQuirks<TranscribeRequest> {
  /** Where everything is answered in English. Default `/audio/translations`; `undefined` where the service cannot. */
  readonly translatePath?: string | undefined
  /** Field that takes the address of a recording. Default: none, bytes are needed. */
  readonly urlField?: string
  /** The recording as fields of a request in JSON. Default: the request is a form with a file. */
  readonly writeAudio?: (audio: MediaPart, context: Context) => Readonly<Record<string, unknown>>
  /** Field that takes the id of a stored file. Default: none. */
  readonly fileField?: string
  /** Lists are fields of the same name, without `[]` behind it. Default `false`. */
  readonly plainLists?: boolean
  /** Whether a model can answer as it goes. Default `false`. */
  readonly streams?: ByModel<boolean>
  /** Fields that ask for who speaks. Default: none, `diarize` is not understood. */
  readonly diarize?: Readonly<Record<string, unknown>>
  /** Makes OpenAI's transcript, or event of one, of one that has a form of its own. */
  readonly transcript?: (transcript: WireTranscript) => WireTranscript
  /** The seconds that are billed for a recording of this length, where the service bills time and does not tell. Default: it does not. */
  readonly billedSeconds?: (durationSeconds: number) => number
}

const names = { language: 'language', prompt: 'prompt', temperature: 'temperature' } as const

const extensions: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
}

function sourceOf(
  { audio }: TranscribeRequest,
  { urlField, fileField }: TranscribeQuirks,
  context: Context,
): Record<string, unknown> {
  const bytes = bytesOf(audio)
  if (bytes) {
    const { mediaType, name } = audio
    const extension = extensions[mediaType] ?? mediaType.slice(mediaType.indexOf('/') + 1).replace('*', 'wav')
    // Services tell the format by the name's extension.
    return { file: new File([bytes], name ?? `audio.${extension}`, { type: mediaType }) }
  }
  if (audio.url !== undefined && urlField !== undefined) return { [urlField]: audio.url }
  const file = fileField === undefined ? undefined : fileIdOf(audio, context)
  if (file !== undefined) return { [fileField!]: file }
  const what = audio.url === undefined ? 'stored files' : 'addresses'
  throw llmError('unsupported', `${context.target.provider} takes no ${what} for a transcript; send the data.`, {
    target: context.target,
  })
}

/** OpenAI's transcription, and translation into English. */
export function openaiTranscribe(vendor: OpenAIVendor, quirks: TranscribeQuirks = {}): Handler<'transcribe'> {
  const http = vendorHttp(vendor)
  const {
    path = '/audio/transcriptions',
    plainLists,
    streams = false,
    writeAudio,
    diarize,
    transcript: asOurs,
    billedSeconds,
  } = quirks
  const costOf = (sent: WireTranscript) => reportedCost(vendor.quirks?.readCost?.(sent as WireChunk))
  const translatePath = 'translatePath' in quirks ? quirks.translatePath : '/audio/translations'

  async function* transcribe(asked: TranscribeRequest, context: Context): AsyncGenerator<TranscribeEvent, void, void> {
    const request = withoutFields(asked, quirks.without, context.target)
    const { timestamps = 'none', translate = false } = request
    const asStream = context.stream && !translate && forModel(streams, context)
    const fields = toFields<TranscribeRequest>(names, request, context, quirks, () => ({
      ...(writeAudio ? writeAudio(request.audio, context) : sourceOf(request, quirks, context)),
      response_format: timestamps === 'none' ? 'json' : 'verbose_json',
      ...(timestamps !== 'none' && {
        timestamp_granularities: timestamps === 'word' ? ['word', 'segment'] : ['segment'],
      }),
      ...(request.diarize && diarize),
      ...(asStream && { stream: true }),
    }))
    const body = writeAudio ? fields : toForm(fields, context, plainLists ? '' : '[]')
    const reply = await http.send({ path: (translate && translatePath) || path, body }, context)
    const { response, error: failure, ...facts } = reply
    const { requestId } = facts
    yield { type: 'start', model: context.target.model, ...(requestId !== undefined && { requestId }) }
    const type = response.headers.get('content-type') ?? ''
    if (!type.includes('event-stream')) {
      const text = await response.text()
      if (/html/.test(type)) throw notJson(response, text, context)
      const transcript = parse(text)
      if (transcript.error) throw failure(transcript)
      for (const event of toTranscript(asOurs ? asOurs(transcript) : transcript, billedSeconds))
        yield event.type === 'finish' ? { ...event, ...facts, ...costOf(transcript) } : event
      return
    }
    for await (const sent of chunksOf<WireTranscript>(response, sse())) {
      if (sent.error || sent.object === 'error' || sent.type === 'error') throw failure(sent)
      const chunk = asOurs ? asOurs(sent) : sent
      if (chunk.type === 'transcript.text.delta' && chunk.delta) yield { type: 'text-delta', text: chunk.delta }
      else if (chunk.type === 'transcript.text.segment')
        yield* toTranscript({ segments: [chunk as never] }).filter(({ type }) => type === 'segment')
      else if (chunk.type === 'transcript.text.done') {
        for (const event of toTranscript(chunk, billedSeconds))
          if (event.type === 'finish') yield { ...event, ...facts, ...costOf(sent) }
      }
    }
  }
  const params = [
    'audio',
    ...Object.keys(names),
    'timestamps',
    ...(translatePath ? ['translate'] : []),
    ...(diarize ? ['diarize'] : []),
  ]
  return Object.assign(transcribe, { params: remaining(params, quirks.without) })
}

// `text` and subtitle formats, for those who ask for them by an option, are the text itself.
function parse(text: string): WireTranscript {
  if (!/^\s*\{/.test(text)) return { text }
  try {
    return JSON.parse(text) as WireTranscript
  } catch {
    return { text }
  }
}

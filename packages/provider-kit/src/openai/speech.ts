import { audioFormat, audioFormats } from './audio-types.ts'
import { chunksOf, piecesOf } from '../transports/body.ts'
import { fromBase64 } from '../media.ts'
import { llmError } from '@llmrr/core'
import { notJson } from '../error-body.ts'
import { remaining } from '../dialects/openai-chat/request.ts'
import { sse } from '../transports/sse.ts'
import { toFields } from './fields.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, Handler, SpeechEvent, SpeechRequest, Usage } from '@llmrr/core'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'

/** In what the speech of a service differs. */
export interface SpeechQuirks extends CapabilityQuirks<SpeechRequest> {
  /** Names of the formats that it makes. Default: OpenAI's. */
  readonly formats?: readonly string[]
  /** Used when the request names no `mediaType`: the service's own default where it is absent. */
  readonly defaultFormat?: string
  /** What the service makes when no format is sent. Default `mp3`. */
  readonly impliedFormat?: string
  /** Used when the request names no voice. */
  readonly defaultVoice?: string
  /** Further fields by our name and the service's. */
  readonly fields?: Partial<Record<keyof SpeechRequest, string>>
  /** The sound in an event, or in a reply that is JSON, as base64. Default: its `audio`. */
  readonly readAudio?: (event: Readonly<Record<string, unknown>>) => unknown
  /** The service bills characters and does not count them in its reply: they are counted here. Default `false`. */
  readonly billsCharacters?: boolean
}

interface WireChunk {
  readonly type?: string
  readonly object?: string
  readonly error?: unknown
  readonly usage?: { readonly input_tokens?: number; readonly output_tokens?: number }
}

const openaiFormats = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']

const toUsage = (usage: WireChunk['usage']): Usage | undefined =>
  usage && {
    ...(usage.input_tokens !== undefined && { input: usage.input_tokens }),
    ...(usage.output_tokens !== undefined && { audioOutput: usage.output_tokens }),
  }

/** OpenAI's speech: bytes as they come, whether the service sends them as such, in events, or all in one piece of JSON. */
export function openaiSpeech(vendor: OpenAIVendor, quirks: SpeechQuirks = {}): Handler<'speech'> {
  const http = vendorHttp(vendor)
  const {
    path = '/audio/speech',
    formats = openaiFormats,
    defaultFormat,
    impliedFormat = 'mp3',
    defaultVoice,
    readAudio = ({ audio }) => audio,
    billsCharacters,
  } = quirks
  const names = {
    input: 'input',
    voice: 'voice',
    instructions: 'instructions',
    speed: 'speed',
    ...quirks.fields,
  } as const

  function formatOf(mediaType: string | undefined, context: Context): string | undefined {
    if (mediaType === undefined) return defaultFormat
    const format = audioFormat(mediaType, formats)
    if (format !== undefined) return format
    throw llmError(
      'unsupported',
      `${context.target.provider} speaks in ${formats.join(', ')}, not in ${mediaType}; ask for one of them.`,
      { target: context.target },
    )
  }

  function soundIn(body: Readonly<Record<string, unknown>>): string | undefined {
    const sound = readAudio(body)
    return typeof sound === 'string' && sound !== '' ? sound : undefined
  }

  async function* speech(request: SpeechRequest, context: Context): AsyncGenerator<SpeechEvent, void, void> {
    const format = formatOf(request.mediaType, context)
    const body = toFields<SpeechRequest>(names, request, context, quirks, ({ voice }) => ({
      ...(voice === undefined && defaultVoice !== undefined && { voice: defaultVoice }),
      ...(format !== undefined && { response_format: format }),
    }))
    const reply = await http.send({ path, body }, context)
    const { response, error: failure, ...facts } = reply
    const { requestId } = facts
    const type = response.headers.get('content-type') ?? ''
    let whole: string | undefined
    if (type.includes('json')) {
      const body = (await response.json()) as Readonly<Record<string, unknown>>
      whole = soundIn(body)
      if (whole === undefined) throw failure(body)
    }
    const events = type.includes('event-stream')
    if (type.startsWith('text/') && !events) throw notJson(response, await response.text(), context)
    const wanted = (body['response_format'] as string | undefined) ?? format ?? impliedFormat
    // Gateways call every sound `audio/mpeg`, so a format that was asked for says more.
    const mediaType =
      format === undefined && type.startsWith('audio/') ? type : (audioFormats[wanted] ?? `audio/${wanted}`)
    yield { type: 'start', mediaType, model: context.target.model, ...(requestId !== undefined && { requestId }) }
    let usage: Usage | undefined = billsCharacters ? { characters: [...request.input].length } : undefined
    let finished = !events
    if (whole !== undefined) yield { type: 'audio-delta', data: fromBase64(whole) }
    else if (!events) for await (const data of piecesOf(response)) yield { type: 'audio-delta', data }
    else
      for await (const chunk of chunksOf<WireChunk>(response, sse({ last: { type: 'speech.audio.done' } }))) {
        if (chunk.error || chunk.object === 'error') throw failure(chunk)
        const sound = soundIn(chunk as Readonly<Record<string, unknown>>)
        if (sound !== undefined) yield { type: 'audio-delta', data: fromBase64(sound) }
        if (!billsCharacters) usage = toUsage(chunk.usage) ?? usage
        if (chunk.type === 'speech.audio.done') finished = true
      }
    if (finished) yield { type: 'finish', ...(usage && { usage }), ...facts }
  }
  return Object.assign(speech, { params: remaining([...Object.keys(names), 'mediaType'], quirks.without) })
}

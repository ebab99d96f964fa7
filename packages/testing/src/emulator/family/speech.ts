import { audioTypes, speechOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import { inspect, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { errorEvent } from './chat-events.ts'
import { isUnknownModel, type Member } from './member.ts'

/** In what members' speech differs. */
export interface SpeechManner {
  readonly fields: Fields
  /** The format when none is asked for. */
  readonly format: string
  /** The events of speech that is asked for as a stream in a way of the member's own; `undefined` when it is not. */
  readonly events?: (body: Loose, audio: Buffer) => Iterable<string> | undefined
}

/** `POST /audio/speech`: bytes, or events when `stream_format` is `sse`. */
export function speechRoute({ words }: Member, manner: SpeechManner): (call: Call) => Reply {
  return (call) => {
    const body = call.body
    const problem = inspect(body, manner.fields)
    if (problem) refuse(words.problem(problem))
    if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
    if (body.input.length > 4096) {
      refuse(
        words.refusal(
          `Invalid 'input': string too long. Expected a string with maximum length 4096, but got a string with length ${body.input.length} instead.`,
          'input',
          'string_above_max_length',
        ),
      )
    }
    const format: string = body.response_format ?? manner.format
    const audio = speechOf(format, body.input)
    const failed = words.failure(500, undefined, call.requestId)
    const broken = () => [errorEvent('json' in failed ? failed.json.error : undefined)]
    const own = manner.events?.(body, audio)
    if (own) return { events: own, broken }
    if (body.stream_format !== 'sse') return { bytes: audio, type: audioTypes[format] ?? 'application/octet-stream' }
    if (body.model.startsWith('tts-1'))
      refuse(
        words.refusal(
          "Unsupported value: 'stream_format' does not support 'sse' with this model.",
          'stream_format',
          'unsupported_value',
        ),
      )
    return { events: eventsOf(audio, body.input), broken }
  }
}

function* eventsOf(audio: Buffer, input: string): Iterable<string> {
  for (let at = 0; at < audio.length; at += 4096) {
    yield data({ type: 'speech.audio.delta', audio: audio.toString('base64', at, at + 4096) })
  }
  const usage: Loose = { input_tokens: countTokens(input), output_tokens: Math.ceil(audio.length / 400) }
  yield data({ type: 'speech.audio.done', usage: { ...usage, total_tokens: usage.input_tokens + usage.output_tokens } })
}

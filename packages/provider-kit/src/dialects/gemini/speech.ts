import { fromBase64 } from '../../media.ts'
import { askingFor } from './ask-for.ts'
import { chatHandler } from '../../chat-handler.ts'
import { gemini } from './dialect.ts'
import { llmError } from '@llmrr/core'
import { traitsOf } from './traits.ts'
import type { Context, FinishEvent, Handler, Part, SpeechEvent, SpeechRequest, StartEvent } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { Http } from '../../http.ts'

const usualRate = 24_000

/** Header of a WAV file of one channel with 16 bits; its length is the largest, since the sound is not known to its end. */
function wavHeader(rate: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(44))
  const write = (at: number, word: string): void => {
    for (let place = 0; place < word.length; place++) view.setUint8(at + place, word.charCodeAt(place))
  }
  write(0, 'RIFF')
  view.setUint32(4, 0xff_ff_ff_ff, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, 0xff_ff_ff_ff, true)
  return new Uint8Array(view.buffer)
}

function wantsWav({ mediaType }: SpeechRequest, { target }: Context): boolean {
  if (mediaType === undefined || /^audio\/(?:l16|pcm)\b/i.test(mediaType)) return false
  if (/^audio\/(?:x-)?wav\b/i.test(mediaType)) return true
  throw llmError(
    'unsupported',
    `${target.provider} speaks as audio/wav or audio/L16, not as ${mediaType}; ask for one of them.`,
    {
      target,
    },
  )
}

/** A chat model that speaks: raw sound of 16 bits (`audio/L16`), or the same as `audio/wav`. */
export function geminiSpeech(http: Http, quirks: GeminiQuirks): Handler<'speech'> {
  const chat = chatHandler(http, gemini(quirks))
  async function* speech(request: SpeechRequest, context: Context): AsyncGenerator<SpeechEvent, void, void> {
    const { input, voice, instructions, language } = request
    const isWav = wantsWav(request, context)
    const speechConfig = {
      ...(voice !== undefined && { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } }),
      ...(language !== undefined && { languageCode: language }),
    }
    const options = {
      responseModalities: ['AUDIO'],
      ...(Object.keys(speechConfig).length > 0 && { speechConfig }),
    }
    // Models of 2.5 speak in one piece only.
    const asked = askingFor(context, options, context.stream && traitsOf(context.target.model).mediaInResults)
    // The model is told how to speak in the text itself.
    const text = instructions === undefined ? input : `${instructions}: ${input}`
    let start: StartEvent | undefined
    let begun = false
    for await (const event of chat({ messages: [{ role: 'user', content: [{ type: 'text', text }] }] }, asked)) {
      if (event.type === 'start') start = event as StartEvent
      else if (event.type === 'part') {
        const { part } = event as { readonly part: Part }
        if (part.type !== 'media' || typeof part.data !== 'string') continue
        if (!begun) {
          begun = true
          const rate = Number(/rate=(\d+)/.exec(part.mediaType)?.[1] ?? usualRate)
          yield {
            type: 'start',
            mediaType: isWav ? 'audio/wav' : part.mediaType,
            ...(start?.requestId !== undefined && { requestId: start.requestId }),
            ...(start?.model !== undefined && { model: start.model }),
          }
          if (isWav) yield { type: 'audio-delta', data: wavHeader(rate) }
        }
        yield { type: 'audio-delta', data: fromBase64(part.data) }
      } else if (event.type === 'finish') {
        const { reason, raw, usage, limits } = event as FinishEvent
        if (!begun)
          throw llmError(
            reason === 'content-filter' ? 'content-filter' : 'bad-response',
            `${context.target.model} of ${context.target.provider} said nothing (${raw}); ask a model that speaks, or ask again.`,
            { target: context.target },
          )
        yield {
          type: 'finish',
          ...(usage && { usage }),
          ...(limits && { limits }),
          ...(start?.requestId !== undefined && { requestId: start.requestId }),
        }
      }
    }
  }
  return Object.assign(speech, { params: ['voice', 'instructions', 'language', 'mediaType'] })
}

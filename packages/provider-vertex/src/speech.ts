import { fromBase64, geminiSpeech } from '@llmrr/provider-kit'
import { geminiQuirks } from './gemini.ts'
import { llmError } from '@llmrr/core'
import type { Context, Handler, SpeechEvent, SpeechRequest, Target } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

const encodings: readonly (readonly [RegExp, string, string])[] = [
  [/^audio\/(?:mpeg|mp3)\b/, 'MP3', 'audio/mpeg'],
  [/^audio\/(?:x-)?wav\b/, 'LINEAR16', 'audio/wav'],
  [/^audio\/(?:ogg|opus)\b/, 'OGG_OPUS', 'audio/ogg'],
  [/^audio\/(?:l16|pcm)\b/i, 'PCM', 'audio/L16'],
  [/^audio\/(?:mulaw|basic)\b/, 'MULAW', 'audio/mulaw'],
]

const synthesizer = 'https://texttospeech.googleapis.com/v1/text:synthesize'
const usualVoice = 'Charon'

/** The whole name of a voice such as `Charon`, for the voices of Chirp 3. */
const voiceOf = (voice: string, language: string): string =>
  voice.includes('-') ? voice : `${language}-Chirp3-HD-${voice}`

async function* chirp(http: Http, request: SpeechRequest, context: Context): AsyncGenerator<SpeechEvent, void, void> {
  const { input, voice = usualVoice, speed, sampleRate, mediaType = 'audio/mpeg' } = request
  const encoding = encodings.find(([pattern]) => pattern.test(mediaType))
  if (!encoding)
    throw llmError(
      'unsupported',
      `${context.target.provider} speaks as ${encodings.map(([, , type]) => type).join(', ')}; ask for one of them.`,
      {
        target: context.target,
      },
    )
  // A voice's name begins with its language.
  const language = request.language ?? /^[a-z]{2,3}-[A-Z]{2}/.exec(voice)?.[0] ?? 'en-US'
  const body = {
    input: { text: input },
    voice: { languageCode: language, name: voiceOf(voice, language) },
    audioConfig: {
      audioEncoding: encoding[1],
      ...(speed !== undefined && { speakingRate: speed }),
      ...(sampleRate !== undefined && { sampleRateHertz: sampleRate }),
    },
  }
  const reply = await http.json<{ readonly audioContent?: string }>({ path: synthesizer, body }, context)
  if (!reply.body.audioContent)
    throw llmError('bad-response', `${context.target.provider} answered speech without sound.`, {
      target: context.target,
    })
  yield { type: 'start', mediaType: encoding[2], model: context.target.model }
  yield { type: 'audio-delta', data: fromBase64(reply.body.audioContent) }
  // Characters are what is billed, and the reply does not count them.
  yield { type: 'finish', usage: { characters: [...input].length }, ...reply.facts }
}

const isChirp = ({ model }: Target): boolean => /chirp/i.test(model)

/** Speech: voices of Chirp 3, by Text-to-Speech, or Gemini models that speak. `anywhere` is HTTP without a place. */
export function speech(http: Http, anywhere: Http): Handler<'speech'> {
  const gemini = geminiSpeech(http, geminiQuirks)
  const ask: Handler<'speech'> = (request, context) =>
    isChirp(context.target) ? chirp(anywhere, request, context) : gemini(request, context)
  return Object.assign(ask, {
    params: (target: Target) =>
      isChirp(target)
        ? ['voice', 'speed', 'sampleRate', 'language', 'mediaType']
        : (gemini.params as readonly string[]),
    defaultModel: 'chirp_3',
  })
}

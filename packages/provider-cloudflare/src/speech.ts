import { fromBase64 } from '@llmrr/provider-kit'
import { lacking, run } from './run.ts'
import type { Context, Handler, SpeechEvent, SpeechRequest } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

// Deepgram's encodings, with the container that makes a file of each.
const encodings: Readonly<Record<string, object>> = {
  'audio/mpeg': { encoding: 'mp3' },
  'audio/wav': { encoding: 'linear16', container: 'wav' },
  'audio/ogg': { encoding: 'opus', container: 'ogg' },
  'audio/flac': { encoding: 'flac' },
  'audio/aac': { encoding: 'aac' },
  'audio/pcm': { encoding: 'linear16', container: 'none' },
}

/** Deepgram's voices take another form than MeloTTS, which is the one that the service documents for the task. */
const isDeepgram = (model: string): boolean => model.includes('/deepgram/')

function bodyOf({ input, voice, mediaType, sampleRate, language }: SpeechRequest, context: Context): object {
  if (!isDeepgram(context.target.model)) return { prompt: input, ...(language !== undefined && { lang: language }) }
  const encoding = mediaType === undefined ? {} : encodings[mediaType]
  if (!encoding) context.warn('mediaType', `It speaks ${Object.keys(encodings).join(', ')}; its default is used.`)
  return {
    text: input,
    ...(voice !== undefined && { speaker: voice }),
    ...encoding,
    ...(sampleRate !== undefined && { sample_rate: sampleRate }),
  }
}

/** Speech as a task of Workers AI: bytes (Deepgram), or base64 inside the result (MeloTTS). */
export function cloudflareSpeech(http: Http): Handler<'speech'> {
  async function* speech(request: SpeechRequest, context: Context): AsyncGenerator<SpeechEvent, void, void> {
    const { target } = context
    const { result, bytes, facts } = await run<{ readonly audio: string }>(http, bodyOf(request, context), context)
    const data = bytes?.data ?? (result?.audio === undefined ? undefined : fromBase64(result.audio))
    if (!data) throw lacking('a sound', context)
    const asked = request.mediaType !== undefined && encodings[request.mediaType] ? request.mediaType : undefined
    const mediaType = bytes?.mediaType.startsWith('audio/') ? bytes.mediaType : (asked ?? 'audio/mpeg')
    yield { type: 'start', mediaType, model: target.model, ...facts }
    yield { type: 'audio-delta', data }
    // Deepgram's voices are billed by the character, and nobody counts them in the reply.
    const usage = isDeepgram(target.model) ? { characters: [...request.input].length } : undefined
    yield { type: 'finish', ...(usage && { usage }), ...facts }
  }
  return Object.assign(speech, {
    params: ({ model }: { readonly model: string }) =>
      isDeepgram(model) ? ['input', 'voice', 'mediaType', 'sampleRate'] : ['input', 'language'],
    // As of 2026-11-22: many voices, priced by the character.
    defaultModel: '@cf/deepgram/aura-1',
  })
}

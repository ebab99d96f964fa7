import { llmError } from '@llmrr/core'
import { filled, piecesOf } from '@llmrr/provider-kit'
import { run } from './tasks.ts'
import type { Context, Handler, SpeechEvent, SpeechRequest } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

const formats: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
  'audio/pcm': 'pcm',
}
const types = Object.fromEntries(Object.entries(formats).map(([type, format]) => [format, type]))

/** The body of MiniMax's voices. */
function bodyOf({ input, voice, speed, mediaType, sampleRate, language }: SpeechRequest, context: Context): object {
  const format = mediaType === undefined ? undefined : formats[mediaType]
  if (mediaType !== undefined && format === undefined)
    context.warn('mediaType', `It speaks ${Object.keys(formats).join(', ')}; its default is used.`)
  const voiceSetting = filled({ voice_id: voice, speed })
  const audioSetting = filled({ format, audio_sample_rate: sampleRate })
  return {
    text: input,
    ...(voiceSetting && { voice_setting: voiceSetting }),
    ...(audioSetting && { audio_setting: audioSetting }),
    ...(language !== undefined && { language_boost: language }),
  }
}

/** Speech as a task. The sound is fetched from where the service keeps it, without the key and whatever else is for the service. */
export function novitaSpeech(
  http: Http,
  download: (url: string, context: Context) => Promise<Response>,
): Handler<'speech'> {
  async function* speech(request: SpeechRequest, context: Context): AsyncGenerator<SpeechEvent, void, void> {
    const { target } = context
    const { task, facts } = await run(http, `/v3/async/${target.model}`, bodyOf(request, context), context)
    const [sound] = task.audios ?? []
    if (!sound) throw llmError('bad-response', `${target.provider} made no sound with ${target.model}.`, { target })
    const response = await download(sound.audio_url, context)
    const said = response.headers.get('content-type')?.split(';')[0] ?? ''
    const type = types[sound.audio_type ?? ''] ?? request.mediaType ?? 'audio/mpeg'
    yield { type: 'start', mediaType: said.startsWith('audio/') ? said : type, model: target.model, ...facts }
    for await (const data of piecesOf(response)) yield { type: 'audio-delta', data }
    const id = task.task?.task_id
    yield {
      type: 'finish',
      usage: { characters: [...request.input].length },
      ...facts,
      ...(id !== undefined && { id }),
    }
  }
  return Object.assign(speech, {
    params: ['input', 'voice', 'speed', 'mediaType', 'sampleRate', 'language'],
    // As of 2026-11-22: the newest that is documented.
    defaultModel: 'minimax-speech-2.8-hd',
  })
}

import { llmError } from '@llmrr/core'
import { fromBase64, piecesOf, withoutRaw } from '@llmrr/provider-kit'
import { factsOf } from './facts.ts'
import { filesOf, toMedia } from './media.ts'
import { filling, readShape, setFields } from './shape.ts'
import { readUsage } from './usage.ts'
import type { Context, Handler, SpeechEvent, SpeechRequest } from '@llmrr/core'
import type { ModelReader } from './models-read.ts'
import type { Runs } from './runs.ts'
import type { Service } from './service.ts'

const names = {
  input: ['text', 'prompt', 'inputs', 'input', 'gen_text', 'text_input'],
  voice: ['voice', 'voice_id', 'speaker', 'speaker_id'],
  instructions: ['instructions', 'style_prompt', 'voice_description', 'description'],
  speed: ['speed', 'speech_rate'],
  language: ['language', 'language_code', 'language_boost'],
  sampleRate: ['sample_rate'],
} as const

const formats: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
}

/** Models that speak. The sound is fetched from where the service keeps it, without the credential. */
export function replicateSpeech(service: Service, runs: Runs, models: ModelReader): Handler<'speech'> {
  async function* speech(request: SpeechRequest, context: Context): AsyncGenerator<SpeechEvent, void, void> {
    const into = filling(await readShape(models, context), context)
    const format =
      request.mediaType === undefined ? undefined : (formats[request.mediaType] ?? request.mediaType.split('/')[1])
    setFields(
      { ...request, mediaType: format },
      { ...names, mediaType: ['output_format', 'audio_format', 'format'] },
      into,
      context,
    )
    const run = await runs.whole(into.input(), context)
    const [url] = filesOf(run.prediction.output)
    if (url === undefined)
      throw llmError(
        'bad-response',
        `The run of ${context.target.model} at ${context.target.provider} ended (${run.prediction.status}) without a sound; check that it is a model that speaks.`,
        { target: context.target },
      )
    const { mediaType, data } = toMedia(url, 'audio')
    const start = { type: 'start', model: context.target.model } as const
    if (data !== undefined) {
      yield { ...start, mediaType }
      yield { type: 'audio-delta', data: fromBase64(data as string) }
    } else {
      const { response } = await service.at(url, context).send({ method: 'GET', path: url }, withoutRaw(context))
      const said = response.headers.get('content-type')?.split(';')[0] ?? ''
      yield { ...start, mediaType: said.startsWith('audio/') ? said : mediaType }
      for await (const data of piecesOf(response)) yield { type: 'audio-delta', data }
    }
    yield { type: 'finish', ...factsOf(run, readUsage(run.prediction), context) }
  }
  return Object.assign(speech, {
    params: [...Object.keys(names), 'mediaType'],
    // As of 2025-01-30, when it was last seen to run: a small community model.
    defaultModel: 'jaaari/kokoro-82m',
  })
}

import { openaiSpeech, piecesOf } from '@llmrr/provider-kit'
import { lacking } from './lacking.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, SpeechEvent, SpeechRequest } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'
import type { TaskPath } from './place.ts'

/** Speech as Hugging Face's task `text-to-speech`: bytes as they come, in the model's own format. */
export function taskSpeech(http: Http, taskPath: TaskPath): Handler<'speech'> {
  async function* speech({ input }: SpeechRequest, context: Context): AsyncGenerator<SpeechEvent, void, void> {
    const { model } = context.target
    const { parameters } = optionsOf(context)
    const body = { inputs: input, ...(parameters && { parameters }) }
    const { response, error: _, ...facts } = await http.send({ path: taskPath(model), body }, context)
    const mediaType = response.headers.get('content-type') ?? ''
    const { requestId } = facts
    if (!mediaType.startsWith('audio/')) {
      await response.body?.cancel()
      throw lacking('a sound', context)
    }
    yield { type: 'start', mediaType, model, ...(requestId !== undefined && { requestId }) }
    for await (const data of piecesOf(response)) yield { type: 'audio-delta', data }
    yield { type: 'finish', ...facts }
  }
  return Object.assign(speech, { params: ['input'] })
}

const isKokoro = (model: string): boolean => model.toLowerCase().includes('kokoro')

/** Speech by a host in OpenAI's form. Voices are the model's; Together, which needs one, is given the SDK's for Kokoro. */
export const hostSpeech =
  (vendor: OpenAIVendor) =>
  (path: string, host: string): Handler<'speech'> =>
    openaiSpeech(vendor, {
      path,
      formats: ['mp3', 'wav', 'opus', 'flac', 'pcm'],
      without: ['instructions'],
      body: (body, _request, context) => ({
        ...(host === 'together' && isKokoro(context.target.model) && { voice: 'af_alloy' }),
        ...body,
        ...optionsOf(context).parameters,
      }),
    })

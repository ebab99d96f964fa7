import { answerText } from '../recording.ts'
import { given } from './request.ts'
import { aFile, fields, kept, smallFormat } from './small.ts'
import type { MediaPart } from '@llmrr/core'
import type { Bag } from './request.ts'
import type { Intent } from '../format.ts'
import type { Recording } from '../recording.ts'
import type { Small } from './small.ts'

const usageTotal = ({ usage }: Bag): number | undefined => usage?.total_tokens ?? undefined

const pictures = (images: unknown): MediaPart[] =>
  ((images ?? []) as Bag[]).map((one) =>
    one['file_id']
      ? { type: 'media', mediaType: 'image/*', file: { provider: '', id: one['file_id'] } }
      : { type: 'media', mediaType: 'image/*', url: one['image_url'] },
  )

const transcribe = (sent: Bag, recording: Recording): Intent => {
  // A form, or JSON with the sound in it.
  const form = '_multipart' in sent ? fields(sent) : sent
  const { model, file, input_audio: sound, language, prompt, temperature, response_format: _, ...rest } = form
  return {
    model: model ?? 'any',
    request: given({
      audio: sound
        ? { type: 'media', mediaType: `audio/${sound.format.replace('mp3', 'mpeg')}`, data: sound.data }
        : aFile(file, 'audio/mpeg'),
      language,
      prompt,
      temperature: temperature === undefined ? undefined : Number(temperature),
      translate: recording.path.endsWith('translations') || undefined,
    }),
    rest,
  }
}

const smalls: readonly Small[] = [
  {
    name: 'openai-images',
    capability: 'image',
    at: /^POST .*\/images(?:\/(?:generations|edits))?$/,
    intent: ({ model, prompt, n: count, size, quality, background, images, user, output_format: format, ...rest }) => ({
      model,
      request: given({
        prompt,
        count,
        size,
        quality,
        background,
        user,
        images: images && pictures(images),
        mediaType: format && `image/${format}`,
      }),
      rest,
    }),
    unrecorded: { prompt: 'A goldfish' },
    theirs: (body) => ({
      images: body['data'].map((one: Bag) => kept(one['b64_json'] ?? one['url'])),
      total: usageTotal(body),
    }),
    ours: (value) => ({ images: value['images'].map((one: Bag) => kept(one['data'] ?? one['url'])) }),
  },
  {
    name: 'openai-speech',
    capability: 'speech',
    at: /^POST .*\/audio\/speech$/,
    intent: ({ model, input, voice_id, voice = voice_id, instructions, speed, response_format: format, ...rest }) => ({
      model,
      request: given({
        input,
        voice,
        instructions,
        speed,
        mediaType: format && `audio/${format === 'mp3' ? 'mpeg' : format}`,
      }),
      rest,
    }),
    unrecorded: { input: 'Hello' },
    // Mistral knows a voice by two names, and sends the sound in JSON.
    fold: ({ voice_id, voice = voice_id, ...body }) => ({ ...body, voice }),
    theirs: ({ audio_data: sound }, recording) => ({
      sound: kept(sound ?? Buffer.from(recording.bytes).toString('base64')),
    }),
    ours: (value) => ({ sound: kept(value['audio'].data) }),
  },
  {
    name: 'openai-transcriptions',
    capability: 'transcribe',
    at: /^POST .*\/audio\/(?:transcriptions|translations)$/,
    intent: transcribe,
    unrecorded: { audio: { type: 'media', mediaType: 'audio/mpeg', data: 'AAAA' } },
    theirs: (body, recording) => ({ text: (body['text'] ?? answerText(recording)).trim(), total: usageTotal(body) }),
    ours: (value) => ({ text: value['text'].trim() }),
  },
]

/** Pictures, voices and transcripts: the forms that most services share. */
export const mediaFormats = smalls.map(smallFormat)

import { llmError } from '@llmrr/core'
import { factsOf } from './facts.ts'
import { filesOf, mediaNames, setMedia, toMedia } from './media.ts'
import { filling, setFields, shapeFor } from './shape.ts'
import { isCommunity, readUsage, secondsOf } from './usage.ts'
import { setPicture } from './picture-fields.ts'
import type { Context, Handler, ImageRequest, ImageResult } from '@llmrr/core'
import type { ModelReader } from './models-read.ts'
import type { Runs } from './runs.ts'
import type { Service } from './service.ts'

const formats: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
}

const names = {
  steps: ['num_inference_steps', 'steps'],
  guidance: ['guidance_scale', 'guidance', 'prompt_strength_scale'],
  quality: ['quality'],
  background: ['background'],
} as const

/** Models that make or change pictures. */
export function replicateImage(service: Service, runs: Runs, models: ModelReader): Handler<'image'> {
  async function image(request: ImageRequest, context: Context): Promise<ImageResult> {
    const into = filling(await shapeFor(request, models, context), context)
    setPicture(request, into, context)
    const format =
      request.mediaType === undefined ? undefined : (formats[request.mediaType] ?? request.mediaType.split('/')[1])
    setFields({ ...request, mediaType: format }, { ...names, mediaType: ['output_format', 'format'] }, into, context)
    setMedia('images', mediaNames.image, request.images ?? [], into, service, context)
    if (request.mask) setMedia('mask', ['mask', 'mask_image'], [request.mask], into, service, context)
    const run = await runs.whole(into.input(), context)
    const { prediction } = run
    const images = filesOf(prediction.output).map((url) => toMedia(url, 'image'))
    if (images.length === 0)
      throw llmError(
        'bad-response',
        `The run of ${context.target.model} at ${context.target.provider} ended (${prediction.status}) without a picture; check that it is a model for pictures.`,
        { target: context.target },
      )
    // Official models are paid by the picture, unless they tell of tokens; the others by the second.
    const usage = isCommunity(prediction) ? secondsOf(prediction) : (readUsage(prediction) ?? { images: images.length })
    return { images, ...factsOf(run, usage, context) }
  }
  return Object.assign(image, {
    params: [
      'prompt',
      'images',
      'mask',
      'count',
      'size',
      'aspectRatio',
      'quality',
      'background',
      'mediaType',
      'negativePrompt',
      'steps',
      'guidance',
      'seed',
    ],
    // As of 2026-10-07: the cheapest whose price is known.
    defaultModel: 'black-forest-labs/flux-schnell',
  })
}

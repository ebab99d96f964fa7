import { nearestRatio, pixelsOf } from '@llmrr/provider-kit'
import { setFields, warnMissing } from './shape.ts'
import type { Context } from '@llmrr/core'
import type { Filling } from './shape.ts'

/** What pictures and films are asked for alike. */
export interface PictureRequest {
  readonly prompt: string
  readonly count?: number
  readonly size?: string
  readonly aspectRatio?: string
  readonly negativePrompt?: string
  readonly seed?: number
}

const names = {
  prompt: ['prompt', 'inputs', 'text'],
  count: ['num_outputs', 'number_of_images', 'num_images', 'max_images', 'n'],
  aspectRatio: ['aspect_ratio'],
  negativePrompt: ['negative_prompt'],
  seed: ['seed'],
} as const satisfies Readonly<Record<Exclude<keyof PictureRequest, 'size'>, readonly string[]>>

/** Sets the fields of a picture or a film. */
export function setPicture(request: PictureRequest, into: Filling, context: Context): void {
  setFields(request, names, into, context)
  const { size } = request
  if (size === undefined) return
  const pixels = pixelsOf(size)
  if (pixels && into.name(['width']) && into.name(['height'])) {
    into.set(['width'], pixels[0])
    into.set(['height'], pixels[1])
  } else if (into.set(['size', 'image_size'], size)) return
  else if (!pixels || request.aspectRatio !== undefined || !into.name(['aspect_ratio'])) warnMissing('size', context)
  else {
    const ratio = nearestRatio(pixels)
    into.set(['aspect_ratio'], ratio)
    context.warn('size', `${context.target.model} thinks in ratios; it is asked for ${ratio}.`)
  }
}

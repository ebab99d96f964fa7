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

const ratios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9', '9:21', '4:5', '5:4'] as const

/** The usual ratio that is nearest to a width and a height. */
function nearestRatio(width: number, height: number): string {
  const far = (ratio: string): number => {
    const [across = 1, down = 1] = ratio.split(':').map(Number)
    return Math.abs(Math.log((width / height) * (down / across)))
  }
  return ratios.toSorted((a, b) => far(a) - far(b))[0]!
}

/** Sets the fields of a picture or a film. */
export function setPicture(request: PictureRequest, into: Filling, context: Context): void {
  setFields(request, names, into, context)
  const { size } = request
  if (size === undefined) return
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? []
  if (width !== undefined && into.name(['width']) && into.name(['height'])) {
    into.set(['width'], Number(width))
    into.set(['height'], Number(height))
  } else if (into.set(['size', 'image_size'], size)) return
  else if (width === undefined || request.aspectRatio !== undefined || !into.name(['aspect_ratio']))
    warnMissing('size', context)
  else {
    const ratio = nearestRatio(Number(width), Number(height))
    into.set(['aspect_ratio'], ratio)
    context.warn('size', `${context.target.model} thinks in ratios; it is asked for ${ratio}.`)
  }
}

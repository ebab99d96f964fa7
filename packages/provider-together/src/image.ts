import { llmError } from '@llmrr/core'
import { givenUrl, pixelsOf, renamed } from '@llmrr/provider-kit'
import { optionsOf, settings } from './options.ts'
import type { ImageQuirks } from '@llmrr/provider-kit'

/** In what Together's pictures differ from OpenAI's: sizes in two fields, pictures to work from by address, JPEG. */
export const images: ImageQuirks = {
  editPath: '/images/generations',
  edits: 'json',
  impliedType: 'image/jpeg',
  fields: { steps: 'steps', seed: 'seed', negativePrompt: 'negative_prompt', guidance: 'guidance_scale' },
  without: ['mask', 'quality', 'background', 'aspectRatio', 'user'],
  body({ size, images: _, ...body }, { mediaType, images: given }, context) {
    const { target } = context
    if (mediaType !== undefined && !/^image\/(?:jpeg|png)$/.test(mediaType))
      throw llmError('unsupported', `${target.provider} makes image/jpeg and image/png, not ${mediaType}.`, { target })
    const pixels = pixelsOf(size as string | undefined)
    if (size !== undefined && !pixels)
      context.warn('size', `${target.provider} takes a width and a height, such as 1024x768.`)
    const urls = (given ?? []).map((part) => givenUrl(part, context))
    return {
      ...renamed(optionsOf(context), {
        ...settings,
        imageLoras: 'image_loras',
        disableSafetyChecker: 'disable_safety_checker',
      }),
      ...body,
      ...(pixels && { width: pixels[0], height: pixels[1] }),
      ...(urls.length === 1 && { image_url: urls[0] }),
      ...(urls.length > 1 && { reference_images: urls }),
      // An address would be good for a while only.
      response_format: 'base64',
    }
  },
}

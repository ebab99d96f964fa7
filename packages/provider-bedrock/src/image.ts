import { llmError } from '@llmrr/core'
import { base64Of } from '@llmrr/provider-kit'
import { invokeModel, lacking } from './invoke.ts'
import type { Context, Handler, ImageRequest, ImageResult, MediaPart } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

interface WireReply {
  readonly images?: readonly string[]
  /** `null` for a picture that was made. */
  readonly finish_reasons?: readonly (string | null)[]
}

function dataOf(part: MediaPart, context: Context): string {
  const data = base64Of(part)
  if (data !== undefined) return data
  throw llmError('unsupported', `${context.target.provider} fetches no pictures; send the data of the image.`, {
    target: context.target,
  })
}

/** Pictures by InvokeModel, with Stability's models: made from a text, or from a picture and a text. */
export function image(http: Http, place: Place): Handler<'image'> {
  async function handle(request: ImageRequest, context: Context): Promise<ImageResult> {
    const { prompt, images = [], mask, aspectRatio, mediaType, negativePrompt, seed } = request
    if (images.length > 1) context.warn('images', 'Stability works from one picture; the others were left out.')
    const format = mediaType?.slice('image/'.length)
    const sent = {
      prompt,
      ...(images[0] && { image: dataOf(images[0], context) }),
      ...(mask && { mask: dataOf(mask, context) }),
      // Models that can do both want to be told.
      ...(images[0] && /sd3/.test(context.target.model) && { mode: 'image-to-image' }),
      ...(aspectRatio !== undefined && { aspect_ratio: aspectRatio }),
      ...(format !== undefined && { output_format: format }),
      ...(negativePrompt !== undefined && { negative_prompt: negativePrompt }),
      ...(seed !== undefined && { seed }),
    }
    const { body, facts } = await invokeModel<WireReply>(http, place, sent, context)
    const refused = body.finish_reasons?.find((reason) => reason != null)
    if (refused != null && !body.images?.some(Boolean))
      throw http.error({ exception: 'ContentFiltered', message: refused }, context)
    if (!body.images?.length) throw lacking('pictures', context)
    return {
      images: body.images.map((data) => ({ type: 'media', mediaType: mediaType ?? 'image/png', data })),
      ...facts,
      usage: { ...facts.usage, images: body.images.length },
    }
  }
  return Object.assign(handle, {
    params: ['prompt', 'images', 'mask', 'aspectRatio', 'mediaType', 'negativePrompt', 'seed'],
    // As of 2026-11-22: the least expensive of those that make a picture from a text.
    defaultModel: 'stability.stable-image-core-v1:1',
  })
}

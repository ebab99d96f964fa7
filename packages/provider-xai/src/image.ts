import { openaiImages } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Handler } from '@llmrr/core'
import type { OpenAIVendor } from '@llmrr/provider-kit'

/** Pictures, made from words or from other pictures; the service tells what they cost. */
export const xaiImages = (vendor: OpenAIVendor): Handler<'image'> =>
  openaiImages(vendor, {
    edits: 'json',
    impliedType: 'image/jpeg',
    fields: { aspectRatio: 'aspect_ratio' },
    without: ['mask', 'mediaType', 'size', 'quality', 'background', 'user'],
    body(body, _request, context) {
      const { resolution, responseFormat } = optionsOf(context)
      const images = body['images'] as readonly { readonly image_url?: string }[] | undefined
      return {
        ...body,
        ...(images && {
          images: images.map(({ image_url: url, ...file }) => (url === undefined ? file : { type: 'image_url', url })),
        }),
        ...(resolution !== undefined && { resolution }),
        ...(responseFormat !== undefined && { response_format: responseFormat }),
      }
    },
  })

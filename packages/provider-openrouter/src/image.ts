import { givenUrl } from '@llmrr/provider-kit'
import { optionsOf, routing, written } from './options.ts'
import type { ImageQuirks } from '@llmrr/provider-kit'

/** In what OpenRouter's pictures differ from OpenAI's: one path, references by address or as data. */
export const images: ImageQuirks = {
  path: '/images',
  editPath: '/images',
  edits: 'json',
  fields: { aspectRatio: 'aspect_ratio', seed: 'seed' },
  without: ['mask', 'negativePrompt', 'steps', 'guidance'],
  body({ images: _, ...body }, { images: given }, context) {
    const references = (given ?? []).map((part) => ({ type: 'image_url', image_url: { url: givenUrl(part, context) } }))
    return {
      ...written(optionsOf(context), ...routing, 'resolution', 'outputCompression'),
      ...body,
      ...(references.length > 0 && { input_references: references }),
    }
  },
}

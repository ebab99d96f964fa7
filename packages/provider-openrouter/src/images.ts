import { llmError } from '@llmrr/core'
import { optionsOf, routing, written } from './options.ts'
import type { ImageQuirks } from '@llmrr/provider-kit'

interface Reference {
  readonly image_url?: string
}

/** In what OpenRouter's pictures differ from OpenAI's: one path, references by address or as data. */
export const images: ImageQuirks = {
  path: '/images',
  editPath: '/images',
  edits: 'json',
  fields: { aspectRatio: 'aspect_ratio', seed: 'seed' },
  without: ['mask', 'negativePrompt', 'steps', 'guidance'],
  body({ images: given, ...body }, _request, context) {
    const { target } = context
    const references = ((given ?? []) as readonly Reference[]).map(({ image_url: url }) => {
      if (url !== undefined) return { type: 'image_url', image_url: { url } }
      throw llmError('unsupported', `${target.provider} takes pictures as data or by address here, not by file id.`, {
        target,
      })
    })
    return {
      ...written(optionsOf(context), ...routing, 'resolution', 'outputCompression'),
      ...body,
      ...(references.length > 0 && { input_references: references }),
    }
  },
}

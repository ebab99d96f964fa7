import { llmError } from '@llmrr/core'
import type { EmbedQuirks, ImageQuirks } from '@llmrr/provider-kit'

/** Vectors of OpenAI's models come packed; others are asked in the plain way, and told what they are for. */
export const embedQuirks = (modelOf: (deployment: string) => string): EmbedQuirks => ({
  encoding: 'base64',
  body(body, _, { target }) {
    if (modelOf(target.model).startsWith('text-embedding-')) return body
    const { encoding_format: __, ...plain } = body
    return plain
  },
})

/** Pictures come as data, always. */
export const imageQuirks: ImageQuirks = {
  body(body, _, { target }) {
    if (body['output_format'] !== 'webp') return body
    throw llmError('unsupported', `${target.provider} makes png and jpeg, no webp; ask for one of these.`, { target })
  },
}

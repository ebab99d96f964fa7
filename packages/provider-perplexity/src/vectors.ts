import { fromBase64 } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context } from '@llmrr/core'

/** The numbers of a vector: signed bytes, or bits, the highest of each byte first. */
export function vectorOf(text: string, context: Context): number[] {
  const bytes = fromBase64(text)
  if (optionsOf(context).encoding !== 'binary')
    return Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length))
  return Array.from(bytes).flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1))
}

/** The fields that ask for another form than the service's own. */
export const encodingOf = (context: Context): { readonly encoding_format?: string } => {
  const { encoding } = optionsOf(context)
  return encoding === undefined ? {} : { encoding_format: `base64_${encoding}` }
}

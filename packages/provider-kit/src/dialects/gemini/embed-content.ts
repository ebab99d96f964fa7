import { mediaPart } from './media.ts'
import { llmError } from '@llmrr/core'
import { traitsOf } from './traits.ts'
import type { Context, EmbedRequest, Part } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { WireContent, WirePart } from './wire.ts'

/** The inputs of a request, each by itself. */
export const inputsOf = ({ input }: EmbedRequest): readonly (string | readonly Part[])[] =>
  typeof input === 'string' ? [input] : input

/** An input as a content; a prefix goes before its first text. */
export function embedContent(
  input: string | readonly Part[],
  prefix: string,
  quirks: GeminiQuirks,
  context: Context,
): WireContent {
  if (typeof input === 'string') return { parts: [{ text: prefix + input }] }
  let isFirst = true
  const parts = input.map((part): WirePart => {
    if (part.type === 'media') return mediaPart(part, traitsOf(context.target.model), quirks, context)
    if (part.type !== 'text')
      throw llmError(
        'unsupported',
        `${context.target.provider} embeds text and media, and was given a ${part.type} part.`,
        {
          target: context.target,
        },
      )
    const text = isFirst ? prefix + part.text : part.text
    isFirst = false
    return { text }
  })
  return { parts }
}

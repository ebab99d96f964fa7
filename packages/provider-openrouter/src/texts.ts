import { openaiMedia } from '@llmrr/provider-kit'
import { optionsOf, routing, written } from './options.ts'
import { sampling } from './chat.ts'
import type { CapabilityQuirks, EmbedQuirks, RerankQuirks } from '@llmrr/provider-kit'
import type { CompleteRequest, RerankRequest } from '@llmrr/core'

/** In what OpenRouter's plain texts differ from OpenAI's. */
export const complete: CapabilityQuirks<CompleteRequest> = {
  without: ['suffix'],
  body: (body, _request, context) => ({
    ...written(optionsOf(context), ...routing, 'models', 'preset', ...sampling),
    ...body,
  }),
}

const media = openaiMedia('image', 'audio', 'video', 'document')

/** In what OpenRouter's embeddings differ from OpenAI's: they may be of media. */
export const embed: EmbedQuirks = {
  writeInput: (parts, context) => ({
    content: parts.flatMap((part) =>
      part.type === 'text' ? { type: 'text', text: part.text } : part.type === 'media' ? media(part, context) : [],
    ),
  }),
  body({ input, ...body }, _request, context) {
    const list = Array.isArray(input) ? (input as readonly unknown[]) : []
    // Texts stand among media as media do.
    const isMixed = list.some((one) => typeof one !== 'string')
    const inputs = list.map((one) => (typeof one === 'string' ? { content: [{ type: 'text', text: one }] } : one))
    return { ...written(optionsOf(context), ...routing, 'inputType'), ...body, input: isMixed ? inputs : input }
  },
}

const isShown = (document: RerankRequest['documents'][number]): boolean =>
  typeof document === 'object' && Object.keys(document).every((field) => field === 'text' || field === 'image')

/** In what OpenRouter's ranking differs from the form that most services share: documents may be pictures. */
export const rerank: RerankQuirks = {
  without: ['maxTokensPerDocument'],
  body: (body, { documents }, context) => ({
    ...written(optionsOf(context), ...routing),
    ...body,
    documents: documents.map((one) => (typeof one === 'string' || isShown(one) ? one : JSON.stringify(one))),
  }),
}

import { toMessages } from './messages.ts'
import type { Context, CountTokensResult, ReplyFacts, ResolvedChatRequest } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WireContent, WireDocument } from './wire.ts'

/** A text and whose tokens it is cut into. */
export interface TokenizeRequest {
  /** Up to 65,536 characters. */
  readonly text: string
  readonly model: string
}

/** The tokens of a text. */
export interface Tokens extends ReplyFacts {
  readonly tokens: readonly number[]
  /** As they stand in the text. */
  readonly strings: readonly string[]
}

interface WireReply {
  readonly tokens: readonly number[]
  readonly token_strings?: readonly string[]
}

/** Cuts a text into the tokens of a model. */
export const tokenize =
  (http: Http) =>
  async ({ text, model }: TokenizeRequest, context: Context): Promise<Tokens> => {
    const { body, facts } = await http.json<WireReply>({ path: '/v1/tokenize', body: { text, model } }, context)
    return { tokens: body.tokens, strings: body.token_strings ?? [], ...facts }
  }

const textOf = (content: string | readonly WireContent[] | undefined): readonly string[] =>
  typeof content === 'string' ? [content] : (content ?? []).flatMap((part) => words(part))

function words(part: WireContent): readonly string[] {
  if (part.type === 'text') return [part.text]
  if (part.type === 'thinking') return [part.thinking]
  return part.type === 'document' ? [documentText(part.document)] : []
}

const documentText = (document: WireDocument): string =>
  typeof document === 'string' ? document : JSON.stringify(document.data)

/**
 * Counts the tokens of the texts of a request, about as many as are billed as its input. The service has no count of a
 * conversation: it cuts a text into tokens, here all texts in one.
 */
export const countTokens = (http: Http) => {
  const cut = tokenize(http)
  return async (request: ResolvedChatRequest, context: Context): Promise<CountTokensResult> => {
    const { messages, documents } = toMessages(request.messages, context)
    const hasImages = messages.some(
      ({ content }) => typeof content === 'object' && content.some(({ type }) => type === 'image_url'),
    )
    if (hasImages) context.warn('messages', 'Cohere counts the tokens of text only; images are left out.')
    const texts = [
      ...(request.tools ?? []).map(({ name, description, input }) => JSON.stringify({ name, description, input })),
      ...documents.map(documentText),
      ...messages.flatMap(({ content, tool_plan: plan, tool_calls: calls = [] }) => [
        ...(plan === undefined ? [] : [plan]),
        ...textOf(content),
        ...calls.map(({ function: called }) => `${called?.name} ${called?.arguments}`),
      ]),
    ]
    const { tokens, strings: _, ...facts } = await cut({ text: texts.join('\n'), model: context.target.model }, context)
    return { inputTokens: tokens.length, ...facts }
  }
}

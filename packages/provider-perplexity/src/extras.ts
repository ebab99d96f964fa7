import { collectChat } from '@llmrr/core'
import { costOf } from './cost.ts'
import { encodingOf, vectorOf } from './vectors.ts'
import { eventsOf, responsePath } from './agent/dialect.ts'
import { isUnfinished } from './agent/reader.ts'
import type { ChatAnswer, Context, Cost, ReplyFacts } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WireResponse } from './agent/wire.ts'

/** An answer that is kept at the service, by the `id` of its result. */
export interface Background {
  readonly id: string
}

/** Where it stands, in the service's word, and what it is once it has ended. */
export interface BackgroundState {
  readonly id: string
  readonly status: string
  readonly answer?: ChatAnswer
}

/** A file that an answer's sandbox has shared. */
export interface MadeFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

/** The vectors of each document's pieces, in their order. */
export interface DocumentEmbeddings {
  readonly documents: readonly (readonly (readonly number[])[])[]
  readonly inputTokens?: number
  readonly cost?: Cost
}

interface WireDocuments {
  readonly data?: readonly {
    readonly index?: number
    readonly data?: readonly { readonly index?: number; readonly embedding?: string }[]
  }[]
  readonly usage?: { readonly prompt_tokens?: number; readonly cost?: { readonly total_cost?: number } }
}

const inOrder = <T extends { readonly index?: number }>(list: readonly T[] = []): readonly T[] =>
  list.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0))

/** What Perplexity alone offers, as `llm.of(perplexity)`. */
export function extras(http: Http) {
  function stateOf(reply: { readonly body: WireResponse; readonly facts: ReplyFacts }, context: Context) {
    const { id, status } = reply.body
    const state: BackgroundState = { id: id ?? '', status: status ?? 'completed' }
    if (isUnfinished(status)) return state
    const events = eventsOf(reply.body, context, (body) => http.error(body, context, reply.facts))
    return { ...state, answer: { ...collectChat(events), ...reply.facts } }
  }
  return {
    /** Looks after an answer that was made with `store` or `background`. */
    response: async ({ id }: Background, context: Context): Promise<BackgroundState> =>
      stateOf(await http.json<WireResponse>({ method: 'GET', path: responsePath(id) }, context), context),
    /** Stops one that runs in the background. */
    cancelResponse: async ({ id }: Background, context: Context): Promise<void> => {
      const { response } = await http.send({ path: `${responsePath(id)}/cancel` }, context)
      await response.body?.cancel()
    },
    /** The files that an answer's sandbox has shared. */
    responseFiles: async ({ id }: Background, context: Context): Promise<readonly MadeFile[]> => {
      const { body } = await http.json<{
        readonly data?: readonly { readonly id: string; readonly filename: string; readonly bytes: number }[]
      }>({ method: 'GET', path: `${responsePath(id)}/files` }, context)
      return (body.data ?? []).map(({ id, filename: name, bytes }) => ({ id, name, bytes }))
    },
    /** The bytes of one of them. */
    responseFile: async (
      { response, id }: { readonly response: string; readonly id: string },
      context: Context,
    ): Promise<Uint8Array> => {
      const path = `${responsePath(response)}/files/${encodeURIComponent(id)}/content`
      const sent = await http.send({ method: 'GET', path }, context)
      return new Uint8Array(await sent.response.arrayBuffer())
    },
    /** Embeds the pieces of documents, each with the rest of its document in mind. Integers from -128 to 127. */
    embedDocuments: async (
      {
        model = 'pplx-embed-context-v1-0.6b',
        documents,
        dimensions,
      }: {
        /** Default `pplx-embed-context-v1-0.6b`. */
        readonly model?: string
        readonly documents: readonly (readonly string[])[]
        readonly dimensions?: number
      },
      context: Context,
    ): Promise<DocumentEmbeddings> => {
      const body = { model, input: documents, ...(dimensions !== undefined && { dimensions }), ...encodingOf(context) }
      const { body: reply } = await http.json<WireDocuments>({ path: '/v1/contextualizedembeddings', body }, context)
      const { prompt_tokens: inputTokens, cost } = reply.usage ?? {}
      return {
        documents: inOrder(reply.data).map(({ data }) =>
          inOrder(data).map(({ embedding }) => vectorOf(embedding ?? '', context)),
        ),
        ...(inputTokens !== undefined && { inputTokens }),
        ...costOf(cost?.total_cost),
      }
    },
  }
}

import type { Handler } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface Reply {
  readonly vectors: readonly (readonly number[])[]
  readonly tokens: { readonly read: number }
}

/** Vectors of texts. */
export const embed = (http: Http): Handler<'embed'> =>
  Object.assign<Handler<'embed'>, { params: readonly string[] }>(
    async ({ input }, context) => {
      const body = { model: context.target.model, texts: [input].flat() }
      const { body: reply, facts } = await http.json<Reply>({ path: '/embed', body }, context)
      return { embeddings: reply.vectors, usage: { input: reply.tokens.read }, ...facts }
    },
    { params: ['input'] },
  )

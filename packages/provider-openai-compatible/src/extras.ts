import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireTokens {
  readonly tokens?: readonly (number | { readonly id: number })[]
}

interface WireText {
  /** llama.cpp. */
  readonly content?: string
  /** vLLM. */
  readonly prompt?: string
}

/** What only servers of one's own have. Their addresses stand beside `/v1`, so `http` is that of the root. */
export const extras = (http: Http) => ({
  /** Whether the server is up and has its model loaded (llama.cpp, vLLM, TGI). @throws LLMError like a call, `overloaded` while it loads. */
  async health(_: undefined, context: Context): Promise<void> {
    await http.send({ method: 'GET', path: '/health' }, context)
  },
  /** The ids of the tokens of a text (llama.cpp, vLLM, SGLang). */
  async tokenize({ text, model }: { readonly text: string; readonly model?: string }, context: Context) {
    // llama.cpp reads `content`, vLLM `prompt`; each passes over the other's.
    const body = { content: text, prompt: text, ...(model !== undefined && { model }) }
    const { body: reply } = await http.json<WireTokens>({ path: '/tokenize', body }, context)
    return { tokens: (reply.tokens ?? []).map((token) => (typeof token === 'number' ? token : token.id)) }
  },
  /** The text of tokens. */
  async detokenize(
    { tokens, model }: { readonly tokens: readonly number[]; readonly model?: string },
    context: Context,
  ) {
    const body = { tokens, ...(model !== undefined && { model }) }
    const { body: reply } = await http.json<WireText>({ path: '/detokenize', body }, context)
    return { text: reply.content ?? reply.prompt ?? '' }
  },
  /** What the server was started with, in its own words (llama.cpp). */
  async props(_: undefined, context: Context): Promise<Readonly<Record<string, unknown>>> {
    return (await http.json<Record<string, unknown>>({ method: 'GET', path: '/props' }, context)).body
  },
})

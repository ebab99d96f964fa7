import { collectChat, resolveChat } from '@llmrr/core'
import { openaiKeptAnswers } from '@llmrr/provider-kit'
import type { ChatAnswer, ChatRequest, Context } from '@llmrr/core'
import type { Http, OpenAIChatChunk } from '@llmrr/provider-kit'
import type { XAIChat } from './chat.ts'

/** An answer that is asked for later: `answer` is absent while it is being written. It is handed out once, within a day. */
export interface Deferred {
  readonly id: string
  readonly answer?: ChatAnswer
}

/** One token of a text. */
export interface Token {
  readonly id: number
  readonly text: string
}

/** What is known of the key in use. */
export interface KeyInfo {
  readonly id: string
  readonly name?: string
  readonly team?: string
  /** What it may do, in the service's words. */
  readonly permissions: readonly string[]
  /** Whether it, or its team, has been blocked or switched off. */
  readonly blocked: boolean
}

interface WireKey {
  readonly api_key_id: string
  readonly name?: string
  readonly team_id?: string
  readonly acls?: readonly string[]
  readonly team_blocked?: boolean
  readonly api_key_blocked?: boolean
  readonly api_key_disabled?: boolean
}

interface WireTokens {
  readonly token_ids?: readonly { readonly token_id: number; readonly string_token: string }[]
}

/** What xAI alone offers, as `llm.of(xai)`. */
export function extras(http: Http, { completions, responses }: XAIChat) {
  const { response, deleteResponse } = openaiKeptAnswers(http, { responses })
  return {
    response,
    deleteResponse,
    /** Asks for an answer that is fetched later. `model` says of which model; options count as in a chat. */
    async defer({ model, ...request }: ChatRequest & { readonly model: string }, context: Context): Promise<Deferred> {
      const asked = { ...context, stream: false, target: { ...context.target, model } }
      const { body, ...wire } = await completions.toRequest(resolveChat(request), asked)
      const { body: reply } = await http.json<{ readonly request_id: string }>(
        { ...wire, body: { ...(body as object), deferred: true } },
        context,
      )
      return { id: reply.request_id }
    },
    /** Looks after one. */
    async deferred({ id }: Deferred, context: Context): Promise<Deferred> {
      const path = `/chat/deferred-completion/${encodeURIComponent(id)}`
      const { response: reply, error, ...facts } = await http.send({ method: 'GET', path }, context)
      if (reply.status === 202) {
        await reply.body?.cancel()
        return { id }
      }
      const reader = completions.reader(context, { error, unfolded: true }, { messages: [] })
      const chunks = [...completions.unfold((await reply.json()) as OpenAIChatChunk)]
      const events = chunks.flatMap((chunk) => reader.read(chunk))
      const { event: _, ...told } = facts
      return { id, answer: { ...collectChat([...events, ...reader.end()]), ...told } }
    },
    /** The tokens of a text, as a model reads them. A chat's prompt has some more. */
    async tokenize(
      request: { readonly model: string; readonly text: string },
      context: Context,
    ): Promise<readonly Token[]> {
      const { body } = await http.json<WireTokens>({ path: '/tokenize-text', body: request }, context)
      return (body.token_ids ?? []).map(({ token_id: id, string_token: text }) => ({ id, text }))
    },
    /** What is known of the key in use. */
    async keyInfo(_: undefined, context: Context): Promise<KeyInfo> {
      const { body: key } = await http.json<WireKey>({ method: 'GET', path: '/api-key' }, context)
      return {
        id: key.api_key_id,
        ...(key.name !== undefined && { name: key.name }),
        ...(key.team_id !== undefined && { team: key.team_id }),
        permissions: key.acls ?? [],
        blocked: [key.team_blocked, key.api_key_blocked, key.api_key_disabled].some(Boolean),
      }
    },
  }
}

import { collectChat, resolveChat } from '@llmrr/core'
import { messagesOfItems } from '../dialects/openai-responses/messages-of-items.ts'
import { readUsage } from '../dialects/openai-responses/usage.ts'
import type { ChatAnswer, ChatRequest, Context, Message, ReplyFacts } from '@llmrr/core'
import type { Http } from '../http.ts'
import type { OpenAIApis } from './apis.ts'
import type { WireItem, WireResponse, WireUsage } from '../dialects/openai-responses/wire.ts'

/** An answer that is kept at the service, by the `id` of its result. */
export interface KeptAnswer {
  readonly id: string
}

/** Where it stands, in the service's word (`queued`, `in_progress`, `completed`, `incomplete`, `cancelled`), and what it is once it has ended. */
export interface KeptAnswerState {
  readonly id: string
  readonly status: string
  readonly answer?: ChatAnswer
}

/** A conversation that the service has made shorter: to be continued as it is. */
export interface Compacted extends ReplyFacts {
  readonly messages: readonly Message[]
}

const pathOf = ({ id }: KeptAnswer): string => `/responses/${encodeURIComponent(id)}`
const unfinished = /^(?:queued|in_progress)$/

/** Answers that are kept at the service, as extras of a provider: `llm.of(openai).response({ id })`. */
export function openaiKeptAnswers(http: Http, { responses }: Pick<OpenAIApis, 'responses'>) {
  async function stateOf(reply: { body: WireResponse; facts: ReplyFacts }, context: Context): Promise<KeptAnswerState> {
    const { id = '', status = 'completed' } = reply.body
    if (unfinished.test(status)) return { id, status }
    const fail = (body: unknown) => http.error(body, context, reply.facts)
    const reader = responses.reader(context, { error: fail, unfolded: true }, { messages: [] })
    const events = [...responses.unfold(reply.body)].flatMap((chunk) => reader.read(chunk))
    return { id, status, answer: { ...collectChat(events), ...reply.facts } }
  }
  return {
    /** Looks after an answer that was made with `store` or `background`. */
    response: async (kept: KeptAnswer, context: Context): Promise<KeptAnswerState> =>
      stateOf(await http.json<WireResponse>({ method: 'GET', path: pathOf(kept) }, context), context),
    /** Stops one that runs in the background. */
    cancelResponse: async (kept: KeptAnswer, context: Context): Promise<KeptAnswerState> =>
      stateOf(await http.json<WireResponse>({ path: `${pathOf(kept)}/cancel` }, context), context),
    /** Forgets one. */
    deleteResponse: async (kept: KeptAnswer, context: Context): Promise<void> => {
      await http.json({ method: 'DELETE', path: pathOf(kept) }, context)
    },
    /** Makes a conversation shorter. `model` says by which model; options count as in a chat. */
    compact: async (
      { model, ...request }: ChatRequest & { readonly model: string },
      context: Context,
    ): Promise<Compacted> => {
      const asked = { ...context, target: { ...context.target, model } }
      const { body } = await responses.toRequest(resolveChat(request), asked)
      const { input, instructions, previous_response_id } = body as Record<string, unknown>
      const reply = await http.json<{ id?: string; output: readonly WireItem[]; usage?: WireUsage }>(
        { path: '/responses/compact', body: { model, input, instructions, previous_response_id } },
        context,
      )
      const usage = readUsage(reply.body.usage)
      return {
        messages: messagesOfItems(reply.body.output, context.target.provider),
        ...(reply.body.id !== undefined && { id: reply.body.id }),
        ...(usage && { usage }),
        ...reply.facts,
      }
    },
    /** The bytes of a file that the code interpreter has made; both ids stand on the `source` part that names it. */
    containerFile: async (
      file: { readonly container: string; readonly id: string },
      context: Context,
    ): Promise<Uint8Array> => {
      const path = `/containers/${encodeURIComponent(file.container)}/files/${encodeURIComponent(file.id)}/content`
      const { response } = await http.send({ method: 'GET', path }, context)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

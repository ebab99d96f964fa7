import { llmError } from '@llmrr/core'
import {
  chatDefaults,
  chatHandler,
  kindOf,
  openaiChatDialect,
  openaiMedia,
  openaiResponses,
  readResponsesUsage,
} from '@llmrr/provider-kit'
import { effortsOf, thinks } from './models-by-id.ts'
import { optionsOf, responsesOnly } from './options.ts'
import { readChatUsage, readCost, searchesOf } from './usage.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type {
  ChatDialect,
  Http,
  OpenAIChatChunk,
  OpenAIChatQuirks,
  OpenAIVendor,
  ResponsesChunk,
  ResponsesReply,
} from '@llmrr/provider-kit'
import type { XAIUsage } from './usage.ts'

/** The two APIs over which xAI chats, and the handler that takes the right one. */
export interface XAIChat {
  readonly responses: ChatDialect<ResponsesChunk, ResponsesReply>
  readonly completions: ChatDialect<OpenAIChatChunk, OpenAIChatChunk>
  readonly chat: Handler<'chat'>
  choose(request: ResolvedChatRequest, target: Target): 'responses' | 'chat'
}

/** Request fields that models refuse which think, even where they say nothing. */
const unthinking = ['stop', 'frequencyPenalty', 'presencePenalty']
/** Request fields that Responses has no place for. */
const chatOnly = [...unthinking, 'seed', 'logprobs']

/** Fields of Chat Completions that xAI does not have, for a target. */
export const without = ({ model }: Target): readonly string[] => [
  'topK',
  'metadata',
  ...(effortsOf(model).length > 0 ? [] : ['reasoning']),
  ...(thinks(model) ? unthinking : []),
]

/** Replies to batches hold what the service's tools said as messages before the answer. */
function lastWord(chunk: OpenAIChatChunk): OpenAIChatChunk {
  const { choices } = chunk
  if (!choices?.some(({ delta }) => delta?.role === 'tool')) return chunk
  const last = choices.findLast(({ delta }) => delta?.role !== 'tool')
  return { ...chunk, choices: last ? [{ ...last, index: 0 }] : [] }
}

/** In what xAI's Chat Completions differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  efforts: effortsOf,
  reasoningField: 'reasoning_content',
  writeMedia: openaiMedia('image'),
  // The key goes as a header.
  writePromptCache: ({ ttlSeconds }, context) =>
    ttlSeconds === undefined ? {} : chatDefaults.writePromptCache({ ttlSeconds }, context),
  chunk: lastWord,
  readUsage: ({ usage }) => usage && readChatUsage(usage),
  readCost: ({ usage }) => readCost(usage as XAIUsage | null | undefined),
  readParts: (_, { citations }) =>
    ((citations ?? []) as readonly string[]).map((url) => ({ key: `source ${url}`, part: { type: 'source', url } })),
}

const isDocument = ({ messages }: ResolvedChatRequest): boolean =>
  messages.some(({ content }) => content.some((part) => part.type === 'media' && kindOf(part.mediaType) === 'document'))

function refuseInline({ messages }: ResolvedChatRequest, { target }: Context): void {
  for (const { content } of messages) {
    for (const part of content) {
      if (part.type !== 'media' || part.data === undefined || kindOf(part.mediaType) !== 'document') continue
      const message = `${target.provider} takes no documents as data; store it with files.put, or send its URL.`
      throw llmError('unsupported', message, { target, field: 'messages' })
    }
  }
}

/** Responses, as xAI speaks it. */
const responsesOf = (): ChatDialect<ResponsesChunk, ResponsesReply> =>
  openaiResponses({
    systemRole: 'system',
    includes: {},
    without: ['metadata', 'logprobs'],
    model: (model) => ({
      efforts: effortsOf(model),
      sampling: 'always',
      cache: 'automatic',
      encryptsReasoning: thinks(model),
    }),
    // Callers have functions only; what comes as a custom call is one of the steps of `x_search`.
    isHosted: () => true,
    body({ instructions, safety_identifier: user, reasoning, ...body }, request, context) {
      refuseInline(request, context)
      const { maxTurns } = optionsOf(context)
      // The summary comes by itself; asking for it is refused.
      const { effort } = (reasoning ?? {}) as { effort?: string }
      return {
        ...body,
        // `instructions` are refused.
        ...(instructions !== undefined && { input: [{ role: 'system', content: instructions }, ...body.input] }),
        ...(effort !== undefined && { reasoning: { effort } }),
        ...(user !== undefined && { user }),
        ...(maxTurns !== undefined && { max_turns: maxTurns }),
      }
    },
    readUsage({ usage }) {
      if (!usage) return undefined
      const { input_tokens: input, input_tokens_details: read } = usage
      const cached = read?.cached_tokens ?? 0
      const whole = input !== undefined && cached > input ? { ...usage, input_tokens: input + cached } : usage
      const searches = searchesOf(usage as XAIUsage)
      return { ...readResponsesUsage(whole), ...(searches !== undefined && { searches }) }
    },
    readCost: ({ usage }) => readCost(usage as XAIUsage | null | undefined),
  })

function completionsOf(vendor: OpenAIVendor): ChatDialect<OpenAIChatChunk, OpenAIChatChunk> {
  const dialect = openaiChatDialect(vendor)
  return {
    ...dialect,
    async toRequest(request, context) {
      const wire = await dialect.toRequest(request, context)
      const key = request.cache?.key
      // Requests of one conversation go to the server that has its beginning cached.
      return key === undefined ? wire : { ...wire, headers: { 'x-grok-conv-id': key } }
    },
  }
}

const asked = (request: ResolvedChatRequest, fields: readonly string[]): readonly string[] =>
  fields.filter((field) => request[field as keyof ResolvedChatRequest] !== undefined)

/** Chat over Responses, and over Chat Completions where that is asked for or needed. */
export function xaiChat(http: Http, vendor: OpenAIVendor): XAIChat {
  const responses = responsesOf()
  const completions = completionsOf(vendor)
  const over = { responses: chatHandler(http, responses), chat: chatHandler(http, completions) }
  const paramsOf = (api: 'responses' | 'chat', target: Target): readonly string[] => {
    const { params } = api === 'chat' ? completions : responses
    return typeof params === 'function' ? params(target) : params
  }

  function choose(request: ResolvedChatRequest, target: Target): 'responses' | 'chat' {
    const options = optionsOf({ target })
    const { api } = options
    if (api === 'chat' || api === 'responses') return api
    const keeps = responsesOnly.some((name) => options[name] !== undefined)
    if (keeps || isDocument(request)) return 'responses'
    return asked(request, chatOnly).some((field) => paramsOf('chat', target).includes(field)) ? 'chat' : 'responses'
  }

  const params = (target: Target): readonly string[] => {
    const { api } = optionsOf({ target })
    if (api === 'chat' || api === 'responses') return paramsOf(api, target)
    return [...new Set([...paramsOf('responses', target), ...paramsOf('chat', target)])]
  }

  const chat = (request: ResolvedChatRequest, context: Context) => {
    const { target } = context
    const api = choose(request, target)
    if (api === 'responses') {
      for (const field of asked(request, chatOnly)) {
        if (params(target).includes(field))
          context.warn(
            field,
            'Responses has no such field, and the rest of this request needs Responses; it was left out.',
          )
      }
    } else {
      for (const name of responsesOnly) {
        if (optionsOf(context)[name] !== undefined)
          context.warn(`options.${name}`, 'Chat Completions has no such field; it was left out.')
      }
    }
    return over[api](request, context)
  }
  return { responses, completions, choose, chat: Object.assign(chat, { params }) }
}

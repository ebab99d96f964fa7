import {
  anthropicMessages,
  chatHandler,
  openaiApis,
  openaiChatDialect,
  openaiWays,
  vendorHttp,
} from '@llmrr/provider-kit'
import { isClaude, isOpenAI } from './deployments.ts'
import { surfaceOf } from './place.ts'
import { withFilterEvents } from './content-filter.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type {
  ChatDialect,
  MessagesQuirks,
  OpenAIApis,
  OpenAIChatChunk,
  OpenAIChatQuirks,
  OpenAIVendor,
} from '@llmrr/provider-kit'
import type { AzureOpenAIOptions } from './options.ts'
import type { Place } from './place.ts'

type AzureTarget = Target<AzureOpenAIOptions>
type ModelOf = (deployment: string) => string

const optionsOf = ({ target }: Pick<Context, 'target'>): AzureOpenAIOptions =>
  (target.options ?? {}) as AzureOpenAIOptions

type Choice = NonNullable<OpenAIChatChunk['choices']>[number]

const isPiece = ({ delta, message, text, finish_reason: reason }: Choice): boolean =>
  Boolean(delta ?? message ?? reason) || text != null

/** In what Chat Completions differ here, whoever's model answers. */
export const quirksOf = (place: Place): Partial<OpenAIChatQuirks> => ({
  // Older versions know no other field.
  userField: 'user',
  body(body, _, context) {
    const { maxTokensField, dataSources } = optionsOf(context)
    const field =
      maxTokensField ?? (surfaceOf(context, place).surface === 'models' ? 'max_tokens' : 'max_completion_tokens')
    const { max_completion_tokens: most, ...rest } = body
    return {
      ...rest,
      ...(most !== undefined && { [field]: most }),
      ...(dataSources && { data_sources: dataSources }),
    }
  },
  // The asynchronous filter sends choices that hold its verdict and no piece of the answer.
  chunk: (chunk) =>
    chunk.choices?.every(isPiece) === false ? { ...chunk, choices: chunk.choices.filter(isPiece) } : chunk,
})

/** Claude at Foundry: Anthropic's own API under another path. */
export const messagesQuirks: Partial<MessagesQuirks> = {
  path: () => '/anthropic/v1/messages',
  countPath: () => '/anthropic/v1/messages/count_tokens',
}

/** Deployments have names of their own, and what Claude takes goes by its model. */
function byModel<Chunk, Reply>(dialect: ChatDialect<Chunk, Reply>, modelOf: ModelOf): ChatDialect<Chunk, Reply> {
  const named = <T extends { readonly target: Target }>(context: T): T => ({
    ...context,
    target: { ...context.target, model: modelOf(context.target.model) },
  })
  return {
    ...dialect,
    async toRequest(request, context) {
      const wire = await dialect.toRequest(request, named(context))
      return { ...wire, body: { ...(wire.body as object), model: context.target.model } }
    },
    params: (target) =>
      typeof dialect.params === 'function' ? dialect.params(named({ target }).target) : dialect.params,
  }
}

// Served over Responses alone, on older addresses too.
const responsesOnly = /codex|-pro$|deep-research|computer-use/

/** The APIs over which deployments chat, and those of a batch. */
export interface AzureApis {
  readonly chat: Handler<'chat'>
  readonly batch: OpenAIApis
}

/** Chat with a deployment, over the API of the model that it serves. */
export function chatOf(vendor: OpenAIVendor, place: Place, modelOf: ModelOf): AzureApis {
  const waysOf = (deployment: string) => openaiWays(modelOf(deployment))
  const openai = openaiApis(vendor, { waysOf, around: withFilterEvents })
  const http = vendorHttp(vendor)
  const plain = withFilterEvents(openaiChatDialect({ ...vendor, without: ['topK', 'cache'] }))
  const messages = byModel(anthropicMessages(messagesQuirks), modelOf)
  const overPlain = chatHandler(http, plain)
  const overMessages = chatHandler(http, messages)

  /** Whose model it is, as far as the API is concerned. */
  function kindOf({ model, options }: AzureTarget): 'messages' | 'openai' | 'plain' {
    const served = modelOf(model)
    const api = options?.api ?? 'auto'
    if (api === 'messages' || (api === 'auto' && isClaude(served))) return 'messages'
    return isOpenAI(served) || api === 'responses' ? 'openai' : 'plain'
  }
  const paramsOf = (target: Target): readonly string[] => {
    const kind = kindOf(target as AzureTarget)
    const { params } = kind === 'messages' ? messages : kind === 'plain' ? plain : openai.chat
    return typeof params === 'function' ? params(target) : (params ?? [])
  }
  const chat = (request: ResolvedChatRequest, context: Context) => {
    const target = context.target as AzureTarget
    const kind = kindOf(target)
    if (kind === 'messages') return overMessages(request, context)
    if (kind === 'plain') return overPlain(request, context)
    const isOlder = surfaceOf(context, place).surface !== 'v1'
    const { api = 'auto' } = target.options ?? {}
    if (api !== 'auto' || !isOlder) return openai.chat(request, context)
    const chosen = responsesOnly.test(modelOf(target.model)) ? 'responses' : 'chat'
    return openai.chat(request, {
      ...context,
      target: { ...context.target, options: { ...target.options, api: chosen } },
    })
  }
  const completions: OpenAIApis['completions'] = {
    ...openai.completions,
    toRequest(request, context) {
      const kind = kindOf(context.target as AzureTarget)
      return (kind === 'plain' ? plain : openai.completions).toRequest(request, context)
    },
  }
  return {
    chat: Object.assign(chat, { params: paramsOf }),
    batch: {
      ...openai,
      completions,
      paramsOf: paramsOf as OpenAIApis['paramsOf'],
      apiOfBatch: (target) => (kindOf(target as AzureTarget) === 'openai' ? openai.apiOfBatch(target) : 'chat'),
    },
  }
}

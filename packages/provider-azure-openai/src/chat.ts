import { llmError } from '@llmrr/core'
import {
  allEfforts,
  anthropicMessages,
  chatHandler,
  openaiApis,
  openaiChatDialect,
  openaiWays,
  vendorHttp,
} from '@llmrr/provider-kit'
import { isClaude, isOpenAI } from './deployments.ts'
import { optionsOf } from './options.ts'
import { surfaceOf } from './place.ts'
import { withFilterEvents } from './content-filter.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type {
  ChatApi,
  ChatDialect,
  OpenAIApis,
  OpenAIChatChunk,
  OpenAIChatQuirks,
  OpenAIVendor,
  OpenAIWays,
} from '@llmrr/provider-kit'
import type { AzureOpenAIOptions } from './options.ts'
import type { Place } from './place.ts'

type AzureTarget = Target<AzureOpenAIOptions>
type ModelOf = (deployment: string) => string

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

/** Of a model that is not known, nothing is assumed. */
const anything: OpenAIWays = {
  efforts: allEfforts,
  sampling: 'always',
  cache: 'automatic',
  encryptsReasoning: false,
  chatTools: 'always',
  chatOnly: false,
}

/** The APIs over which deployments chat, and those of a batch. */
export interface AzureApis {
  readonly chat: Handler<'chat'>
  readonly batch: OpenAIApis
}

/** Chat with a deployment, over the API of the model that it serves. */
export function chatOf(vendor: OpenAIVendor, place: Place, modelOf: ModelOf): AzureApis {
  const waysOf = (deployment: string): OpenAIWays => {
    const model = modelOf(deployment)
    return isOpenAI(model) ? openaiWays(model) : anything
  }
  const openai = openaiApis(vendor, { waysOf, around: withFilterEvents })
  const http = vendorHttp(vendor)
  const plain = withFilterEvents(openaiChatDialect({ ...vendor, without: ['topK', 'cache'] }))
  const messages = byModel(anthropicMessages({ path: () => '/anthropic/v1/messages' }), modelOf)
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
    const { api = 'auto' } = target.options ?? {}
    if (api !== 'auto' || surfaceOf(context, place).surface === 'v1') return openai.chat(request, context)
    const asked = responsesOnly.test(modelOf(target.model)) ? 'responses' : 'chat'
    const over = (api: ChatApi) => ({ ...context.target, options: { ...target.options, api } })
    const chosen = openai.choose(request, over(asked) as AzureTarget as never)
    return openai.chat(request, { ...context, target: over(chosen.api) })
  }
  const completions: OpenAIApis['completions'] = {
    ...openai.completions,
    toRequest(request, context) {
      const target = context.target as AzureTarget
      const kind = kindOf(target)
      if (kind === 'messages') {
        const why = `${target.provider} has no batches for Claude, which ${target.model} is; ask it request by request.`
        throw llmError('unsupported', why, { target: context.target })
      }
      return (kind === 'plain' ? plain : openai.completions).toRequest(request, context)
    },
  }
  return {
    chat: Object.assign(chat, { params: paramsOf }),
    batch: {
      ...openai,
      completions,
      paramsOf: paramsOf as OpenAIApis['paramsOf'],
      apiOfBatch(context) {
        const { options } = context.target as AzureTarget
        const isOlder = surfaceOf(context, place).surface !== 'v1' && options?.api !== 'responses'
        return isOlder || kindOf(context.target as AzureTarget) !== 'openai' ? 'chat' : openai.apiOfBatch(context)
      },
    },
  }
}

import { eitherDialect, openaiChatDialect } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import { params, toRequest } from './request.ts'
import { reader } from './reader.ts'
import type { Handler } from '@llmrr/core'
import type { ChatDialect, Http, OpenAIChatQuirks, OpenAIVendor } from '@llmrr/provider-kit'
import type { WireChunk } from './wire.ts'

/** Fields that are dropped in silence over OpenAI's protocol. */
export const without = ['user', 'metadata', 'serviceTier', 'cache', 'topK', 'parallelToolCalls']

/** In what OpenAI's protocol differs at Ollama. */
export const quirks: Partial<OpenAIChatQuirks> = {
  path: '/v1/chat/completions',
  maxTokensField: 'max_tokens',
  reasoningField: 'reasoning',
  strictTools: false,
  body(body, { toolChoice }, context) {
    if (toolChoice !== undefined && toolChoice !== 'auto')
      context.warn('toolChoice', `${context.target.provider} passes over a choice of tools.`)
    return body
  },
}

const nativeDialect = (isCloud: boolean): ChatDialect<WireChunk, WireChunk> => ({
  toRequest,
  // A whole reply has the form of the last line.
  unfold: (reply) => [reply],
  reader: (context, reply) => reader(context, reply, isCloud),
  params,
})

/** Chat over Ollama's own protocol, or over OpenAI's where a target asks for it. */
export const ollamaChat = (http: Http, vendor: OpenAIVendor, isCloud: boolean): Handler<'chat'> =>
  eitherDialect(http, { native: nativeDialect(isCloud), openai: openaiChatDialect(vendor) }, (target) =>
    optionsOf({ target }).api === 'openai' ? 'openai' : 'native',
  )

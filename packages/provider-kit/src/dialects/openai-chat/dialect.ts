import { llmError } from '@llmrr/core'
import { chatDefaults } from './quirks.ts'
import { chatHandler } from '../../chat-handler.ts'
import { chatParams, remaining, toChatRequest } from './request.ts'
import { chatReader } from './reader.ts'
import { vendorHttp } from '../../openai/vendor.ts'
import type { Handler } from '@llmrr/core'
import type { ChatDialect } from '../../chat-handler.ts'
import type { OpenAIVendor } from '../../openai/vendor.ts'
import type { WireChoice, WireChunk, WireDelta } from './wire.ts'

/** One reply as one chunk: a message has the fields of a delta. */
export function unfoldChatReply(reply: WireChunk): readonly WireChunk[] {
  if (Array.isArray(reply?.choices)) return [{ ...reply, choices: reply.choices.map(asDelta) }]
  if (reply?.error || reply?.object === 'error') return [reply]
  throw llmError('bad-response', 'The service answered JSON that is no chat completion: it has no choices.')
}

// A reply that gives no reason is complete all the same.
const asDelta = (choice: WireChoice): WireChoice => ({
  ...choice,
  delta: choice.message ? numbered(choice.message) : (choice.delta ?? {}),
  finish_reason: choice.finish_reason ?? '',
})

const numbered = (message: WireDelta): WireDelta =>
  message.tool_calls
    ? { ...message, tool_calls: message.tool_calls.map((call, index) => ({ ...call, index })) }
    : message

/** The dialect as a vendor speaks it, for those who wrap a part of it, and for batches. */
export function openaiChatDialect(vendor: OpenAIVendor): ChatDialect<WireChunk, WireChunk> {
  const quirks = { ...chatDefaults, ...vendor.quirks }
  return {
    params: remaining(chatParams, vendor.without),
    toRequest: (request, context) => toChatRequest(request, context, quirks, vendor.without),
    unfold: unfoldChatReply,
    reader: (context, reply) => chatReader(quirks, context, reply),
  }
}

/** OpenAI's Chat Completions, which many services speak: a chat handler from what a vendor has of its own. */
export const openaiChat = (vendor: OpenAIVendor): Handler<'chat'> =>
  chatHandler(vendorHttp(vendor), openaiChatDialect(vendor))

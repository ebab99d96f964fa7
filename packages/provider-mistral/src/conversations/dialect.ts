import { conversationReader, unfold } from './reader.ts'
import { toConversation } from './request.ts'
import type { ChatDialect, OpenAIChatChunk } from '@llmrr/provider-kit'
import type { WireEvent, WireReply } from './wire.ts'

const without = new Set(['parallelToolCalls', 'cache', 'serviceTier'])

/** Conversations, in which the service runs tools of its own and agents answer. Written by way of a chat, which they resemble. */
export const conversations = (
  chat: ChatDialect<OpenAIChatChunk, OpenAIChatChunk>,
): ChatDialect<WireEvent, WireReply> => ({
  params: (target) => {
    const params = typeof chat.params === 'function' ? chat.params(target) : chat.params
    return params.filter((field) => !without.has(field))
  },
  toRequest: async (request, context) => toConversation(await chat.toRequest(request, context), context),
  unfold,
  reader: conversationReader,
})

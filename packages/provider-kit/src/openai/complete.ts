import { chatHandler } from '../chat-handler.ts'
import { chatDefaults } from '../dialects/openai-chat/quirks.ts'
import { chatReader } from '../dialects/openai-chat/reader.ts'
import { remaining } from '../dialects/openai-chat/request.ts'
import { toFields } from './fields.ts'
import { unfoldChatReply } from '../dialects/openai-chat/dialect.ts'
import { vendorHttp } from './vendor.ts'
import type { CompleteRequest, Handler } from '@llmrr/core'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'
import type { WireChunk } from '../dialects/openai-chat/wire.ts'

const names = {
  prompt: 'prompt',
  suffix: 'suffix',
  maxOutputTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  stop: 'stop',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  user: 'user',
} as const

// The legacy format differs from a chat only in where the text stands.
const asChat = (chunk: WireChunk): WireChunk => ({
  ...chunk,
  choices: chunk.choices?.map((choice) => ({ ...choice, delta: { content: choice.text ?? choice.delta?.content } })),
})

/** OpenAI's legacy text completion, and filling in the middle where a service has it there. */
export function openaiComplete(
  vendor: OpenAIVendor,
  quirks: CapabilityQuirks<CompleteRequest> = {},
): Handler<'complete'> {
  const { path = '/completions' } = quirks
  const reading = { ...chatDefaults, ...vendor.quirks }
  const read = { ...reading, chunk: (chunk: WireChunk) => asChat(reading.chunk ? reading.chunk(chunk) : chunk) }
  return chatHandler<WireChunk, WireChunk, CompleteRequest>(vendorHttp(vendor), {
    params: remaining([...Object.keys(names), 'logprobs', 'raw'], quirks.without),
    toRequest: (request, context) => ({
      path,
      body: toFields<CompleteRequest>(names, request, context, quirks, ({ logprobs }) => ({
        // A number of alternatives here; 0 for the chosen tokens alone.
        ...(logprobs !== undefined && logprobs !== false && { logprobs: Number(logprobs === true ? 0 : logprobs) }),
        ...(context.stream && {
          stream: true,
          ...(reading.streamUsage && { stream_options: { include_usage: true } }),
        }),
      })),
    }),
    unfold: unfoldChatReply,
    reader: (context, reply) => chatReader(read, context, reply),
  })
}

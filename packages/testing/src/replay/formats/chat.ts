import { foldMessages } from './anthropic-messages-fold.ts'
import { foldChat } from './openai-chat-fold.ts'
import { foldResponses } from './openai-responses-fold.ts'
import { readChatRequest } from './openai-chat-request.ts'
import { readMessagesRequest } from './anthropic-messages-request.ts'
import { readResponsesRequest } from './openai-responses-request.ts'
import { saidByChat } from './openai-chat-reply.ts'
import { saidByMessages } from './anthropic-messages-reply.ts'
import { saidByResponses } from './openai-responses-reply.ts'
import { posts } from './small.ts'
import { toldByChat } from '../facts.ts'
import type { Format } from '../format.ts'

const unrecorded = { prompt: 'Hello' }

/** The wire formats of chat. */
export const chatFormats: readonly Format[] = [
  {
    name: 'openai-chat',
    capability: 'chat',
    matches: (recording) => posts(recording, /\/chat\/completions$/),
    intent: (sent) => readChatRequest(sent),
    unrecorded,
    answer: ([message]) => ({
      id: 'earlier',
      object: 'chat.completion',
      model: 'earlier',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
    }),
    fold: foldChat,
    said: saidByChat,
    told: toldByChat,
  },
  {
    name: 'openai-responses',
    capability: 'chat',
    matches: (recording) => posts(recording, /\/responses$/),
    intent: (sent) => readResponsesRequest(sent),
    unrecorded,
    // A client may have sent an item back without its id; the answer that it came in had one.
    answer: (output) => ({
      id: 'earlier',
      object: 'response',
      status: 'completed',
      model: 'earlier',
      output: output.map((item, at) => ({ id: `earlier_${at}`, ...(item as object) })),
    }),
    fold: foldResponses,
    said: saidByResponses,
    told: toldByChat,
  },
  {
    name: 'anthropic-messages',
    capability: 'chat',
    matches: (recording) => posts(recording, /\/messages$|:(?:stream)?rawPredict$/i),
    intent: (sent) => readMessagesRequest(sent),
    unrecorded,
    answer: (content) => ({
      id: 'earlier',
      type: 'message',
      role: 'assistant',
      model: 'earlier',
      content,
      stop_reason: 'end_turn',
      usage: { input_tokens: 1, output_tokens: 1 },
    }),
    fold: foldMessages,
    said: saidByMessages,
    told: toldByChat,
  },
]

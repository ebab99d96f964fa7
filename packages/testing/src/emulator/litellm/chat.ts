import { chatRoute } from '../family/chat.ts'
import { errorEvent } from '../family/chat-events.ts'
import { a } from '../http/shape.ts'
import { openaiChat } from '../openai/chat.ts'
import { openaiWords } from '../openai/words.ts'
import { failure } from './words.ts'
import type { Member } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import type { Call, Reply } from '../service.ts'

const isClaude = (model: string): boolean => /claude/u.test(model)

const block = (thinking: string, signature?: string): Loose => ({
  reasoning_content: thinking,
  thinking_blocks: [{ type: 'thinking', thinking, ...(signature && { signature }) }],
})

/** In what the proxy's chats differ from OpenAI's: it takes fields of other services, and shows Claude's thinking in blocks. */
const manner: Member['chat'] = {
  ...openaiChat,
  fields: { ...openaiChat.fields, thinking: a.object, top_k: a.integer },
  chunkTail: '',
  nullContent: true,
  check(call) {
    // What it translates for others is not OpenAI's to refuse.
    if (!isClaude(call.body.model)) openaiChat.check?.(call)
  },
  reasoning: (body) =>
    isClaude(body.model) ? (body.thinking || body.reasoning_effort ? 'shown' : 'none') : openaiChat.reasoning(body),
  reasoningDelta: (_body, text) => block(text),
  reasoned: (_message, text) => block(text, 'c2lnbmF0dXJl'),
  extras: () => ({}),
  broken: (code, requestId) => [errorEvent(failure(500, code, requestId).json.error)],
  snapshot: (model) => model,
}

/** `POST /chat/completions`. */
export function litellmChat(member: Member): (call: Call) => Reply {
  const handle = chatRoute({ ...member, words: openaiWords, chat: manner })
  return (call) => {
    const { max_tokens: most, ...body } = call.body ?? {}
    const isOurs = most != null && !isClaude(String(body.model))
    return handle({ ...call, body: isOurs ? { ...body, max_completion_tokens: most } : call.body })
  }
}

import type { OpenAIChatMessage } from '@llmrr/provider-kit'

// What the model is taken to have said between the result of a tool and a further question.
const noted: OpenAIChatMessage = { role: 'assistant', content: 'OK' }

/**
 * The messages in the order that Mistral demands: between the result of a tool and a user's message stands an answer, and an
 * answer at the end says that it is to be continued.
 */
export function inOrder(messages: readonly OpenAIChatMessage[]): readonly OpenAIChatMessage[] {
  const ordered = messages.flatMap((message, at) =>
    message.role === 'user' && messages[at - 1]?.role === 'tool' ? [noted, message] : [message],
  )
  const last = ordered.at(-1)
  return last?.role === 'assistant' && !last.tool_calls ? [...ordered.slice(0, -1), { ...last, prefix: true }] : ordered
}

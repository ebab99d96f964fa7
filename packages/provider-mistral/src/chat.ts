import { mistralCallId } from '@llmrr/provider-kit'
import { inOrder } from './order.ts'
import { optionsOf } from './options.ts'
import { writeMedia } from './media.ts'
import type { Context, Part } from '@llmrr/core'
import type { OpenAIChatChunk, OpenAIChatContent, OpenAIChatMessage, OpenAIChatQuirks } from '@llmrr/provider-kit'

/** Request fields that Mistral refuses: its schema is closed. */
export const without = ['topK', 'user', 'logprobs']

// Models that are known not to think on request; any other may.
const isPlain = (model: string): boolean =>
  /^(?:mistral-large|ministral|codestral|devstral|labs-|open-|pixtral|voxtral|mistral-(?:tiny|nemo|saba)|mistral-small-2[45]|mistral-medium-2[35]|magistral-(?:small|medium)-25)/.test(
    model,
  )

/** Earlier thinking as content before the text. */
function thoughtIn(part: Part, { target: { provider } }: Context): readonly OpenAIChatContent[] {
  if (part.type !== 'reasoning') return []
  const { signature } = (part.state?.[provider] ?? {}) as { readonly signature?: string }
  if (part.text === '' && signature === undefined) return []
  const thinking = [{ type: 'text', text: part.text }]
  return [{ type: 'thinking', thinking, closed: true, ...(signature !== undefined && { signature }) }]
}

function writeAssistant(message: OpenAIChatMessage, parts: readonly Part[], context: Context): OpenAIChatMessage {
  const { content } = message
  const thoughts = parts.flatMap((part) => thoughtIn(part, context))
  if (thoughts.length === 0) return message
  return { ...message, content: [...thoughts, ...(content === null ? [] : [{ type: 'text', text: content }])] }
}

/** In what Mistral's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  streamUsage: false,
  mediaInToolResults: true,
  efforts: (model) => (isPlain(model) ? [] : ['none', 'high']),
  callId: mistralCallId,
  writeMedia,
  writeAssistant,
  body({ messages, seed, tool_choice: choice, ...body }, _request, context) {
    const { safePrompt, promptMode, guardrails, prediction } = optionsOf(context)
    return {
      ...body,
      messages: inOrder(messages as readonly OpenAIChatMessage[]),
      ...(seed !== undefined && { random_seed: seed }),
      ...(choice !== undefined && { tool_choice: choice === 'required' ? 'any' : choice }),
      ...(safePrompt !== undefined && { safe_prompt: safePrompt }),
      ...(promptMode !== undefined && { prompt_mode: promptMode }),
      ...(guardrails !== undefined && { guardrails }),
      ...(prediction !== undefined && { prediction: { type: 'content', content: prediction } }),
    }
  },
  // The tier stands among the counts.
  chunk(chunk: OpenAIChatChunk) {
    const tier = chunk.usage?.['service_tier']
    return typeof tier === 'string' ? { ...chunk, service_tier: tier } : chunk
  },
}

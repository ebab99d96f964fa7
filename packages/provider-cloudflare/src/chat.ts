import { optionsOf } from './options.ts'
import type { OpenAIChatChunk, OpenAIChatDelta, OpenAIChatQuirks } from '@llmrr/provider-kit'

/** Fields of chats that Workers AI does not know. */
export const without = ['logprobs', 'user', 'metadata', 'serviceTier', 'cache', 'parallelToolCalls']

type OpenAIChatChoice = NonNullable<OpenAIChatChunk['choices']>[number]

// An answer that keeps a schema comes as the object itself, and a number of a stream as a number (2025-12-31).
const asText = (content: unknown): OpenAIChatDelta['content'] =>
  content == null || typeof content === 'string' ? content : JSON.stringify(content)

const isOdd = ({ content }: OpenAIChatDelta): boolean => typeof content !== 'string' && content != null

const withText = (choice: OpenAIChatChoice): OpenAIChatChoice =>
  choice.delta && isOdd(choice.delta)
    ? { ...choice, delta: { ...choice.delta, content: asText(choice.delta.content) } }
    : choice

/** In what the chat of Workers AI differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  reasoningField: undefined,
  // Models that think aloud (DeepSeek's distills, QwQ) leave their tags in the text.
  thinkTags: true,
  body(body, _request, context) {
    const { repetitionPenalty, lora, templateArguments } = optionsOf(context)
    return {
      ...body,
      ...(repetitionPenalty !== undefined && { repetition_penalty: repetitionPenalty }),
      ...(lora !== undefined && { lora }),
      ...(templateArguments && { chat_template_kwargs: templateArguments }),
    }
  },
  chunk: (chunk) =>
    chunk.choices?.some(({ delta }) => delta && isOdd(delta))
      ? { ...chunk, choices: chunk.choices.map(withText) }
      : chunk,
}

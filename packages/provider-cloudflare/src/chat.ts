import type { Context } from '@llmrr/core'
import type { OpenAIChatChunk, OpenAIChatDelta, OpenAIChatQuirks } from '@llmrr/provider-kit'
import type { CloudflareOptions } from './options.ts'

/** The options of the context's target. */
export const optionsOf = ({ target }: Context): CloudflareOptions => (target.options ?? {}) as CloudflareOptions

/** Fields of chats that Workers AI does not know. */
export const without = ['logprobs', 'user', 'metadata', 'serviceTier', 'cache', 'parallelToolCalls']

// An answer that keeps a schema comes as the object itself, and a number of a stream as a number (2025-12-31).
const asText = (content: unknown): OpenAIChatDelta['content'] =>
  content == null || typeof content === 'string' ? content : JSON.stringify(content)

const withText = (delta: OpenAIChatDelta): OpenAIChatDelta =>
  typeof delta.content === 'string' || delta.content == null ? delta : { ...delta, content: asText(delta.content) }

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
  chunk: (chunk: OpenAIChatChunk): OpenAIChatChunk =>
    chunk.choices
      ? {
          ...chunk,
          choices: chunk.choices.map((choice) =>
            choice.delta ? { ...choice, delta: withText(choice.delta) } : choice,
          ),
        }
      : chunk,
}

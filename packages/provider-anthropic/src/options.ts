import { messagesOptions } from '@llmrr/provider-kit'
import { strictObject } from 'valibot'
import type { InferOutput } from 'valibot'

/** Options of a target: `target(anthropic, 'claude-sonnet-5-5', { tools: ['web_search'] })`. */
export const options = strictObject({ ...messagesOptions })

/** The options as values. */
export type AnthropicOptions = InferOutput<typeof options>

import { messagesOptions } from '@llmrr/provider-kit'
import { strictObject } from 'valibot'
import type { InferOutput } from 'valibot'

/** The options of a target at Anthropic, as in `target(anthropic, 'claude-sonnet-5-5', { tools: ['web_search'] })`. */
export const options = strictObject({ ...messagesOptions })

/** What a target at Anthropic can say beyond the request. */
export type AnthropicOptions = InferOutput<typeof options>

import { openaiOptions } from '@llmrr/provider-kit'
import { strictObject } from 'valibot'
import type { StandardSchema } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const schema = strictObject({ ...openaiOptions })

/** What a target at OpenAI can say beyond the request. */
export type OpenAIOptions = InferOutput<typeof schema>

/** The options of a target at OpenAI, as in `target(openai, 'gpt-6.1-sol', { tools: [{ type: 'web_search' }] })`. */
export const options: StandardSchema<unknown, OpenAIOptions> = schema

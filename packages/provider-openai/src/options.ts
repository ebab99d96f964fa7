import { openaiOptions } from '@llmrr/provider-kit'
import { strictObject } from 'valibot'
import type { StandardSchema } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const schema = strictObject({ ...openaiOptions })

/** Options of a target: `target(openai, 'gpt-6.1-sol', { tools: [{ type: 'web_search' }] })`. */
export type OpenAIOptions = InferOutput<typeof schema>

/** Checks them. */
export const options: StandardSchema<unknown, OpenAIOptions> = schema

import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { groq } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { GroqConfig, GroqOptions } from '../src/index.ts'

const keys: Record<string, string> = { GROQ_API_KEY: 'gsk_test' }

/** A host that answers every request with this body, and what it was sent. */
export const answering = (body: unknown, env = keys) => answeringHost([body], { env })

/** What a request becomes on the wire, and the warnings before it. */
export const bodyOf = (
  request: ChatRequest,
  {
    model = 'openai/gpt-oss-20b',
    config,
    options,
    env = keys,
  }: { model?: string; config?: GroqConfig; options?: GroqOptions; env?: Record<string, string> } = {},
) => sentByChat(groq(config), request, { model, options, env })

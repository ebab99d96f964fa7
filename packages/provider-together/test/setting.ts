import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { together } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { TogetherConfig, TogetherOptions } from '../src/index.ts'

const keys: Record<string, string> = { TOGETHER_API_KEY: 'key_test' }

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
  }: { model?: string; config?: TogetherConfig; options?: TogetherOptions; env?: Record<string, string> } = {},
) => sentByChat(together(config), request, { model, options, env })

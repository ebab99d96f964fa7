import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { openaiCompatible } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { OpenAICompatibleConfig, OpenAICompatibleOptions } from '../src/index.ts'

/** A host that answers every request with this body, and what it was sent. */
export const answering = (body: unknown, env: Record<string, string> = {}) => answeringHost([body], { env })

/** What a request becomes on the wire, and the warnings before it. */
export const bodyOf = (
  request: ChatRequest,
  {
    config = { server: 'vllm' },
    options,
    env = {},
  }: { config?: OpenAICompatibleConfig; options?: OpenAICompatibleOptions; env?: Record<string, string> } = {},
) => sentByChat(openaiCompatible(config), request, { model: 'm', options, env })

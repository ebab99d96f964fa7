import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { mistral } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { MistralConfig, MistralOptions } from '../src/index.ts'

const keys: Record<string, string> = { MISTRAL_API_KEY: 'test-key' }

/** A host that answers every request with this body, and what it was sent. */
export const answering = (body: unknown, env = keys) => answeringHost([body], { env })

/** What a request becomes on the wire, and the warnings before it. */
export const bodyOf = (
  request: ChatRequest,
  {
    model = 'mistral-small-2603',
    config,
    options,
    env = keys,
  }: { model?: string; config?: MistralConfig; options?: MistralOptions; env?: Record<string, string> } = {},
) => sentByChat(mistral(config), request, { model, options, env })

import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { cohere } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { CohereConfig, CohereOptions } from '../src/index.ts'

const keys: Record<string, string> = { CO_API_KEY: 'co_test' }

/** A host that answers every request with this body, and what it was sent. */
export const answering = (body: unknown, env = keys) => answeringHost([body], { env })

const empty = { id: 'a', finish_reason: 'COMPLETE', message: { role: 'assistant', content: [] } }

/** What a request becomes on the wire, and the warnings before it. */
export const bodyOf = (
  request: ChatRequest,
  {
    model = 'command-a-03-2025',
    config,
    options,
    env = keys,
  }: { model?: string; config?: CohereConfig; options?: CohereOptions; env?: Record<string, string> } = {},
) => sentByChat(cohere(config), request, { model, options, env, answer: empty })

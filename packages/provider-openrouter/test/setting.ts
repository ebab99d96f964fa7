import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { openrouter } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { OpenRouterConfig, OpenRouterOptions } from '../src/index.ts'

const keys: Record<string, string> = { OPENROUTER_API_KEY: 'key_test' }

/** A host that answers every request with this body, and what it was sent. */
export const answering = (
  body: unknown,
  { env = keys, headers = {} }: { env?: Record<string, string>; headers?: Record<string, string> } = {},
) => answeringHost([() => Response.json(body, { headers })], { env })

/** What a request becomes on the wire, and the warnings before it. */
export const bodyOf = (
  request: ChatRequest,
  {
    model = 'openai/gpt-5.4-mini',
    config,
    options,
    env = keys,
    stream,
  }: {
    model?: string
    config?: OpenRouterConfig
    options?: OpenRouterOptions
    env?: Record<string, string>
    stream?: boolean
  } = {},
) => sentByChat(openrouter(config), request, { model, options, env, stream })

import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { fireworks } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { FireworksConfig, FireworksOptions } from '../src/index.ts'

const keys: Record<string, string> = { FIREWORKS_API_KEY: 'fw_test' }

/** A host that answers every request with this body, and what it was sent. */
export const answering = (body: unknown, env = keys) => answeringHost([body], { env })

/** What a request becomes on the wire, and the warnings before it. */
export const bodyOf = (
  request: ChatRequest,
  {
    model = 'accounts/fireworks/models/glm-5p2',
    config,
    options,
    env = keys,
  }: { model?: string; config?: FireworksConfig; options?: FireworksOptions; env?: Record<string, string> } = {},
) => sentByChat(fireworks(config), request, { model, options, env })

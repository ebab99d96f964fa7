import { optionsOf } from './options.ts'
import { toHeaders } from './headers.ts'
import type { Target } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'
import type { Way } from './headers.ts'

// Where OpenAI's own `metadata` stands; over Messages the field is another.
const withMetadata = /^\/(?:chat\/completions|responses)$/

/** A request with the headers that tell the gateway its way. Its metadata goes where the gateway's conditions look for it. */
export function wayOf(request: WireRequest, target: Target, fallback: Way): WireRequest {
  const options = optionsOf({ target })
  const { body } = request
  const isFields = typeof body === 'object' && !(body instanceof FormData) && !(body instanceof Uint8Array)
  const { metadata: own, ...fields } = (isFields ? body : {}) as {
    readonly metadata?: Readonly<Record<string, string>>
    readonly model?: string
  }
  const moves = isFields && own !== undefined && withMetadata.test(request.path)
  const isOfConfig = fields.model === 'config'
  const rest: Record<string, unknown> = moves ? fields : { ...(isFields && body) }
  if (isOfConfig) delete rest['model']
  const way: Way = {
    // A target that names one of them does not want the provider's own beside it.
    ...(options.virtualKey === undefined && { provider: options.provider ?? fallback.provider }),
    ...(options.provider === undefined && { virtualKey: options.virtualKey ?? fallback.virtualKey }),
    config: fallback.config,
  }
  return {
    ...request,
    headers: {
      ...toHeaders(way, options, { ...options.metadata, ...(moves && own) }),
      ...request.headers,
    },
    ...(isFields && (moves || isOfConfig) && { body: rest }),
  }
}

import { dayOf } from '@llmrr/provider-kit'
import type { CapabilityName, ModelInfo } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

interface Fields {
  readonly status?: string
  readonly lifecycle_status?: string
  readonly created_at?: number
  readonly capabilities?: {
    readonly chat_completion?: boolean
    readonly completion?: boolean
    readonly embeddings?: boolean
    readonly inference?: boolean
  } | null
  readonly deprecation?: { readonly inference?: number } | null
}

/** What an entry of the data plane's list tells; what only learns, and cannot be deployed, is left out. */
export function readModel(entry: OpenAIModel): Partial<ModelInfo> | undefined {
  const { capabilities, created_at: created, deprecation } = entry as Fields
  if (capabilities?.inference === false) return undefined
  const has: CapabilityName[] = [
    ...(capabilities?.chat_completion ? (['chat'] as const) : []),
    ...(capabilities?.embeddings ? (['embed'] as const) : []),
    ...(capabilities?.completion ? (['complete'] as const) : []),
  ]
  return {
    // Sound and pictures have no flag.
    ...(has.length > 0 && { capabilities: has }),
    ...(created && { released: dayOf(created * 1000) }),
    ...(deprecation?.inference && { retires: dayOf(deprecation.inference * 1000) }),
  }
}

import { reportedCost } from '../dollars.ts'
import type { ReplyFacts, Usage } from '@llmrr/core'
import type { OpenAIVendor } from './vendor.ts'
import type { SentFacts } from '../http.ts'
import type { WireChunk } from '../dialects/openai-chat/wire.ts'

/** The facts of a reply that is no chat. */
export function factsOf(
  vendor: OpenAIVendor,
  body: { readonly id?: unknown; readonly model?: unknown },
  sent: SentFacts,
  usage: Usage | undefined,
): ReplyFacts {
  const gateway = vendor.quirks?.readGateway?.(body as WireChunk)
  return {
    ...sent,
    ...(typeof body.id === 'string' && { id: body.id }),
    ...(typeof body.model === 'string' && { model: body.model }),
    ...(usage && { usage }),
    ...reportedCost(vendor.quirks?.readCost?.(body as WireChunk)),
    ...(gateway && { gateway: { ...sent.gateway, ...gateway } }),
  }
}

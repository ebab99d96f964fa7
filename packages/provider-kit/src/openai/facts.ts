import type { Cost, ReplyFacts, Usage } from '@llmrr/core'
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
  const usd = vendor.quirks?.readCost?.(body as WireChunk)
  const gateway = vendor.quirks?.readGateway?.(body as WireChunk)
  const cost: Cost | undefined = usd == null ? undefined : { usd, source: 'reported' }
  return {
    ...sent,
    ...(typeof body.id === 'string' && { id: body.id }),
    ...(typeof body.model === 'string' && { model: body.model }),
    ...(usage && { usage }),
    ...(cost && { cost }),
    ...(gateway && { gateway: { ...sent.gateway, ...gateway } }),
  }
}

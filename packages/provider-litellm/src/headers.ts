import { reportedCost } from '@llmrr/provider-kit'
import type { Cost, GatewayFacts } from '@llmrr/core'
import type { HeaderReader } from '@llmrr/provider-kit'

const numberOf = (headers: HeaderReader, name: string): number | undefined => {
  const text = headers.get(name)
  return text === null || text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
}

const isCached = (headers: HeaderReader): boolean => Boolean(headers.get('x-litellm-cache-key'))

/** What the proxy tells of the way of an answer. Older ones (1.77.7) count no retries of a deployment, so 0 says nothing. */
function readGateway(headers: HeaderReader): GatewayFacts | undefined {
  // `openai/gpt-5.4-mini`: the service behind, and its own name for the model.
  const provider = /^([^/]+)\//.exec(headers.get('x-litellm-model-name') ?? '')?.[1]
  const target = headers.get('x-litellm-model-id')
  const retries = numberOf(headers, 'x-litellm-attempted-retries')
  const fallbacks = numberOf(headers, 'x-litellm-attempted-fallbacks')
  const facts: GatewayFacts = {
    ...(provider && { provider }),
    ...(target && { target }),
    ...(retries && { retries }),
    ...(fallbacks !== undefined && { fallbacks }),
    ...(isCached(headers) && { cache: 'HIT' }),
  }
  return Object.keys(facts).length > 0 ? facts : undefined
}

/** What the headers of an answer tell: its cost, and the way that it took. */
export function readFacts(headers: HeaderReader): { readonly cost?: Cost; readonly gateway?: GatewayFacts } {
  // From its cache it answers without a cost.
  const usd = numberOf(headers, 'x-litellm-response-cost') ?? (isCached(headers) ? 0 : undefined)
  const gateway = readGateway(headers)
  return {
    ...reportedCost(usd),
    ...(gateway && { gateway }),
  }
}

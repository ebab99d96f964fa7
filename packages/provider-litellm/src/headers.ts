import type { Cost, GatewayFacts } from '@llmrr/core'
import type { HeaderReader } from '@llmrr/provider-kit'

const numberOf = (headers: HeaderReader, name: string): number | undefined => {
  const text = headers.get(name)
  return text === null || text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
}

/** What the proxy tells of the way of an answer. It counts no retries of a deployment (1.77.7), so 0 says nothing. */
function readGateway(headers: HeaderReader): GatewayFacts | undefined {
  const target = headers.get('x-litellm-model-id')
  const retries = numberOf(headers, 'x-litellm-attempted-retries')
  const fallbacks = numberOf(headers, 'x-litellm-attempted-fallbacks')
  const facts: GatewayFacts = {
    ...(target && { target }),
    ...(retries && { retries }),
    ...(fallbacks !== undefined && { fallbacks }),
    ...(headers.get('x-litellm-cache-key') !== null && { cache: 'HIT' }),
  }
  return Object.keys(facts).length > 0 ? facts : undefined
}

/** What the headers of an answer tell: its cost, and the way that it took. */
export function readFacts(headers: HeaderReader): { readonly cost?: Cost; readonly gateway?: GatewayFacts } {
  const usd = numberOf(headers, 'x-litellm-response-cost')
  const gateway = readGateway(headers)
  return {
    ...(usd !== undefined && { cost: { usd, source: 'reported' } }),
    ...(gateway && { gateway }),
  }
}

import { resourceOf } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context } from '@llmrr/core'
import type { GeminiQuirks } from '@llmrr/provider-kit'

// Google's pages on Priority PayGo and provisioned throughput.
const tiers: Readonly<Record<string, Record<string, string>>> = {
  standard: {},
  flex: { 'x-vertex-ai-llm-shared-request-type': 'flex' },
  priority: { 'x-vertex-ai-llm-shared-request-type': 'priority' },
  shared: { 'x-vertex-ai-llm-request-type': 'shared' },
  dedicated: { 'x-vertex-ai-llm-request-type': 'dedicated' },
}

function tierOf(serviceTier: string | undefined, context: Context): Record<string, string> {
  const headers = tiers[serviceTier ?? 'standard']
  if (!headers)
    context.warn('serviceTier', `Vertex AI has the tiers ${Object.keys(tiers).join(', ')}; this one was left out.`)
  return headers ?? {}
}

// What has a place of its own is asked in the place of the target, which names it already.
const local = (model: string): string => model.replace(/^projects\/[^/]+\/locations\/[^/]+\//, '')

/** In what Gemini on Google Cloud differs from the Gemini API. */
export const geminiQuirks: GeminiQuirks = {
  path: ({ target }, method) => `/${resourceOf(local(target.model), 'publishers/google/models')}:${method}`,
  // Files lie in Cloud Storage: their id is their address.
  fileUri: (id) => id,
  wantsMediaTypes: true,
  mixesToolsByFlag: false,
  params: ['metadata'],
  extend({ metadata, serviceTier }, context) {
    const { modelArmorConfig } = optionsOf(context)
    return {
      body: { ...(metadata && { labels: metadata }), ...(modelArmorConfig && { modelArmorConfig }) },
      headers: tierOf(serviceTier, context),
    }
  },
}

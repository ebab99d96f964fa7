import { resourceOf } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context } from '@llmrr/core'
import type { GeminiQuirks } from '@llmrr/provider-kit'

/** In what the Gemini API differs from the same models on Google Cloud. `root` is its address with the version. */
export const quirks = (root: (context: Context) => string): GeminiQuirks => ({
  path: ({ target }, method) => `/${resourceOf(target.model)}:${method}`,
  fileUri: (id, context) => `${root(context)}/${id}`,
  wantsMediaTypes: false,
  mixesToolsByFlag: true,
  params: [],
  extend({ serviceTier }, context) {
    const { store } = optionsOf(context)
    return { body: { ...(serviceTier !== undefined && { serviceTier }), ...(store !== undefined && { store }) } }
  },
})

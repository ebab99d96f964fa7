import { dayOf } from '@llmrr/provider-kit'
import type { CapabilityName, Context, ModelInfo } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireModels {
  readonly publisherModels?: readonly { readonly name: string; readonly versionId?: string }[]
  readonly nextPageToken?: string
}

/** Whose models are asked for, and which of what they list is served without being deployed first. */
const publishers: readonly (readonly [string, RegExp])[] = [
  ['google', /^(?:gemini|veo|text-embedding|text-multilingual)/],
  ['anthropic', /^claude/],
  ['mistralai', /^(?:mistral|codestral)/],
]

const kinds: readonly (readonly [RegExp, readonly CapabilityName[]])[] = [
  [/embedding/, ['embed']],
  [/^veo/, ['video']],
  [/-tts/, ['speech']],
  [/-image/, ['image', 'chat']],
  [/^(?:gemini|claude)/, ['chat', 'countTokens']],
]

/** Asks Model Garden for the models of Google, Anthropic and Mistral. It tells neither prices nor windows, nor what the project may use. */
export const listModels =
  (http: Http, root: (context: Context) => string) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const found: ModelInfo[] = []
    const source = root(context)
    const asOf = dayOf(context.host.now())
    for (const [publisher, served] of publishers) {
      for (let pageToken: string | undefined; ;) {
        const path = `${source}/publishers/${publisher}/models`
        const query = { pageSize: 100, pageToken }
        const { body } = await http.json<WireModels>({ method: 'GET', path, query }, context)
        for (const { name, versionId } of body.publisherModels ?? []) {
          const model = name.slice(name.lastIndexOf('/') + 1)
          if (!served.test(model)) continue
          // Claude's ids name their version.
          const id = publisher === 'anthropic' && versionId ? `${model}@${versionId}` : model
          const capabilities = kinds.find(([pattern]) => pattern.test(model))?.[1] ?? ['chat']
          found.push({ id, capabilities, source, asOf })
        }
        if (!body.nextPageToken || body.nextPageToken === pageToken) break
        pageToken = body.nextPageToken
      }
    }
    return found
  }

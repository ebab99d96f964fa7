import { dayOf } from '@llmrr/provider-kit'
import type { CapabilityName, Context, ModelInfo } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireModel {
  readonly name: string
  readonly displayName?: string
  readonly inputTokenLimit?: number
  readonly outputTokenLimit?: number
  readonly supportedGenerationMethods?: readonly string[]
  readonly thinking?: boolean
}

interface WireModels {
  readonly models?: readonly WireModel[]
  readonly nextPageToken?: string
}

/** What can be asked of a model, by its methods; those that chat draw or speak if their names say so. */
function capabilitiesOf({ name, supportedGenerationMethods: methods = [] }: WireModel): readonly CapabilityName[] {
  const has = (method: string): boolean => methods.includes(method)
  const isChat = has('generateContent')
  return [
    ...(isChat && /-tts/.test(name) ? (['speech'] as const) : []),
    ...(isChat && /-image|banana/.test(name) ? (['image'] as const) : []),
    ...(isChat && !/-tts/.test(name) ? (['chat'] as const) : []),
    ...(has('countTokens') && isChat ? (['countTokens'] as const) : []),
    ...(has('batchGenerateContent') ? (['batch'] as const) : []),
    ...(has('embedContent') ? (['embed'] as const) : []),
    ...(has('predictLongRunning') ? (['video'] as const) : []),
  ]
}

/** Asks the Gemini API for its models, all pages of them. It tells no prices. */
export const listModels =
  (http: Http, source: (context: Context) => string) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const found: ModelInfo[] = []
    const asOf = dayOf(context.host.now())
    for (let pageToken: string | undefined; ;) {
      const query = { pageSize: 1000, pageToken }
      const { body } = await http.json<WireModels>({ method: 'GET', path: '/models', query }, context)
      for (const wire of body.models ?? []) {
        const capabilities = capabilitiesOf(wire)
        if (capabilities.length === 0) continue
        const { displayName, inputTokenLimit, outputTokenLimit } = wire
        found.push({
          id: wire.name.replace(/^models\//, ''),
          ...(displayName !== undefined && { name: displayName }),
          capabilities,
          ...(inputTokenLimit !== undefined && { contextWindow: inputTokenLimit }),
          ...(outputTokenLimit !== undefined && capabilities.includes('chat') && { maxOutput: outputTokenLimit }),
          ...(wire.thinking && { features: ['reasoning'] }),
          source: source(context),
          asOf,
        })
      }
      if (!body.nextPageToken || body.nextPageToken === pageToken) return found
      pageToken = body.nextPageToken
    }
  }

import { dayOf, read } from '@llmrr/provider-kit'
import type { CapabilityName, Context, Modality, ModelInfo } from '@llmrr/core'
import type { Http, Setting } from '@llmrr/provider-kit'
import type { WireModel, WireOutput } from './wire.ts'

const path = '/collections/official'

type Can = readonly [capability: CapabilityName, output: Modality]

/** What a model gives, told from the schema of its output and the words of its description. */
function canOf({ name, description, latest_version: version }: WireModel): Can | undefined {
  const output: WireOutput = version?.openapi_schema?.components?.schemas?.Output ?? {}
  const inputs = version?.openapi_schema?.components?.schemas?.Input?.properties ?? {}
  const isFile = output.format === 'uri' || output.items?.format === 'uri'
  const words = `${name} ${description ?? ''}`
  if (isFile) {
    if (/video|film/i.test(words)) return ['video', 'video']
    if (/speech|voice|tts|text-to-audio/i.test(words)) return ['speech', 'audio']
    return 'prompt' in inputs && /image|picture|photo|text-to-image|generat/i.test(words)
      ? ['image', 'image']
      : undefined
  }
  if (/embedding/i.test(words)) return undefined
  return 'prompt' in inputs && (output['x-cog-array-display'] === 'concatenate' || output.type === 'string')
    ? ['chat', 'text']
    : undefined
}

/**
 * The models that the service runs itself: of its thousands of community models there is no useful list, see
 * `llm.of(replicate).search`.
 */
export const listModels =
  (http: Http, baseURL: Setting<string>) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const facts = { source: `${read(baseURL, context.host)}${path}`, asOf: dayOf(context.host.now()) }
    const { body } = await http.json<{ readonly models?: readonly WireModel[] }>({ method: 'GET', path }, context)
    return (body.models ?? []).map((model) => {
      const can = canOf(model)
      return {
        id: `${model.owner}/${model.name}`,
        name: model.name,
        capabilities: can ? [can[0]] : [],
        ...(can && { output: [can[1]] }),
        ...facts,
      }
    })
  }

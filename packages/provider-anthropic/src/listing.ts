import { dayOf } from '@llmrr/provider-kit'
import type { Context, Feature, Modality, ModelInfo, Target } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface Support {
  readonly supported?: boolean
}

interface WireModel {
  readonly id: string
  readonly display_name?: string
  readonly created_at?: string
  readonly max_input_tokens?: number | null
  readonly max_tokens?: number | null
  readonly deprecated_at?: string | null
  readonly retires_at?: string | null
  /** Absent in older lists. */
  readonly capabilities?: {
    readonly effort?: (Support & { readonly [level: string]: Support | boolean | null | undefined }) | null
    readonly image_input?: Support
    readonly pdf_input?: Support
    readonly structured_outputs?: Support
    readonly thinking?: Support
  } | null
}

interface WireModels {
  readonly data: readonly WireModel[]
  readonly has_more?: boolean
  readonly last_id?: string | null
  readonly next_page?: string | null
}

const levels = ['low', 'medium', 'high', 'xhigh', 'max']

/** The day of a moment; none for the epoch, which stands for an unknown one. */
const dayOfMoment = (moment: string | null | undefined): string | undefined =>
  moment == null || moment.startsWith('1970') ? undefined : moment.slice(0, 10)

function abilities({ capabilities }: WireModel, takesTemperature: boolean): Partial<ModelInfo> {
  if (!capabilities) return {}
  const { effort, image_input: image, pdf_input: pdf, structured_outputs: schemas, thinking } = capabilities
  const input: Modality[] = [
    'text',
    ...(image?.supported ? (['image'] as const) : []),
    ...(pdf?.supported ? (['document'] as const) : []),
  ]
  const features: Feature[] = [
    'tools',
    ...(schemas?.supported ? (['structured-output'] as const) : []),
    ...(thinking?.supported ? (['reasoning'] as const) : []),
    ...(takesTemperature ? (['temperature'] as const) : []),
    'prompt-caching',
  ]
  const efforts = levels.filter((level) => (effort?.[level] as Support | undefined)?.supported)
  return { input, output: ['text'], features, ...(efforts.length > 0 && { efforts }) }
}

/** Asks Anthropic for its models, all pages of them. It tells no prices. */
export const listModels =
  (http: Http, paramsOf: (target: Target) => readonly string[], source: (context: Context) => string) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const models: ModelInfo[] = []
    const asOf = dayOf(context.host.now())
    for (let query: Record<string, string> = { limit: '1000' }; ;) {
      const { body } = await http.json<WireModels>({ method: 'GET', path: '/v1/models', query }, context)
      for (const wire of body.data) {
        const released = dayOfMoment(wire.created_at)
        const deprecated = dayOfMoment(wire.deprecated_at)
        const retires = dayOfMoment(wire.retires_at)
        const takesTemperature = paramsOf({ ...context.target, model: wire.id }).includes('temperature')
        models.push({
          id: wire.id,
          ...(wire.display_name !== undefined && { name: wire.display_name }),
          capabilities: ['chat'],
          ...(wire.max_input_tokens != null && { contextWindow: wire.max_input_tokens }),
          ...(wire.max_tokens != null && { maxOutput: wire.max_tokens }),
          ...abilities(wire, takesTemperature),
          ...(released && { released }),
          ...(deprecated && { deprecated }),
          ...(retires && { retires }),
          source: source(context),
          asOf,
        })
      }
      const { next_page: page, last_id: last } = body
      if (page && page !== query['page']) query = { limit: '1000', page }
      else if (body.has_more && last && last !== query['after_id']) query = { limit: '1000', after_id: last }
      else return models
    }
  }

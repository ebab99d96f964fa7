import { dayOf } from '@llmrr/provider-kit'
import type { Context, ModelInfo } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireModel {
  readonly id: string
  readonly display_name?: string
}

/** The models that Acme serves now. */
export async function listModels(http: Http, context: Context): Promise<readonly ModelInfo[]> {
  const { body } = await http.json<{ readonly data: readonly WireModel[] }>({ method: 'GET', path: '/models' }, context)
  const asOf = dayOf(context.host.now())
  return body.data.map(({ id, display_name: name }) => ({
    id,
    name,
    capabilities: ['chat'],
    source: 'GET /models',
    asOf,
  }))
}

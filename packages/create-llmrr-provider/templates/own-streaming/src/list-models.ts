import { dayOf } from '@llmrr/provider-kit'
import type { Context, ModelInfo } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** The models that Acme serves now. */
export async function listModels(http: Http, context: Context): Promise<readonly ModelInfo[]> {
  const path = '/models'
  const { body } = await http.json<{ readonly models: readonly { readonly id: string }[] }>(
    { method: 'GET', path },
    context,
  )
  const asOf = dayOf(context.host.now())
  return body.models.map(({ id }) => ({ id, capabilities: ['chat'], source: `GET ${path}`, asOf }))
}

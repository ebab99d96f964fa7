import { llmError } from '@llmrr/core'
import { dayOf, guessCapabilities } from '@llmrr/provider-kit'
import type { Context, ModelInfo } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** Where a resource stands in the management plane. */
export interface Account {
  /** Its id. */
  readonly subscription: string
  readonly resourceGroup: string
  /** Name of the resource. */
  readonly name: string
}

/** What can be called: a model under a name that the customer chose. */
export interface Deployment {
  readonly name: string
  readonly model: string
  readonly version?: string
  /** Whose format it has: `OpenAI`, `Anthropic`, `DeepSeek`, ... */
  readonly format?: string
  /** How it is served and paid: `GlobalStandard`, `DataZoneStandard`, `ProvisionedManaged`, ... */
  readonly sku?: string
  /** In the unit of the kind: thousands of tokens a minute, or units of throughput. */
  readonly capacity?: number
  /** `Succeeded` when it can be called. */
  readonly state?: string
  /** Calls and tokens by period, as far as it tells. */
  readonly limits?: readonly { readonly of: string; readonly count: number; readonly seconds: number }[]
}

interface WireDeployment {
  readonly name: string
  readonly sku?: { readonly name?: string; readonly capacity?: number }
  readonly properties: {
    readonly model: { readonly format?: string; readonly name: string; readonly version?: string }
    readonly provisioningState?: string
    readonly rateLimits?:
      | readonly { readonly key: string; readonly renewalPeriod: number; readonly count: number }[]
      | null
  }
}

interface WireList {
  readonly value: readonly WireDeployment[]
  readonly nextLink?: string | null
}

const version = '2024-10-01'

const read = ({ name, sku, properties }: WireDeployment): Deployment => {
  const { model, provisioningState: state, rateLimits } = properties
  return {
    name,
    model: model.name,
    ...(model.version !== undefined && { version: model.version }),
    ...(model.format !== undefined && { format: model.format }),
    ...(sku?.name !== undefined && { sku: sku.name }),
    ...(sku?.capacity !== undefined && { capacity: sku.capacity }),
    ...(state !== undefined && { state }),
    ...(rateLimits && {
      limits: rateLimits.map(({ key: of, count, renewalPeriod: seconds }) => ({ of, count, seconds })),
    }),
  }
}

/** Asks the management plane what is deployed, all pages of it. */
export async function deploymentsOf(
  http: Http,
  account: Account | undefined,
  context: Context,
): Promise<readonly Deployment[]> {
  if (!account) {
    throw llmError(
      'invalid-request',
      `Deployments stand in the management plane: pass account, with subscription, resourceGroup and name, to the plugin function of ${context.target.provider}.`,
      { target: context.target },
    )
  }
  const [subscription, group, name] = [account.subscription, account.resourceGroup, account.name].map(
    encodeURIComponent,
  )
  const found: Deployment[] = []
  let path: string | undefined =
    `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.CognitiveServices/accounts/${name}/deployments?api-version=${version}`
  const origin = '/subscriptions/'
  while (path !== undefined) {
    const { body }: { body: WireList } = await http.json<WireList>({ method: 'GET', path }, context)
    found.push(...body.value.map(read))
    // Its own addresses are whole; the credential goes to no other host.
    const next: string | undefined = body.nextLink ? body.nextLink.slice(body.nextLink.indexOf(origin)) : undefined
    path = next === path ? undefined : next
  }
  return found
}

/** The same as models: each deployment with the facts of what it serves, as far as they are known. */
export function toModels(
  deployments: readonly Deployment[],
  known: readonly ModelInfo[],
  source: string,
  context: Context,
): readonly ModelInfo[] {
  const byId = new Map(known.map((info) => [info.id, info]))
  const asOf = dayOf(context.host.now())
  return deployments
    .filter(({ state = 'Succeeded' }) => state === 'Succeeded')
    .map(({ name, model, version }) => ({
      capabilities: guessCapabilities(model),
      ...byId.get(model),
      id: name,
      name: version === undefined ? model : `${model} (${version})`,
      source,
      asOf,
    }))
}

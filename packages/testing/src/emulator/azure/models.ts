import type { Call, Reply } from '../service.ts'

const catalogue = [
  ['gpt-5.4', 'chat_completion', '2027-03-05'],
  ['gpt-5.4-mini', 'chat_completion', '2027-03-18'],
  ['gpt-4.1-mini', 'chat_completion', '2026-10-14'],
  ['text-embedding-3-small', 'embeddings', '2027-04-15'],
] as const

/** Entries of the data plane's list: what could be deployed, not what is. */
export const azureModels = catalogue.map(([id, ability, retires]) => ({
  id,
  object: 'model',
  created_at: 1_772_000_000,
  status: 'succeeded',
  capabilities: {
    chat_completion: ability === 'chat_completion',
    completion: false,
    embeddings: ability === 'embeddings',
    fine_tune: false,
    inference: true,
  },
  lifecycle_status: 'generally-available',
  deprecation: { inference: Date.parse(retires) / 1000 },
}))

const deployed = [
  ['prod', 'gpt-5.4', '2026-03-05', 'GlobalStandard'],
  ['small', 'gpt-5.4-mini', '2026-03-17', 'DataZoneStandard'],
  ['spare', 'claude-haiku-4-5', '1', 'GlobalStandard'],
] as const

/** The model of a deployment. Names that are not among these are taken for models. */
export const servedBy = (deployment: string): string =>
  deployed.find(([name]) => name === deployment)?.[1] ?? deployment

/** The management plane's list of deployments, on two pages. */
export function deployments({ path, query }: Call): Reply {
  const second = query.get('$skiptoken') !== null
  const value = deployed.slice(second ? 2 : 0, second ? 3 : 2).map(([name, model, version, sku]) => ({
    id: `${path}/${name}`,
    name,
    type: 'Microsoft.CognitiveServices/accounts/deployments',
    sku: { name: sku, capacity: 250 },
    properties: {
      model: { format: model.startsWith('claude') ? 'Anthropic' : 'OpenAI', name: model, version },
      provisioningState: 'Succeeded',
      rateLimits: [{ key: 'request', renewalPeriod: 60, count: 250 }],
    },
  }))
  const next = `https://management.azure.com${path}?api-version=${query.get('api-version')}&$skiptoken=2`
  return { json: { value, ...(!second && { nextLink: next }) } }
}

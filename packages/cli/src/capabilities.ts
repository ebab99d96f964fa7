import { capabilityNames } from '@llmrr/core'
import type { Provider } from '@llmrr/core'

/** What a provider can do: the capabilities present on it, its model listing and its extras. */
export const capabilitiesOf = (provider: Provider): readonly string[] => [
  ...capabilityNames.filter((name) => provider[name] !== undefined),
  ...(provider.listModels ? ['models'] : []),
  ...Object.keys(provider.extras ?? {}).map((name) => `of(${provider.id}).${name}`),
]

import { capabilityNames } from '@llmrr/core'
import type { Provider } from '@llmrr/core'

/** What a provider can do: the capabilities present on it, and its model listing. */
export const capabilitiesOf = (provider: Provider): readonly string[] => [
  ...capabilityNames.filter((name) => provider[name] !== undefined),
  ...(provider.listModels ? ['models'] : []),
]

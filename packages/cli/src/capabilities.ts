import type { CapabilityName, Provider } from '@llmrr/core'

/** The capabilities that every reader knows; a package may declare more. */
export const capabilities = [
  'chat',
  'complete',
  'embed',
  'rerank',
  'moderate',
  'image',
  'speech',
  'transcribe',
  'ocr',
  'search',
  'countTokens',
  'video',
  'batch',
  'tune',
  'files',
] as const satisfies CapabilityName[]

/** What a provider can do: the capabilities present on it, its model listing and its extras. */
export const capabilitiesOf = (provider: Provider): readonly string[] => [
  ...capabilities.filter((name) => provider[name] !== undefined),
  ...(provider.listModels ? ['models'] : []),
  ...Object.keys(provider.extras ?? {}).map((name) => `of(${provider.id}).${name}`),
]

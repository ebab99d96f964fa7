import type { ModelInfo } from '@llmrr/core'

/** What is known of Acme's models; the list is a help, never a limit. Prices are USD per million tokens. */
export const models: readonly ModelInfo[] = [
  {
    id: 'acme-large',
    capabilities: ['chat'],
    source: 'https://api.acme.example/v1/models',
    asOf: '2026-11-24',
  },
]

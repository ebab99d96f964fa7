// #region vendor
import { defineProvider } from '@llmrr/core'
import { bearer, openaiChat, openaiEmbed, openaiErrors, openaiModels } from '@llmrr/provider-kit'
import type { ApiKey, OpenAIVendor } from '@llmrr/provider-kit'

interface AcmeConfig {
  readonly id?: string
  readonly apiKey?: ApiKey
  readonly baseURL?: string
}

export const acme = defineProvider('acme', (config: AcmeConfig = {}) => {
  const vendor: OpenAIVendor = {
    baseURL: config.baseURL ?? 'https://api.acme.example/v1',
    auth: bearer(config.apiKey, 'ACME_API_KEY'),
    readError: openaiErrors({ anvils_sold_out: 'overloaded' }), // its own error codes
    without: ['topK', 'metadata'], // fields that it refuses; the router reports them
    quirks: { maxTokensField: 'max_tokens', structuredOutput: 'json-object' },
  }
  return {
    credentials: ['ACME_API_KEY'],
    chat: openaiChat(vendor),
    embed: openaiEmbed(vendor),
    listModels: openaiModels(vendor),
  }
})
// #endregion vendor

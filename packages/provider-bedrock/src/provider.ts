import { defineProvider } from '@llmrr/core'
import { keyVariable } from './auth/auth.ts'
import { chat } from './chat.ts'
import { bedrockHttp } from './http.ts'
import { options } from './options.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { Auth } from '@llmrr/provider-kit'
import type { Identity } from './auth/auth.ts'
import type { Place } from './regions.ts'

/** How a Bedrock provider is made. Everything may be left out where the environment tells region and credentials. */
export interface BedrockConfig extends ProviderConfig, Place, Identity {
  /** Sent with every request, and signed. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key or a signature: headers from a request and its context. */
  readonly auth?: Auth
  /** Used for a reference that names only the provider. */
  readonly defaultModel?: string
}

/** Amazon Bedrock: the models of many vendors, over Converse and the vendors' own formats. */
export const bedrock = defineProvider('bedrock', (config: BedrockConfig = {}) => {
  const http = bedrockHttp(config, config, config.headers, config.auth)
  return {
    // As of 2026-11-22: Amazon's own general model, on which every account can start; a profile that every region can name.
    defaultModel: config.defaultModel ?? 'global.amazon.nova-2-lite-v1:0',
    credentials: [keyVariable],
    options,
    chat: chat(config, http),
  }
})

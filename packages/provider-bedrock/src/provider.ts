import { defineProvider } from '@llmrr/core'
import { keyVariable } from './auth/auth.ts'
import { chat } from './chat.ts'
import { countTokens } from './count-tokens.ts'
import { embed } from './embed.ts'
import { extras } from './extras.ts'
import { bedrockHttp } from './http.ts'
import { image } from './image.ts'
import { listModels } from './listing.ts'
import { options } from './options.ts'
import { rerank } from './rerank.ts'
import { tune } from './tune.ts'
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
  /** Of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

/** Amazon Bedrock: the models of many vendors, over Converse and the vendors' own formats. */
export const bedrock = defineProvider('bedrock', (config: BedrockConfig = {}) => {
  const httpOf = bedrockHttp(config, config, config.headers, config.auth)
  const runtime = httpOf('runtime')
  const control = httpOf('control')
  return {
    // As of 2026-11-22: good at everything, by a profile that every region of the public partition can name.
    defaultModel: config.defaultModel ?? 'global.anthropic.claude-sonnet-5',
    credentials: [keyVariable],
    options,
    models: () => import('./models.ts'),
    listModels: listModels(control, config),
    chat: chat(config, httpOf),
    embed: embed(runtime, config),
    rerank: rerank(runtime, config),
    image: image(runtime, config),
    countTokens: countTokens(runtime, config),
    tune: tune(control, config),
    extras: extras(httpOf, config),
  }
})

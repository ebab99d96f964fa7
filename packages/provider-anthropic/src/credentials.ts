import { readApiKey } from '@llmrr/provider-kit'
import type { ApiKey, Auth } from '@llmrr/provider-kit'

/** What an Anthropic account is reached with. */
export interface Credentials {
  readonly apiKey?: ApiKey | undefined
  readonly authToken?: ApiKey | undefined
}

/** Names of the variables that hold a credential, in the order of the official SDK. */
export const variables = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'] as const

const oauthBeta = 'oauth-2025-04-20'

/** A key in `x-api-key`, or a token as bearer with the beta that it needs, beside those of the request. */
export const credentials =
  ({ apiKey, authToken }: Credentials): Auth =>
  async ({ headers }, context): Promise<Record<string, string>> => {
    const [keyVariable, tokenVariable] = variables
    const { host } = context
    const hasToken = authToken !== undefined || (!host.env(keyVariable) && host.env(tokenVariable))
    if (apiKey === undefined && hasToken) {
      const token = await readApiKey(authToken, [tokenVariable], context)
      const betas = headers['anthropic-beta']
      return {
        authorization: `Bearer ${token}`,
        'anthropic-beta': betas === undefined || betas === '' ? oauthBeta : `${betas},${oauthBeta}`,
      }
    }
    // Both names stand in the error when there is neither.
    return { 'x-api-key': await readApiKey(apiKey, variables, context) }
  }

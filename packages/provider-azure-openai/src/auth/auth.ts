import { bearer, bearerToken, readApiKey } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import { clouds } from '../clouds.ts'
import { chooseIdentity, hint } from './identity.ts'
import type { Context } from '@llmrr/core'
import type { ApiKey, Auth, TokenContext } from '@llmrr/provider-kit'
import type { Cloud } from '../clouds.ts'
import type { EntraIdentity } from './identity.ts'

/** What a resource is reached with. */
export interface Credentials {
  readonly apiKey?: ApiKey
  readonly authToken?: ApiKey
  readonly entra?: EntraIdentity | true
  readonly cloud?: Cloud
  readonly baseURL?: string
}

/** Names of the variables that hold a key, first one first. */
export const keyVariables = ['AZURE_OPENAI_API_KEY', 'AZURE_API_KEY'] as const

/** Tokens of an Entra ID identity for an audience. */
function entraTokens({ entra, cloud = 'public' }: Credentials, audience: string): Auth {
  const given = entra === true ? {} : entra
  return bearerToken(async (context: TokenContext) => {
    const chosen = chooseIdentity(given, context.host, clouds[cloud].authority)
    if (!chosen) {
      const why = given
        ? `The Entra ID identity of ${context.target.provider} is not complete: it needs a tenantId and a clientId (AZURE_TENANT_ID, AZURE_CLIENT_ID) beside its secret, certificate or assertion.`
        : hint(context)
      throw llmError('auth', why, { target: context.target })
    }
    // Costs some 190 ms of CPU at import.
    const { acquireToken } = await import('./msal.node.ts')
    return acquireToken(chosen, audience, context)
  })
}

const isOfClaude = (url: string): boolean => new URL(url).pathname.includes('/anthropic/')

/**
 * What the config names, in this order: the user's own tokens, an Entra ID identity, a key; else a key of the environment,
 * else an identity of the environment.
 */
export function azureAuth(credentials: Credentials): Auth {
  const { apiKey, authToken, entra, cloud = 'public', baseURL } = credentials
  if (authToken !== undefined) return bearer(authToken)
  const { projectScope, resourceScope } = clouds[cloud]
  const own = entra === true ? undefined : entra?.scope
  const isOfProject = baseURL?.includes('/api/projects/') ?? false
  const tokens = entraTokens(credentials, own ?? (isOfProject ? projectScope : resourceScope))
  if (entra) return tokens
  return async (request, context) => {
    const hasKey = apiKey !== undefined || keyVariables.some((name) => context.host.env(name))
    if (!hasKey) return tokens(request, context)
    const key = await readApiKey(apiKey, keyVariables, context)
    return { [isOfClaude(request.url) ? 'x-api-key' : 'api-key']: key }
  }
}

/** The management plane takes tokens alone. */
export function managementAuth(credentials: Credentials): Auth {
  const { authToken, cloud = 'public' } = credentials
  if (authToken !== undefined && !credentials.entra) {
    return (_, context: Context) => {
      throw llmError(
        'auth',
        `The management plane of Azure takes no token that is for models; pass entra to the plugin function of ${context.target.provider}.`,
        { target: context.target },
      )
    }
  }
  return entraTokens(credentials, clouds[cloud].management)
}

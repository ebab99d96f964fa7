import { isLLMError, llmError } from '@llmrr/core'
import { readApiKey } from '@llmrr/provider-kit'
import { regionOf } from '../regions.ts'
import { sign } from './sign.ts'
import type { Context, Host } from '@llmrr/core'
import type { ApiKey, Auth } from '@llmrr/provider-kit'
import type { Place } from '../regions.ts'
import type { CredentialSource } from './chain.node.ts'
import type { AwsCredentials } from './sign.ts'

export type { AwsCredentials, CredentialSource }

/** What an AWS account is reached with. */
export interface Identity {
  /** A Bedrock API key (short- or long-term). Default: `AWS_BEARER_TOKEN_BEDROCK`, unless `credentials` are given. */
  readonly apiKey?: ApiKey
  /** Keys to sign with, or where to get them. Default: AWS's default chain. */
  readonly credentials?: AwsCredentials | CredentialSource
  /**
   * Whether keys are looked for beyond the environment: in shared files, by SSO, processes, web identity, container and
   * instance metadata. Default `true`. These come from the AWS SDK, which reads the machine it runs on.
   */
  readonly defaultChain?: boolean
}

/** The variable that holds a Bedrock API key. */
export const keyVariable = 'AWS_BEARER_TOKEN_BEDROCK'

function fromEnvironment({ env }: Host): AwsCredentials | undefined {
  const accessKeyId = env('AWS_ACCESS_KEY_ID')
  const secretAccessKey = env('AWS_SECRET_ACCESS_KEY')
  const sessionToken = env('AWS_SESSION_TOKEN')
  // A profile goes first, as in the official SDK.
  if (!accessKeyId || !secretAccessKey || env('AWS_PROFILE')) return undefined
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
}

/** Keeps what a caller's own source has answered until five minutes before it ends; one call serves all who wait. */
function kept(source: CredentialSource): (now: number, renew: boolean) => Promise<AwsCredentials> {
  let current: Promise<AwsCredentials> | undefined
  let ends: number | undefined
  return async (now, renew) => {
    if (current && !renew && (ends === undefined || ends - now > 300_000)) return current
    const fetched = (async () => source(renew ? { forceRefresh: true } : undefined))()
    current = fetched
    ends = undefined
    try {
      const credentials = await fetched
      ends = credentials.expiration?.getTime()
      return credentials
    } catch (error) {
      if (current === fetched) current = undefined
      throw error
    }
  }
}

/** Where keys come from, in order: the config, the environment, the default chain. */
function keysOf({ credentials, defaultChain = true }: Identity) {
  const own = typeof credentials === 'function' ? kept(credentials) : undefined
  let chain: Promise<CredentialSource> | undefined
  return async (context: Context, renew: boolean): Promise<AwsCredentials> => {
    const { host, target } = context
    if (own) return own(host.now(), renew)
    const given = (credentials as AwsCredentials | undefined) ?? fromEnvironment(host)
    if (given) return given
    const hint = `set ${keyVariable}, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or pass apiKey or credentials to its plugin function`
    if (!defaultChain) throw llmError('auth', `There are no credentials for ${target.provider}: ${hint}.`, { target })
    chain ??= import('./chain.node.ts').then((module) => module.defaultChain())
    try {
      return await (
        await chain
      )(renew ? { forceRefresh: true } : undefined)
    } catch (cause) {
      if (isLLMError(cause)) throw cause
      const why = `AWS's default chain has found no credentials for ${target.provider}: ${hint}.`
      throw llmError('auth', why, { target, cause })
    }
  }
}

const isSame = (one: AwsCredentials, other: AwsCredentials): boolean =>
  one.accessKeyId === other.accessKeyId && one.sessionToken === other.sessionToken

/**
 * A key as bearer, or a signature over the request. What the config names goes before the environment, a key before a
 * signature. `service` is the name that signatures are made for; knowledge bases (`takesKeys: false`) take signatures only.
 */
export function awsAuth(identity: Identity, place: Place): (service: string, takesKeys?: boolean) => Auth {
  const keys = keysOf(identity)
  const { apiKey, credentials } = identity
  const before = new WeakMap<Context, { readonly own: AwsCredentials; readonly headers: Record<string, string> }>()
  return (service, takesKeys = true) =>
    async (request, context) => {
      const hasKey = apiKey !== undefined || (credentials === undefined && context.host.env(keyVariable))
      if (takesKeys && hasKey) {
        return { authorization: `Bearer ${await readApiKey(apiKey, credentials ? [] : [keyVariable], context)}` }
      }
      const region = regionOf(place, context)
      const own = await keys(context, request.refused)
      const last = before.get(context)
      // Nothing new to try with: the same headers say so.
      if (request.refused && last && isSame(last.own, own)) return last.headers
      const headers = await sign(request, own, { region, service, now: context.host.now() })
      before.set(context, { own, headers })
      return headers
    }
}

import type { ApiKey } from '@llmrr/provider-kit'
import type { Context, Host } from '@llmrr/core'

/** A Microsoft Entra ID identity. What is left out comes from the variables of Azure's own libraries. */
export interface EntraIdentity {
  /** Default: `AZURE_TENANT_ID`. */
  readonly tenantId?: string
  /** Of the application, or of a user-assigned managed identity. Default: `AZURE_CLIENT_ID`. */
  readonly clientId?: string
  /** Default: `AZURE_CLIENT_SECRET`. A function is called for each new token. */
  readonly clientSecret?: ApiKey
  /** A certificate and its private key, as PEM text. */
  readonly certificate?: string
  /** The same as a file. Default: `AZURE_CLIENT_CERTIFICATE_PATH`. */
  readonly certificatePath?: string
  /** Of an encrypted private key. Default: `AZURE_CLIENT_CERTIFICATE_PASSWORD`. */
  readonly certificatePassword?: string
  /** Fetches the token of another identity provider that the application trusts (a workload identity). */
  readonly assertion?: () => string | Promise<string>
  /** The same as a file, read anew for each token. Default: `AZURE_FEDERATED_TOKEN_FILE`. */
  readonly tokenFile?: string
  /** The identity of the machine or service that this runs on, whatever else the environment has. */
  readonly managedIdentity?: boolean
  /** Where tokens come from. Default: `AZURE_AUTHORITY_HOST`, else that of the cloud. */
  readonly authorityHost?: string
  /** What tokens are for, without `/.default`. Default: that of the cloud. */
  readonly scope?: string
}

/** An application, and how it proves who it is. */
export interface Application {
  readonly kind: 'secret' | 'certificate' | 'assertion'
  readonly tenantId: string
  readonly clientId: string
  readonly authorityHost: string
  readonly secret?: ApiKey
  readonly certificate?: { readonly pem?: string; readonly path?: string; readonly password?: string }
  readonly assertion?: { readonly fetch?: () => string | Promise<string>; readonly path?: string }
}

/** The identity that is used. */
export type Chosen = Application | { readonly kind: 'managed'; readonly clientId?: string }

/**
 * Chooses an identity as Azure's libraries do: secret, certificate, workload identity, managed identity. `undefined` when
 * nothing tells of one; a managed identity needs no telling where `given` is there.
 */
export function chooseIdentity(given: EntraIdentity | undefined, host: Host, authority: string): Chosen | undefined {
  const env = (name: string): string | undefined => host.env(name) || undefined
  const identity = given ?? {}
  const tenantId = identity.tenantId ?? env('AZURE_TENANT_ID')
  const clientId = identity.clientId ?? env('AZURE_CLIENT_ID')
  const named = { ...(clientId !== undefined && { clientId }) }
  if (identity.managedIdentity) return { kind: 'managed', ...named }
  const isSaid = [
    identity.clientSecret,
    identity.certificate,
    identity.certificatePath,
    identity.assertion,
    identity.tokenFile,
  ].some((one) => one !== undefined)
  // What the config names goes before the environment.
  const said = (own: string | undefined, name: string): string | undefined => own ?? (isSaid ? undefined : env(name))
  if (tenantId && clientId) {
    const authorityHost = (identity.authorityHost ?? env('AZURE_AUTHORITY_HOST') ?? authority).replace(/\/+$/, '')
    const application = { tenantId, clientId, authorityHost }
    const secret = identity.clientSecret ?? (isSaid ? undefined : env('AZURE_CLIENT_SECRET'))
    if (secret !== undefined) return { kind: 'secret', ...application, secret }
    const path = said(identity.certificatePath, 'AZURE_CLIENT_CERTIFICATE_PATH')
    if (identity.certificate !== undefined || path !== undefined) {
      const password = identity.certificatePassword ?? env('AZURE_CLIENT_CERTIFICATE_PASSWORD')
      const pem = identity.certificate
      const certificate = {
        ...(pem === undefined ? { path: path! } : { pem }),
        ...(password !== undefined && { password }),
      }
      return { kind: 'certificate', ...application, certificate }
    }
    const tokenFile = said(identity.tokenFile, 'AZURE_FEDERATED_TOKEN_FILE')
    if (identity.assertion) return { kind: 'assertion', ...application, assertion: { fetch: identity.assertion } }
    if (tokenFile !== undefined) return { kind: 'assertion', ...application, assertion: { path: tokenFile } }
  }
  if (isSaid) return undefined
  return given || env('IDENTITY_ENDPOINT') ? { kind: 'managed', ...named } : undefined
}

/** What the error says when there is no credential at all. */
export const hint = (context: Pick<Context, 'target'>): string =>
  `There is no credential for ${context.target.provider}: set AZURE_OPENAI_API_KEY, or AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH or AZURE_FEDERATED_TOKEN_FILE, or pass apiKey, authToken or entra to its plugin function.`

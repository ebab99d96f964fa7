import { defaultProvider } from '@aws-sdk/credential-provider-node'
import type { AwsCredentials } from './sign.ts'

/** A source of credentials. It keeps them until they are about to end; `forceRefresh` fetches new ones all the same. */
export type CredentialSource = (options?: { readonly forceRefresh?: boolean }) => Promise<AwsCredentials>

/**
 * AWS's default chain: environment, SSO, shared files, processes, web identity, container and instance metadata. One fetch
 * serves all who wait, and credentials are renewed five minutes before they end.
 */
export const defaultChain = (): CredentialSource => defaultProvider() as CredentialSource

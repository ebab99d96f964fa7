import { readFile } from 'node:fs/promises'
import {
  AwsClient,
  ExternalAccountAuthorizedUserClient,
  GoogleAuth,
  IdentityPoolClient,
  JWT,
  PluggableAuthClient,
  UserRefreshClient,
} from 'google-auth-library'
import type { AccessToken, TokenContext } from '@llmrr/provider-kit'
import type { AuthClient, GoogleAuthOptions } from 'google-auth-library'

const scopes = ['https://www.googleapis.com/auth/cloud-platform']
// Every token that Google gives out lives for an hour, unless it says otherwise.
const usualLifeMs = 3_600_000

/** Where credentials come from. Default: application default credentials. */
export interface CredentialSource {
  /** The JSON of a credential file, parsed. */
  readonly credentials?: object
  /** Path of a credential file. */
  readonly keyFile?: string
}

/** What a credential is good for. */
export interface GoogleAccess {
  readonly token: AccessToken
  /** Project that pays, where the credential names one. */
  readonly quotaProject?: string
}

/** The fields of a credential file that are read here; the library reads the others. */
interface CredentialFile {
  readonly type?: string
  readonly project_id?: string
  readonly quota_project_id?: string
  readonly client_email?: string
  readonly private_key?: string
  readonly private_key_id?: string
  readonly client_id?: string
  readonly client_secret?: string
  readonly refresh_token?: string
  readonly credential_source?: { readonly environment_id?: string; readonly executable?: object }
  readonly service_account_impersonation_url?: string
  readonly delegates?: readonly string[]
  readonly source_credentials?: CredentialFile
}

// Requests for tokens go over the host's network; but for those to the token service of a workload identity, which the
// library sends by itself.
const clientOptions = ({ host, signal }: TokenContext): NonNullable<GoogleAuthOptions['clientOptions']> => ({
  transporterOptions: {
    signal,
    fetchImplementation: (url, init) => host.fetch(url instanceof Request ? url.url : String(url), init),
  },
})

async function readSource(
  { credentials, keyFile }: CredentialSource,
  { host }: TokenContext,
): Promise<CredentialFile | undefined> {
  if (credentials) return credentials
  const path = keyFile ?? host.env('GOOGLE_APPLICATION_CREDENTIALS')
  return path ? (JSON.parse(await readFile(path, 'utf8')) as CredentialFile) : undefined
}

function clientOf(file: CredentialFile, context: TokenContext): AuthClient {
  const common = clientOptions(context)
  switch (file.type) {
    case 'authorized_user':
      return new UserRefreshClient({
        ...common,
        clientId: file.client_id!,
        clientSecret: file.client_secret!,
        refreshToken: file.refresh_token!,
      })
    case 'external_account': {
      const { environment_id: aws, executable } = file.credential_source ?? {}
      const options = { ...file, ...common, scopes } as never
      if (aws) return new AwsClient(options)
      return executable ? new PluggableAuthClient(options) : new IdentityPoolClient(options)
    }
    case 'external_account_authorized_user':
      return new ExternalAccountAuthorizedUserClient({ ...file, ...common } as never)
    default:
      return new JWT({
        ...common,
        email: file.client_email!,
        key: file.private_key!,
        ...(file.private_key_id !== undefined && { keyId: file.private_key_id }),
        scopes,
      })
  }
}

async function tokenOf(client: AuthClient, { host }: TokenContext): Promise<AccessToken> {
  const { token } = await client.getAccessToken()
  if (!token) throw new Error('The credential gave no token.')
  return { value: token, endsAt: client.credentials.expiry_date ?? host.now() + usualLifeMs }
}

/** A token of another account, for one that may speak for it. */
async function impersonated(file: CredentialFile, context: TokenContext): Promise<AccessToken> {
  const source = await tokenOf(clientOf(file.source_credentials!, context), context)
  const response = await context.host.fetch(file.service_account_impersonation_url!, {
    method: 'POST',
    headers: { authorization: `Bearer ${source.value}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scope: scopes, ...(file.delegates && { delegates: file.delegates }) }),
    signal: context.signal,
  })
  const data = (await response.json()) as { accessToken?: string; expireTime?: string; error?: unknown }
  if (!response.ok || data.accessToken === undefined)
    throw Object.assign(new Error('The account may not be impersonated.'), {
      response: { status: response.status, data },
    })
  const endsAt = Date.parse(data.expireTime ?? '')
  return { value: data.accessToken, endsAt: Number.isNaN(endsAt) ? context.host.now() + usualLifeMs : endsAt }
}

/** Fetches a token. The source is read anew each time, so that keys may be replaced; the caller keeps the token. */
export async function fetchAccess(source: CredentialSource, context: TokenContext): Promise<GoogleAccess> {
  const file = await readSource(source, context)
  if (file?.type === 'impersonated_service_account') {
    const quotaProject = file.quota_project_id
    return { token: await impersonated(file, context), ...(quotaProject !== undefined && { quotaProject }) }
  }
  const client = file
    ? clientOf(file, context)
    : await new GoogleAuth({ scopes, clientOptions: clientOptions(context) }).getClient()
  const quotaProject = file ? file.quota_project_id : client.quotaProjectId
  return { token: await tokenOf(client, context), ...(quotaProject !== undefined && { quotaProject }) }
}

/** The project of the credential, or of the machine. */
export async function projectOf(source: CredentialSource, context: TokenContext): Promise<string> {
  const file = await readSource(source, context)
  return file?.project_id ?? new GoogleAuth({ scopes, clientOptions: clientOptions(context) }).getProjectId()
}

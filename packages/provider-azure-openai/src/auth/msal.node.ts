import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AuthError, ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node'
import { isLLMError, llmError } from '@llmrr/core'
import type { AuthenticationResult, INetworkModule, NodeAuthOptions } from '@azure/msal-node'
import type { AccessToken, TokenContext } from '@llmrr/provider-kit'
import type { Application, Chosen } from './identity.ts'

/** The library's network: one request each, over the host. What `fetch` throws is kept, for the library hides it. */
function networkOf({ host, signal }: TokenContext) {
  let thrown: unknown
  async function send<T>(method: string, url: string, options?: { headers?: Record<string, string>; body?: string }) {
    try {
      const response = await host.fetch(url, { ...options, method, redirect: 'manual', signal })
      const text = await response.text()
      const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '') || text.startsWith('{')
      const body = (isJson ? JSON.parse(text) : { error: 'unexpected_answer' }) as T
      return { status: response.status, headers: Object.fromEntries(response.headers), body }
    } catch (error) {
      thrown = error
      throw error
    }
  }
  const client: INetworkModule = {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
  return { client, thrown: () => thrown }
}

/** A certificate as the library wants it: the fingerprint, the key and, for rolled certificates, the chain. */
async function certificateOf({
  certificate = {},
}: Application): Promise<NonNullable<NodeAuthOptions['clientCertificate']>> {
  const { path, password } = certificate
  const pem = certificate.pem ?? (await readFile(path!, 'utf8'))
  const chain = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.exec(pem)?.[0]
  const key = /-----BEGIN (?:\w+ )*PRIVATE KEY-----[\s\S]+?-----END (?:\w+ )*PRIVATE KEY-----/.exec(pem)?.[0]
  if (!chain || !key) throw new Error('it must hold a certificate and its private key, as PEM text')
  const read = createPrivateKey({ key, ...(password !== undefined && { passphrase: password }) })
  return {
    thumbprintSha256: new X509Certificate(chain).fingerprint256.replaceAll(':', ''),
    privateKey: read.export({ type: 'pkcs8', format: 'pem' }) as string,
    x5c: chain,
  }
}

async function proofOf(application: Application): Promise<Partial<NodeAuthOptions>> {
  const { kind, secret, assertion = {} } = application
  if (kind === 'secret') return { clientSecret: typeof secret === 'function' ? await secret() : secret! }
  if (kind === 'certificate') return { clientCertificate: await certificateOf(application) }
  return {
    clientAssertion: await (assertion.fetch
      ? assertion.fetch()
      : readFile(assertion.path!, 'utf8').then((text) => text.trim())),
  }
}

async function asked(chosen: Chosen, audience: string, network: INetworkModule): Promise<AuthenticationResult | null> {
  const system = { networkClient: network, disableInternalRetries: true }
  if (chosen.kind === 'managed') {
    const managedIdentityIdParams =
      chosen.clientId === undefined ? undefined : { userAssignedClientId: chosen.clientId }
    const application = new ManagedIdentityApplication({
      system,
      ...(managedIdentityIdParams && { managedIdentityIdParams }),
    })
    return application.acquireToken({ resource: audience, forceRefresh: true })
  }
  const { clientId, tenantId, authorityHost } = chosen
  const auth = { clientId, authority: `${authorityHost}/${tenantId}`, ...(await proofOf(chosen)) }
  return new ConfidentialClientApplication({ auth, system }).acquireTokenByClientCredential({
    scopes: [`${audience}/.default`],
    skipCache: true,
  })
}

/** What can be said of a failure without repeating a secret: the library's own words may hold some. */
const wordOf = (error: unknown): string | undefined =>
  error instanceof AuthError
    ? (/AADSTS\d+/.exec(error.errorMessage)?.[0] ?? error.errorCode)
    : (error as { code?: string }).code

/** Fetches a token for an audience, such as `https://cognitiveservices.azure.com`. Nothing is cached or tried again here. */
export async function acquireToken(chosen: Chosen, audience: string, context: TokenContext): Promise<AccessToken> {
  const { client, thrown } = networkOf(context)
  const { target, host } = context
  try {
    const result = await asked(chosen, audience, client)
    if (!result?.accessToken) throw new Error('it answered without a token')
    return { value: result.accessToken, endsAt: result.expiresOn?.getTime() ?? host.now() + 3_600_000 }
  } catch (error) {
    if (isLLMError(error)) throw error
    const word = wordOf(error)
    const who = chosen.kind === 'managed' ? 'managed identity' : `application with its ${chosen.kind}`
    if (thrown() !== undefined) {
      const why = `Microsoft Entra ID could not be reached for the ${who} of ${target.provider}; check the network${chosen.kind === 'managed' ? ', and that this runs where there is such an identity' : ''}.`
      throw llmError('network', why, { target, cause: thrown() })
    }
    const why = error instanceof AuthError || word !== undefined ? '' : `: ${(error as Error).message}`
    throw llmError(
      'auth',
      `Microsoft Entra ID gave no token for the ${who} of ${target.provider}${word === undefined ? why : ` (${word})`}; check its tenant, client id and proof.`,
      { target, ...(word !== undefined && { rawCode: word }) },
    )
  }
}

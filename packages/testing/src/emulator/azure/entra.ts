import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { seal, unseal } from '../brain/seal.ts'
import type { Loose } from '../http/loose.ts'
import { refuse, type Call, type JsonReply, type Reply, type Route } from '../service.ts'

const prefix = 'eyJ0eXAiOiJKV1QifQ.'
const lifeSeconds = 3599

/** The audiences of the data plane, and of the management plane. */
const audiences = /^https:\/\/(?:cognitiveservices\.azure\.(?:com|us|cn)|ai\.azure\.(?:com|us|cn))\/?$/u
const management = /^https:\/\/management\./u

/** A token for an audience; `aud` and `exp` can be read from it by the emulator alone. */
function tokenFor(aud: string, now: number): string {
  return seal('entra', JSON.stringify({ aud, exp: now + lifeSeconds }), prefix)
}

/** Whether a bearer token is one of ours, not over, and for what is asked. */
export function isToken(token: string | undefined, isManagement: boolean): boolean {
  const text = unseal('entra', token, prefix)
  if (text === undefined) return false
  const { aud, exp } = JSON.parse(text) as { aud: string; exp: number }
  return exp > Date.now() / 1000 && (isManagement ? management : audiences).test(aud)
}

const refused = (error: string, description: string, status = 401): JsonReply => ({
  status,
  json: {
    error,
    error_description: `${description} Trace ID: 00000000-0000-0000-0000-000000000000`,
    error_codes: [Number(/\d+/u.exec(description)?.[0])],
    timestamp: '2026-11-22 12:00:00Z',
    trace_id: '00000000-0000-0000-0000-000000000000',
    correlation_id: '00000000-0000-0000-0000-000000000000',
  },
})

const jwtType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const part = (text: string | undefined): Loose => JSON.parse(Buffer.from(text ?? '', 'base64url').toString() || '{}')

/** Whether an assertion is signed by the certificate that comes with it, for this client and this address, and is not over. */
function isSigned(assertion: string, client: string | undefined, tenant: string): boolean {
  const [head, body, signature] = assertion.split('.')
  const { alg, x5c } = part(head)
  const { aud, iss, sub, exp } = part(body)
  const isForUs = iss === client && sub === client && String(aud).endsWith(`/${tenant}/oauth2/v2.0/token`)
  if (!x5c?.[0] || !isForUs || exp * 1000 < Date.now()) return false
  const key = createPublicKey(
    new X509Certificate(Buffer.from(x5c[0], 'base64')).publicKey.export({ type: 'spki', format: 'pem' }),
  )
  const padded = alg === 'PS256' ? { key, padding: 6, saltLength: 32 } : key
  return verify('sha256', Buffer.from(`${head}.${body}`), padded, Buffer.from(signature ?? '', 'base64url'))
}

/** `POST /{tenant}/oauth2/v2.0/token`: a secret or another service's token is the emulator's key, a certificate is any. */
const clientCredentials =
  (key: string) =>
  ({ form, params: [tenant] }: Call): Reply => {
    const fields = form?.fields ?? {}
    const { grant_type: grant, client_id: client, client_secret: secret, client_assertion: assertion } = fields
    if (grant !== 'client_credentials')
      return refused('unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.', 400)
    if (tenant === 'unknown-tenant')
      return refused('invalid_request', "AADSTS90002: Tenant 'unknown-tenant' not found.", 400)
    const isProved =
      assertion === undefined
        ? secret === key
        : fields['client_assertion_type'] === jwtType &&
          (assertion === key || (assertion.split('.').length === 3 && isSigned(assertion, client, tenant!)))
    if (!isProved)
      return assertion === undefined
        ? refused('invalid_client', 'AADSTS7000215: Invalid client secret provided.')
        : refused('invalid_client', 'AADSTS700027: Client assertion failed signature validation.')
    const scope = fields['scope']?.split(' ').find((one) => one.endsWith('/.default'))
    if (!scope) return refused('invalid_scope', 'AADSTS1002012: The provided value for scope is not valid.', 400)
    const access_token = tokenFor(scope.replace(/\/\.default$/u, ''), Date.now() / 1000)
    return { json: { token_type: 'Bearer', expires_in: lifeSeconds, ext_expires_in: lifeSeconds, access_token } }
  }

function managedIdentity({ headers, query }: Call, header: string, value: string): Reply {
  if (headers[header] !== value)
    return {
      status: 400,
      json: { error: 'invalid_request', error_description: 'Required metadata header not specified' },
    }
  const resource = query.get('resource')
  if (!resource)
    return { status: 400, json: { error: 'invalid_request', error_description: 'Required query variable missing' } }
  const now = Math.floor(Date.now() / 1000)
  return {
    json: {
      access_token: tokenFor(resource, now),
      client_id: query.get('client_id') ?? '00000000-0000-0000-0000-000000000000',
      expires_in: String(lifeSeconds),
      expires_on: String(now + lifeSeconds),
      resource,
      token_type: 'Bearer',
    },
  }
}

/** Entra ID, the metadata of a virtual machine, and the identity endpoint of App Service. */
export const tokenRoutes = (key: string): readonly Route[] => [
  { method: 'POST', path: '/:tenant/oauth2/v2.0/token', handle: clientCredentials(key) },
  {
    method: 'GET',
    path: '/metadata/identity/oauth2/token',
    handle: (call) => managedIdentity(call, 'metadata', 'true'),
  },
  { method: 'GET', path: '/msi/token', handle: (call) => managedIdentity(call, 'x-identity-header', key) },
]

/** Whether a path is asked without a credential. */
export const isOpen = (path: string): boolean => /\/oauth2\/(?:v2\.0\/)?token$|^\/msi\/token$/u.test(path)

/** Leaves with the gateway's refusal unless the query names a version. */
export function needVersion({ query }: Call, otherwise: JsonReply): void {
  if (!/^\d{4}-\d{2}-\d{2}(?:-preview)?$/u.test(query.get('api-version') ?? '')) refuse(otherwise)
}

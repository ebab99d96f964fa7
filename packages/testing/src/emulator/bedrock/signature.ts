import { createHash, createHmac } from 'node:crypto'
import type { Asked, Headers, Reply } from '../service.ts'
import { failed, failureOf } from './words.ts'

/** The id of the one access key there is; its secret is the service's key. */
export const accessKeyId = 'EMULATEDACCESSKEYID'

const mostSkewMs = 5 * 60_000
const form =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/u

const hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** RFC 3986, as AWS encodes: everything but unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** The request in the form that is signed. The path is encoded once more than it was sent, the query is sorted. */
function canonical({ method, target, raw }: Asked, headers: Headers, names: readonly string[]): string {
  const [path = '/', search = ''] = target.split('?')
  const pairs = search
    .split('&')
    .filter(Boolean)
    .map((pair) => pair.split('='))
    .map(([name = '', value = '']) => `${encode(decodeURIComponent(name))}=${encode(decodeURIComponent(value))}`)
  return [
    method,
    path.split('/').map(encode).join('/'),
    pairs.toSorted().join('&'),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/\s+/gu, ' ')}`),
    '',
    names.join(';'),
    hex(raw),
  ].join('\n')
}

/** The moment of `20261124T120000Z`. */
const momentOf = (stamp: string): number =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6Z'))

const stampOf = (moment: number): string => new Date(moment).toISOString().replaceAll(/[-:]|\.\d+/gu, '')

/** The refusal of a request that is not signed as AWS wants it, for this service. */
export function checkSignature(asked: Asked, headers: Headers, secret: string, service: string): Reply | undefined {
  const [, id, day, region, named, list, signature] = form.exec(headers.authorization ?? '') ?? []
  if (!id) return failed(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token')
  if (id !== accessKeyId) return failureOf(403, 'UnrecognizedClientException')
  if (headers['x-amz-security-token'] === 'expired') return failureOf(403, 'ExpiredTokenException')
  const stamp = headers['x-amz-date'] ?? ''
  const now = Date.now()
  if (momentOf(stamp) < now - mostSkewMs) {
    const earliest = stampOf(now - mostSkewMs)
    return failed(
      403,
      'InvalidSignatureException',
      `Signature expired: ${stamp} is now earlier than ${earliest} (${stampOf(now)} - 5 min.)`,
    )
  }
  if (named !== service)
    return failed(403, 'InvalidSignatureException', `Credential should be scoped to correct service: '${service}'. `)
  const names = list!.split(';')
  const must = ['host', 'x-amz-date', ...Object.keys(headers).filter((name) => /^x-amz-(?!user-agent)/u.test(name))]
  const missing = must.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    return failed(403, 'InvalidSignatureException', `'${missing[0]}' must be a signed header.`)
  }
  const declared = headers['x-amz-content-sha256']
  if (declared !== undefined && declared !== hex(asked.raw)) return failureOf(403, 'InvalidSignatureException')
  const scope = `${day}/${region}/${named}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', stamp, scope, hex(canonical(asked, headers, names))].join('\n')
  const key = [region!, named!, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, day!))
  return hmac(key, text).toString('hex') === signature ? undefined : failureOf(403, 'InvalidSignatureException')
}

/** What stands in the place of everything that was taken out. */
export const scrubbed = 'scrubbed'

/** Headers of a reply that say something about the service; all others are left out. */
const keptHeader = /^(?:content-type|retry-after(?:-ms)?|(?:x-|anthropic-)?rate-?limit-[\w-]+|(?:x-)?request-id)$/

/** Headers of a request that are no secret. All others are taken for credentials. */
const openHeader = /^(?:accept|content-type|content-length|user-agent|[\w-]+-version|[\w-]+-beta)$/

/** Names under which services send whose call it was, in headers and in JSON. */
const ownerName =
  /(?:account|organi[sz]ation|\borg|project|tenant|workspace|customer|team|owner|session|cookie|e-?mail|user(?:_?id|_?name)?|api_?key|(?:access|refresh|auth)_?token|secret|password)/i

const ownerField = new RegExp(
  `"((?:[\\w-]*(?:${ownerName.source.replace('\\b', '')})[\\w-]*))"(\\s*:\\s*)"((?:[^"\\\\]|\\\\.)+)"`,
  'gi',
)

/** What looks like a credential or an id of somebody, wherever it stands. */
const looks: readonly RegExp[] = [
  /\b(?:sk|pk|gsk|xai|pplx|hf|r8|fw|nvapi|csk|key|org|proj|acct|acc|user|usr|cus|team|ws)[-_](?=[\w*.-]*\d)[\w*.-]{8,}/gi,
  /\b(?:AIza|AKIA|ASIA)[\w-]{12,}/g,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /[\w-]*\*{3,}[\w-]*/g,
]

/** The headers of a reply that are kept, in their order; ids of requests are made up. */
export const keptHeaders = (headers: Headers): readonly (readonly [name: string, value: string])[] =>
  [...headers].flatMap(([name, value]) =>
    keptHeader.test(name) ? [[name, name.endsWith('request-id') ? 'req-recorded' : value] as const] : [],
  )

/** The header of a request that carries its credential, with `$KEY` for it; none where there is none. */
export function credentialHeaders(headers: Headers, key: string): readonly (readonly [name: string, value: string])[] {
  return [...headers].flatMap(([name, value]) =>
    !openHeader.test(name) && value.includes(key) ? [[name, value.replace(key, '$KEY')] as const] : [],
  )
}

/** Everything in the headers of an exchange that names the caller: each value whole, and in its words. */
export function secretsOf(sent: Headers, received: Headers): readonly string[] {
  const values = [
    ...[...sent].flatMap(([name, value]) => (openHeader.test(name) ? [] : [value])),
    ...[...received].flatMap(([name, value]) => (ownerName.test(name) ? [value] : [])),
  ]
  return values.flatMap((value) => [value, ...value.split(/[\s;,=]+/)])
}

/** A text of the service without the secrets (however they are written), without what looks like one, and without ids of accounts. */
export function scrub(text: string, secrets: readonly string[]): string {
  const written = secrets
    .flatMap((secret) =>
      secret.length < 6 ? [] : [secret, encodeURIComponent(secret), inJson(secret), inBase64(secret)],
    )
    .toSorted((a, b) => b.length - a.length)
  let clean = text
  for (const secret of new Set(written)) clean = clean.replaceAll(secret, scrubbed)
  clean = clean.replaceAll(ownerField, (_, name: string, colon: string) => `"${name}"${colon}"${scrubbed}"`)
  for (const pattern of looks) clean = clean.replaceAll(pattern, scrubbed)
  return clean
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)
const inBase64 = (text: string): string => Buffer.from(text).toString('base64')

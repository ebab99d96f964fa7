import type { AuthRequest } from '@llmrr/provider-kit'

/** Keys of an AWS identity. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Of temporary credentials. */
  readonly sessionToken?: string
  /** When they end; a provider of credentials is asked anew before. */
  readonly expiration?: Date
}

/** Where and when a signature is good. */
export interface Scope {
  readonly region: string
  /** `bedrock`, whatever the host is called, or `bedrock-mantle`. */
  readonly service: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether the hash of the body is a header too, `x-amz-content-sha256`. Default `true`. */
  readonly declaresBody?: boolean
}

const encoder = new TextEncoder()
const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> =>
  (typeof data === 'string'
    ? encoder.encode(data)
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data)) as Uint8Array<ArrayBuffer>

/** SHA-256, and HMAC with it where there is a secret, as the signer wants them: by Web Crypto, which is quick on big bodies too. */
function sha256(this: unknown, secret?: string | ArrayBuffer | ArrayBufferView) {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const whole = async (): Promise<Uint8Array<ArrayBuffer>> =>
    pieces.length === 1 ? pieces[0]! : new Uint8Array(await new Blob(pieces).arrayBuffer())
  return {
    update: (data: string | ArrayBuffer | ArrayBufferView): void => void pieces.push(bytesOf(data)),
    async digest(): Promise<Uint8Array> {
      const hash = 'SHA-256'
      if (secret === undefined) return new Uint8Array(await crypto.subtle.digest(hash, await whole()))
      const key = await crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash }, false, ['sign'])
      return new Uint8Array(await crypto.subtle.sign('HMAC', key, await whole()))
    },
    reset: (): void => void (pieces.length = 0),
  }
}

/** Scheme, host, path and query as they are written: a URL class would write some of them anew. */
const urlPattern = /^(https?:)\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?/

/**
 * The headers of a signed request (Signature Version 4). The path is signed as it is sent, percent-encoded once more, which
 * is what all services but S3 want.
 */
export async function sign(
  { method, url, headers, body }: Omit<AuthRequest, 'refused'>,
  credentials: AwsCredentials,
  { region, service, now, declaresBody = true }: Scope,
): Promise<Record<string, string>> {
  // Costs some 25 ms of CPU at import.
  const { SignatureV4 } = await import('@smithy/signature-v4')
  const [, protocol, host, path, search] = urlPattern.exec(url) as unknown as [string, string, string, string, string?]
  const query: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value)
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: sha256 as never,
    applyChecksum: declaresBody,
  })
  const signed = await signer.sign(
    { method, protocol, hostname: host, path: path || '/', query, headers: { ...headers, host }, body },
    { signingDate: new Date(now) },
  )
  const added = Object.entries(signed.headers).filter(([name]) => name !== 'host' && headers[name] === undefined)
  return Object.fromEntries(added.map(([name, value]) => [name.toLowerCase(), value]))
}

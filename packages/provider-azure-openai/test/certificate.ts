import { generateKeyPairSync, sign } from 'node:crypto'

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value))
const pem = (label: string, body: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(body).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`

/** A self-signed certificate of RSA with its private key, made anew: in the open, and under a password. */
export function selfSigned(password: string): { readonly plain: string; readonly locked: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const rsaWithSha256 = sequence(
    Buffer.from([0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b]),
    Buffer.from([0x05, 0]),
  )
  const name = sequence(der(0x31, sequence(Buffer.from([0x06, 3, 0x55, 4, 3]), text(0x0c, 'acme'))))
  const content = sequence(
    der(0x02, Buffer.from([1])),
    rsaWithSha256,
    name,
    sequence(text(0x17, '250101000000Z'), text(0x17, '491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', content, privateKey)
  const whole = sequence(content, rsaWithSha256, der(0x03, Buffer.from([0]), signature))
  const certificate = pem('CERTIFICATE', whole)
  const key = { type: 'pkcs8', format: 'pem' } as const
  return {
    plain: String(privateKey.export(key)) + certificate,
    locked: String(privateKey.export({ ...key, cipher: 'aes-256-cbc', passphrase: password })) + certificate,
  }
}

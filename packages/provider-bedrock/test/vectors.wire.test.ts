import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { wireFolder } from '@llmrr/testing/replay'
import { describe, expect, it } from 'vitest'
import { frameReader } from '../src/event-stream.ts'
import { sign } from '../src/auth/sign.ts'

const wire = wireFolder()
const folder = wire && join(wire, 'bedrock/vectors')

// Of S3, whose paths are signed as they are.
const unlike = /-unnormalized$/

interface Case {
  readonly credentials: { access_key_id: string; secret_access_key: string; token?: string }
  readonly region: string
  readonly service: string
  readonly sign_body: boolean
  readonly timestamp: string
}

/** A request as the suite writes it. */
function parseRequest(text: string) {
  const [head, ...rest] = text.replaceAll('\r', '').split('\n\n')
  const [first, ...lines] = head!.split('\n')
  const [, method, target] = /^(\w+) (.*) HTTP\/1\.1$/.exec(first!)!
  const headers: Record<string, string> = {}
  for (const line of lines.filter(Boolean)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1)
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`
  }
  const { host, ...others } = headers
  const body = rest.join('\n\n')
  return { method: method!, url: `https://${host}${target}`, headers: others, ...(body && { body }) }
}

if (!folder || !existsSync(folder)) it.skip('there are no vectors in ../shared/wire', () => {})
else {
  describe('Signature Version 4, by the suite of AWS', () => {
    const cases = readdirSync(join(folder, 'sigv4')).filter((name) => !unlike.test(name))
    it.each(cases)('%s', async (name) => {
      const read = (file: string): string => readFileSync(join(folder, 'sigv4', name, file), 'utf8')
      const { credentials, region, service, sign_body, timestamp } = JSON.parse(read('context.json')) as Case
      const headers = await sign(
        parseRequest(read('request.txt')),
        {
          accessKeyId: credentials.access_key_id,
          secretAccessKey: credentials.secret_access_key,
          ...(credentials.token && { sessionToken: credentials.token }),
        },
        { region, service, now: Date.parse(timestamp), declaresBody: sign_body },
      )
      expect(headers['authorization']).toContain(`Signature=${read('header-signature.txt').trim()}`)
    })
  })

  it('signs a request to the second host with the name that it wants', async () => {
    const vector = JSON.parse(readFileSync(join(folder, 'openai-bedrock-mantle-sigv4.json'), 'utf8'))
    const { request, credentials, region, service, signingDate, expected } = vector
    const headers = await sign(
      {
        method: request.method,
        url: request.url,
        headers: { 'content-type': request.contentType },
        body: request.body,
      },
      credentials,
      { region, service, now: Date.parse(signingDate) },
    )
    expect(headers).toEqual({
      'x-amz-date': expected.date,
      'x-amz-security-token': credentials.sessionToken,
      'x-amz-content-sha256': expected.payloadHash,
      authorization: expected.authorization,
    })
  })

  describe('AWS event streams, by the vectors of the codec', () => {
    const bytes = (kind: string, name: string): Uint8Array =>
      new Uint8Array(readFileSync(join(folder, 'eventstream/encoded', kind, name)))
    const decoded = (kind: string, name: string): string =>
      readFileSync(join(folder, 'eventstream/decoded', kind, name), 'utf8')
    it.each(readdirSync(join(folder, 'eventstream/encoded/positive')))('reads %s, byte by byte', async (name) => {
      const read = await frameReader()
      const messages = [...bytes('positive', name)].flatMap((byte) => read(Uint8Array.of(byte)))
      const expected = JSON.parse(decoded('positive', name))
      expect(messages).toHaveLength(1)
      expect(Buffer.from(messages[0]!.body).toString('base64')).toBe(expected.payload ?? '')
      expect(Object.keys(messages[0]!.headers)).toEqual(expected.headers.map((header: { name: string }) => header.name))
    })
    // A length that is too long asks for more than there is: such a stream is cut.
    const negative = readdirSync(join(folder, 'eventstream/encoded/negative')).filter(
      (name) => name !== 'corrupted_length',
    )
    it.each(negative)('refuses %s', async (name) => {
      const read = await frameReader()
      expect(() => read(bytes('negative', name))).toThrow(expect.objectContaining({ code: 'bad-response' }))
    })
  })
}

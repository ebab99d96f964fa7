import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { awsAuth } from '../src/auth/auth.ts'
import { asked } from './setting.ts'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

// The default chain looks at the machine it runs on, so the machine is a made-up one: a folder, an environment, a server.
let folder: string
let server: Server
let origin: string
let requests: string[]
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'llmrr-bedrock-'))
  requests = []
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    let body = ''
    request.on('data', (piece) => (body += String(piece)))
    request.on('end', () => answer(request, response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined)
  vi.stubEnv('HOME', folder)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'))
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'))
  vi.stubEnv('AWS_REGION', 'us-east-1')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  await new Promise((resolve) => server.close(resolve))
})

/** Signs with what the chain finds; answers the id of the keys. */
function signer() {
  const { context } = asked({ env: { AWS_REGION: 'us-east-1' } })
  const auth = awsAuth({}, {})('bedrock')
  return async (refused = false): Promise<string> => {
    const request = { method: 'POST', url: 'https://bedrock.test/', headers: {}, body: '{}', refused }
    const headers = await auth(request, { ...context })
    return `${/Credential=(\w+)/.exec(headers['authorization']!)![1]} ${headers['x-amz-security-token'] ?? ''}`.trim()
  }
}

const json = (response: ServerResponse, body: object): void => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()

test('a shared file, by profile', async () => {
  vi.stubEnv('AWS_PROFILE', 'work')
  writeFileSync(
    join(folder, 'credentials'),
    '[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = s\n\n[work]\naws_access_key_id = AKIDWORK\naws_secret_access_key = s\n',
  )
  expect(await signer()()).toBe('AKIDWORK')
})

test('a process that prints credentials', async () => {
  const printed = JSON.stringify({ Version: 1, AccessKeyId: 'AKIDPROCESS', SecretAccessKey: 's', SessionToken: 't' })
  writeFileSync(join(folder, 'printed'), printed)
  writeFileSync(join(folder, 'config'), `[default]\ncredential_process = cat ${join(folder, 'printed')}\n`)
  expect(await signer()()).toBe('AKIDPROCESS t')
})

test('a container, whose server wants a token: one fetch for many, and again before they end', async () => {
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${origin}/credentials`)
  vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'container-token')
  let minutes = 60
  answer = (request, response) => {
    if (request.headers.authorization !== 'container-token') response.statusCode = 403
    const AccessKeyId = `AKID${requests.length}`
    json(response, { AccessKeyId, SecretAccessKey: 's', Token: 'token', Expiration: inMinutes(minutes) })
  }
  const ask = signer()
  const many = await Promise.all(Array.from({ length: 10 }, () => ask()))
  expect(new Set(many)).toEqual(new Set(['AKID1 token']))
  expect(await ask()).toBe('AKID1 token')
  expect(requests).toHaveLength(1)
  // Refused by the service: new ones, though these have not ended.
  minutes = 4
  expect(await ask(true)).toBe('AKID2 token')
  // Less than five minutes are left: they still sign, while new ones are fetched.
  minutes = 60
  expect(await ask()).toBe('AKID2 token')
  await vi.waitFor(async () => expect(await ask()).toBe('AKID3 token'))
  expect(requests).toHaveLength(3)
})

test('web identity, exchanged at STS', async () => {
  writeFileSync(join(folder, 'token'), 'the-web-token')
  vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(folder, 'token'))
  vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/reader')
  vi.stubEnv('AWS_ROLE_SESSION_NAME', 'session')
  vi.stubEnv('AWS_ENDPOINT_URL_STS', origin)
  let asked = ''
  answer = (_request, response, body) => {
    asked = body
    response.setHeader('content-type', 'text/xml')
    response.end(
      `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIDSTS</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>sts-token</SessionToken><Expiration>${inMinutes(60)}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    )
  }
  expect(await signer()()).toBe('AKIDSTS sts-token')
  expect(Object.fromEntries(new URLSearchParams(asked))).toMatchObject({
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: 'arn:aws:iam::123456789012:role/reader',
    WebIdentityToken: 'the-web-token',
  })
})

test('instance metadata, with its own token first', async () => {
  vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', origin)
  answer = ({ method, url, headers }, response) => {
    if (method === 'PUT') return response.end('metadata-token')
    if (headers['x-aws-ec2-metadata-token'] !== 'metadata-token') response.statusCode = 401
    if (!url!.endsWith('/role')) return response.end('role')
    return json(response, {
      Code: 'Success',
      AccessKeyId: 'AKIDMETADATA',
      SecretAccessKey: 's',
      Token: 'instance',
      Expiration: inMinutes(60),
    })
  }
  expect(await signer()()).toBe('AKIDMETADATA instance')
  expect(requests).toEqual([
    'PUT /latest/api/token',
    'GET /latest/meta-data/iam/security-credentials/',
    'GET /latest/meta-data/iam/security-credentials/role',
  ])
})

test('nothing anywhere is an error that says where to put it', async () => {
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  await expect(signer()()).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringContaining('AWS_BEARER_TOKEN_BEDROCK'),
  })
})

test('a token server that refuses is an error of its own', async () => {
  writeFileSync(join(folder, 'token'), 'the-web-token')
  vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(folder, 'token'))
  vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/reader')
  vi.stubEnv('AWS_ENDPOINT_URL_STS', origin)
  answer = (_request, response) => {
    response.statusCode = 403
    response.setHeader('content-type', 'text/xml')
    response.end('<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>')
  }
  await expect(signer()()).rejects.toMatchObject({
    code: 'auth',
    cause: expect.objectContaining({ name: 'AccessDenied' }),
  })
})

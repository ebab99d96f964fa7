import { expect, test } from 'vitest'
import { awsAuth } from '../src/auth/auth.ts'
import { bedrock } from '../src/index.ts'
import { asked, chat } from './setting.ts'
import type { AwsCredentials } from '../src/index.ts'

const keys: AwsCredentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' }
const region = { AWS_REGION: 'eu-central-1' }
const prompt = { prompt: 'Hi' }
const refusal = (type: string) => () =>
  Response.json({ message: 'no' }, { status: 403, headers: { 'x-amzn-errortype': `${type}:http://amazon/` } })
const ok = () => Response.json({ output: { message: { role: 'assistant', content: [] } }, stopReason: 'end_turn' })
const authorization = ({ headers }: { headers: Headers }): string => headers.get('authorization') ?? ''

test('a key of the config goes first', async () => {
  const sent = await chat(prompt, {
    config: { apiKey: 'mine', credentials: keys },
    env: { ...region, AWS_BEARER_TOKEN_BEDROCK: 'theirs' },
  })
  expect(authorization(sent)).toBe('Bearer mine')
})

test('keys of the config go before the key of the environment', async () => {
  const sent = await chat(prompt, {
    config: { credentials: keys },
    env: { ...region, AWS_BEARER_TOKEN_BEDROCK: 'theirs' },
  })
  expect(authorization(sent)).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/bedrock\/aws4_request/,
  )
})

test('the key of the environment goes before its keys', async () => {
  const env = { ...region, AWS_BEARER_TOKEN_BEDROCK: 'key', AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' }
  expect(authorization(await chat(prompt, { env }))).toBe('Bearer key')
})

test('keys of the environment sign, with the token of temporary ones', async () => {
  const env = { ...region, AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 'session' }
  const sent = await chat(prompt, { env })
  expect(authorization(sent)).toContain('Credential=AKIDENV/')
  expect(authorization(sent)).toContain(
    'SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token',
  )
  expect(sent.headers.get('x-amz-security-token')).toBe('session')
})

test('a profile goes before the keys of the environment', async () => {
  const env = { ...region, AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's', AWS_PROFILE: 'work' }
  await expect(chat(prompt, { env })).rejects.toMatchObject({ code: 'auth' })
})

test('the second host has a name of its own for signatures', async () => {
  const sent = await chat(prompt, {
    model: 'openai.gpt-5.5',
    config: { credentials: keys },
    env: region,
    replies: [() => Response.json({ id: 'r', status: 'completed', output: [] })],
  })
  expect(sent.url).toBe('https://bedrock-mantle.eu-central-1.api.aws/openai/v1/responses')
  expect(authorization(sent)).toContain('/eu-central-1/bedrock-mantle/aws4_request')
})

test('headers of the config and of the hatch are signed', async () => {
  const sent = await chat(prompt, {
    config: { credentials: keys, headers: { 'X-Team': 'a' } },
    options: { raw: { headers: { 'x-hatch': 'b' } } } as never,
    env: region,
  })
  expect(authorization(sent)).toContain('x-hatch;x-team')
})

test('one fetch of credentials serves all who wait, until five minutes before they end', async () => {
  let fetched = 0
  const ends: number[] = []
  const credentials = async () => {
    fetched += 1
    await Promise.resolve()
    return { ...keys, accessKeyId: `AKID${fetched}`, expiration: new Date(ends.shift()!) }
  }
  const { context, host } = asked({ env: region })
  ends.push(host.now() + 3_600_000, host.now() + 7_200_000)
  const auth = awsAuth({ credentials }, {})('bedrock')
  const request = { method: 'POST', url: 'https://bedrock.test/', headers: {}, body: '{}', refused: false }
  const ask = async (): Promise<string> =>
    /Credential=(\w+)/.exec((await auth(request, { ...context }))['authorization']!)![1]!
  expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array.from({ length: 20 }, () => 'AKID1'))
  await host.advance(3_600_000 - 301_000)
  expect(await ask()).toBe('AKID1')
  await host.advance(2000)
  expect(await Promise.all([ask(), ask()])).toEqual(['AKID2', 'AKID2'])
  expect(fetched).toBe(2)
})

test('credentials that are refused as ended are fetched anew, once', async () => {
  const fetched: unknown[] = []
  const { sent } = await chat(prompt, {
    config: {
      credentials: async (options) => {
        fetched.push(options)
        return { ...keys, accessKeyId: `AKID${fetched.length}` }
      },
    },
    env: region,
    replies: [refusal('ExpiredTokenException'), ok],
  })
  expect(fetched).toEqual([undefined, { forceRefresh: true }])
  expect(sent.map((one) => /Credential=(\w+)/.exec(authorization(one))![1])).toEqual(['AKID1', 'AKID2'])
})

test('keys that cannot be renewed are not tried twice', async () => {
  const { context, sent } = asked({
    env: region,
    replies: [refusal('ExpiredTokenException')],
  })
  const events = bedrock({ credentials: keys }).chat({ messages: [] }, context)
  await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'auth', status: 403 })
  expect(sent).toHaveLength(1)
})

test('a source that fails is asked again by the next call', async () => {
  let fails = true
  const config = {
    credentials: async () => {
      if (fails) throw new Error('The vault is closed.')
      return keys
    },
  }
  await expect(chat(prompt, { config, env: region })).rejects.toThrow('The vault is closed.')
  fails = false
  expect(authorization(await chat(prompt, { config, env: region }))).toContain('AKIDEXAMPLE')
})

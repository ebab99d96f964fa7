import { expect, test } from 'vitest'
import { bearer, createHttp, openaiErrors, openaiLimits } from '../../src/index.ts'
import { contextOf } from '../context.ts'
import { serve } from './server.ts'
import { virtualHost } from '@llmrr/testing/host'
import type { HttpConfig } from '../../src/index.ts'

const key = 'test-key-0123456789'
const host = () => virtualHost({ fetch: (url, init) => fetch(url, init) })

const httpTo = (baseURL: string, config: Partial<HttpConfig> = {}) =>
  createHttp({ baseURL, auth: bearer(key), readError: openaiErrors(), limits: openaiLimits, ...config })

const failureOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error as Record<string, unknown>,
  )

test('sends method, query, headers and JSON, and answers with what came beside the body', async () => {
  await using server = await serve((_, response) => {
    response.setHeader('x-request-id', 'req_1').setHeader('x-ratelimit-remaining-tokens', '5')
    response.end('{"ok":true}')
  })
  const { context } = contextOf({
    host: host(),
    options: { raw: { body: { b: 2 }, headers: { 'X-Raw': 'r' }, query: { q: 'a b' } } },
  })
  const http = httpTo(`${server.url}/v1/`, { headers: { 'X-One': '1', 'x-none': undefined } })
  const { body, facts } = await http.json(
    { path: '/x', query: { p: 1, none: undefined }, body: { a: 1, b: 1 } },
    context,
  )
  expect(body).toEqual({ ok: true })
  expect(facts).toEqual({ requestId: 'req_1', limits: { tokens: { remaining: 5 } } })
  expect(server.seen[0]).toMatchObject({
    method: 'POST',
    url: '/v1/x?p=1&q=a%20b',
    body: '{"a":1,"b":2}',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-one': '1', 'x-raw': 'r' },
  })
  expect(server.seen[0]!.headers).not.toHaveProperty('x-none')
})

test('refuses a redirect, so that no credential follows it', async () => {
  await using other = await serve((_, response) => response.end('{}'))
  await using server = await serve((_, response) => response.writeHead(307, { location: other.url }).end())
  const error = await failureOf(httpTo(server.url).json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
  expect(error).toMatchObject({ code: 'bad-response', status: 307, retry: 'other' })
  expect(other.seen).toEqual([])
})

test('fetches a new credential after a 401, once', async () => {
  await using server = await serve((request, response) => {
    response.statusCode = request.headers.authorization === 'Bearer new' ? 200 : 401
    response.end('{"ok":1}')
  })
  const keys = ['old', 'new', 'newer']
  const asked: boolean[] = []
  const http = httpTo(server.url, {
    auth: async (request) => {
      asked.push(request.refused)
      return { authorization: `Bearer ${keys.shift()}` }
    },
  })
  await http.json({ path: '/x', body: {} }, contextOf({ host: host() }).context)
  expect(asked).toEqual([false, true])
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
})

test('does not send the same credential twice', async () => {
  await using server = await serve((_, response) => response.writeHead(401).end('{"error":{"code":"invalid_api_key"}}'))
  const error = await failureOf(httpTo(server.url).json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
  expect(error).toMatchObject({ code: 'auth', status: 401, rawCode: 'invalid_api_key' })
  expect(server.seen).toHaveLength(1)
})

test('removes credentials from the sentence of an error', async () => {
  await using server = await serve((_, response) => {
    response.statusCode = 403
    response.end(JSON.stringify({ error: { message: `The key ${key} and sk-abcdefghijkl are wrong.` } }))
  })
  const error = await failureOf(httpTo(server.url).json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
  expect(error).toMatchObject({ code: 'permission', detail: 'The key [credential] and [credential] are wrong.' })
  expect(String(error['message'])).not.toContain('wrong.')
})

test('keeps the request with its headers out of the error of a lost connection', async () => {
  await using server = await serve((request) => request.socket.destroy())
  const error = await failureOf(
    httpTo(server.url).json({ path: '/x', body: { secret: 'of the user' } }, contextOf({ host: host() }).context),
  )
  expect(error).toMatchObject({ code: 'network', retry: 'same', rawCode: expect.any(String) })
  const seen = new Set<unknown>()
  const walk = (value: unknown): string =>
    typeof value !== 'object' || value === null || seen.has(value)
      ? String(value)
      : (seen.add(value),
        Reflect.ownKeys(value)
          .map((name) => walk((value as Record<PropertyKey, unknown>)[name]))
          .join(' '))
  const held = walk(error)
  expect(held).not.toContain(key)
  expect(held).not.toContain('of the user')
})

test('names the origin that cannot be reached', async () => {
  const server = await serve(() => {})
  await server[Symbol.asyncDispose]()
  const error = await failureOf(
    httpTo(`${server.url}/v1`).json({ path: '/x', body: {} }, contextOf({ host: host() }).context),
  )
  expect(error).toMatchObject({ code: 'network', rawCode: 'ECONNREFUSED' })
  expect(error['message']).toContain(`${server.url} (ECONNREFUSED)`)
})

test.each(['api.acme.test/v1', 'localhost:8080/v1', 'https://a b', 'https://user:secret@acme.test'])(
  '%s is no base URL, and no failure of the network',
  async (url) => {
    const error = await failureOf(httpTo(url).json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
    expect(error).toMatchObject({ code: 'invalid-request', retry: 'never', field: 'baseURL' })
    expect(error['message']).toContain('The base URL of acme cannot be asked')
    expect(error).not.toHaveProperty('cause')
  },
)

test.each(['sk-secret\nand more', 'sk-secret’'])(
  'a key that no header can carry is said so, and not shown',
  async (odd) => {
    await using server = await serve((_, response) => response.end('{}'))
    const http = httpTo(server.url, { auth: bearer(odd) })
    const error = await failureOf(http.json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
    expect(error).toMatchObject({
      code: 'auth',
      retry: 'other',
      message: expect.stringContaining('no header can carry'),
    })
    expect(error).not.toHaveProperty('cause')
    expect(String(error['stack'])).not.toContain('sk-secret')
    expect(server.seen).toEqual([])
  },
)

test('reads no more of an error page than it needs', async () => {
  let written = 0
  await using server = await serve((_, response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    const more = (): void => {
      while (written < 50_000_000 && !response.destroyed) {
        written += 65_536
        if (!response.write('x'.repeat(65_536))) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  })
  const error = await failureOf(httpTo(server.url).json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
  expect(error).toMatchObject({ code: 'server', status: 502 })
  expect(written).toBeLessThan(50_000_000)
})

test('says what a 200 was that is not JSON, without its text', async () => {
  await using server = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-request-id': 'req_2' }).end('<p>Log in'),
  )
  const error = await failureOf(httpTo(server.url).json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
  expect(error).toMatchObject({
    code: 'bad-response',
    requestId: 'req_2',
    message: expect.stringContaining('text/html'),
  })
  expect(String(error['message'])).not.toContain('Log in')
})

test("throws the signal's own reason, and lets the connection go", async () => {
  const abort = new AbortController()
  const reason = new Error('enough')
  let closed: Promise<unknown> = Promise.resolve()
  await using server = await serve((request) => {
    closed = new Promise((resolve) => request.socket.once('close', resolve))
    abort.abort(reason)
  })
  const error = await failureOf(
    httpTo(server.url).json({ path: '/x', body: {} }, contextOf({ host: host(), signal: abort.signal }).context),
  )
  expect(error).toBe(reason)
  await closed
})

test('waits as long as the service asks, by header or by words', async () => {
  await using server = await serve((_, response) => {
    response.statusCode = 429
    response.end('{"error":{"message":"Please try again in 1.5s.","code":"rate_limit_exceeded"}}')
  })
  const error = await failureOf(httpTo(server.url).json({ path: '/x', body: {} }, contextOf({ host: host() }).context))
  expect(error).toMatchObject({ code: 'rate-limit', retryAfterMs: 1500, retry: 'same' })
})

test('gives a signing credential the bytes that are sent', async () => {
  await using server = await serve((_, response) => response.end('{}'))
  const bodies: unknown[] = []
  const http = httpTo(server.url, { auth: ({ method, url, body }) => (bodies.push([method, url, body]), {}) })
  await http.json({ path: '/x', body: { a: 1 } }, contextOf({ host: host() }).context)
  expect(bodies).toEqual([['POST', `${server.url}/x`, '{"a":1}']])
  expect(server.seen[0]!.body).toBe('{"a":1}')
})

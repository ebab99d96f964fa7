import { expect, test } from 'vitest'
import { virtualHost } from '@llmrr/testing/host'
import { bearerToken } from '../src/index.ts'
import { contextOf } from './context.ts'
import type { AccessToken, AuthRequest, TokenContext } from '../src/index.ts'

const request: AuthRequest = { method: 'POST', url: 'https://acme.example', headers: {}, refused: false }

function setup(fetchToken: (count: number, context: TokenContext) => Promise<AccessToken> | AccessToken) {
  const host = virtualHost()
  let count = 0
  const auth = bearerToken(async (context) => fetchToken(++count, context))
  const ask = async (refused = false, { context } = contextOf({ host })) =>
    (await auth({ ...request, refused }, context))['authorization']
  return { host, ask, count: () => count }
}

test('fetches one token for all who ask at once', async () => {
  const { ask, count } = setup((at, { host }) => ({ value: `t${at}`, endsAt: host.now() + 3_600_000 }))
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1'])
  expect(count()).toBe(1)
})

test('renews it five minutes before it ends, once for many calls', async () => {
  const { host, ask, count } = setup((at, { host }) => ({ value: `t${at}`, endsAt: host.now() + 3_600_000 }))
  expect(await ask()).toBe('Bearer t1')
  await host.advance(3_299_999)
  expect(await ask()).toBe('Bearer t1')
  await host.advance(1)
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['Bearer t2', 'Bearer t2', 'Bearer t2'])
  expect(count()).toBe(2)
})

test('a short life is renewed at its half', async () => {
  const { host, ask } = setup((at, { host }) => ({ value: `t${at}`, endsAt: host.now() + 60_000 }))
  await ask()
  await host.advance(29_999)
  expect(await ask()).toBe('Bearer t1')
  await host.advance(1)
  expect(await ask()).toBe('Bearer t2')
})

test('of many calls that are refused the same token, one fetches another', async () => {
  const { host, ask, count } = setup((at, { host }) => ({ value: `t${at}`, endsAt: host.now() + 3_600_000 }))
  const calls = [contextOf({ host }), contextOf({ host }), contextOf({ host })]
  await Promise.all(calls.map((call) => ask(false, call)))
  expect(await Promise.all(calls.map((call) => ask(true, call)))).toEqual(['Bearer t2', 'Bearer t2', 'Bearer t2'])
  expect(count()).toBe(2)
})

test('a failure reaches all who wait, and the next call tries again', async () => {
  const { ask, count } = setup((at, { host }) => {
    if (at === 1) throw new Error('no token')
    return { value: `t${at}`, endsAt: host.now() + 3_600_000 }
  })
  const failed = await Promise.allSettled([ask(), ask()])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask()).toBe('Bearer t2')
  expect(count()).toBe(2)
})

test('gives a fetch up after half a minute, whatever becomes of the calls that wait for it', async () => {
  const { host, ask } = setup(
    (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('slow')))),
  )
  const waiting = ask().catch((error: Error) => error.message)
  await host.advance(30_000)
  expect(await waiting).toBe('slow')
  expect(host.pending).toBe(0)
})

import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifyWebhook } from '../src/index.ts'

const secret = `whsec_${Buffer.from('a key of the account').toString('base64')}`
const now = 1_700_000_000_000
const timestamp = String(now / 1000)
const body = '{"id":"run1","status":"succeeded"}'

/** As Node signs it, which shares no code with what is tested. */
const signed = (text: string, key = secret) =>
  `v1,${createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(text)
    .digest('base64')}`

const delivery = (change: { signature?: string; body?: string; at?: string; secret?: string; now?: number } = {}) => ({
  secret: change.secret ?? secret,
  body: change.body ?? body,
  now: change.now ?? now,
  headers: new Headers({
    'webhook-id': 'msg_1',
    'webhook-timestamp': change.at ?? timestamp,
    'webhook-signature': change.signature ?? signed(`msg_1.${timestamp}.${body}`),
  }),
})

test('a delivery that is as it was sent is accepted', async () => {
  expect(await verifyWebhook(delivery())).toBe(true)
})

test('the vector of the Standard Webhooks specification is accepted', async () => {
  // https://github.com/standard-webhooks/standard-webhooks, the example of its libraries' tests.
  const headers = new Headers({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
  const vector = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    body: '{"test": 2432232314}',
    now: 1_614_265_330_000,
  }
  expect(await verifyWebhook({ ...vector, headers })).toBe(true)
})

test('any one of several signatures is enough', async () => {
  const signature = `v1,AAAA ${signed(`msg_1.${timestamp}.${body}`)} v2,BBBB`
  expect(await verifyWebhook(delivery({ signature }))).toBe(true)
})

test('a body that was changed is refused', async () => {
  expect(await verifyWebhook(delivery({ body: `${body} ` }))).toBe(false)
})

test('a time that was changed is refused', async () => {
  expect(await verifyWebhook(delivery({ at: String(Number(timestamp) + 1) }))).toBe(false)
})

test('another key is refused', async () => {
  const other = `whsec_${Buffer.from('another key').toString('base64')}`
  expect(await verifyWebhook(delivery({ secret: other }))).toBe(false)
})

test('a delivery that is old is refused, unless more is tolerated', async () => {
  const late = delivery({ now: now + 301_000 })
  expect(await verifyWebhook(late)).toBe(false)
  expect(await verifyWebhook({ ...late, toleranceSeconds: 400 })).toBe(true)
})

test('a delivery without its headers, or a secret that is none, is refused', async () => {
  expect(await verifyWebhook({ ...delivery(), headers: new Headers() })).toBe(false)
  expect(await verifyWebhook(delivery({ secret: 'r8_test' }))).toBe(false)
  expect(await verifyWebhook(delivery({ signature: 'v2,AAAA' }))).toBe(false)
})

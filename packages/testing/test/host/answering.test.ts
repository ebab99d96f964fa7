import { expect, test } from 'vitest'
import { answeringHost, handlerContext } from '../../src/host/index.ts'

test('answers come in order, the last one again and again, and each request is kept', async () => {
  const { host, sent } = answeringHost([{ a: 1 }, () => new Response('gone', { status: 410 })])
  const get = () => host.fetch('https://a.test/x')
  expect(await (await host.fetch('https://a.test/y', { method: 'POST', body: '{"b":2}' })).json()).toEqual({ a: 1 })
  expect([(await get()).status, await (await get()).text()]).toEqual([410, 'gone'])
  expect(sent.map(({ method, body }) => [method, body])).toEqual([
    ['POST', { b: 2 }],
    ['GET', undefined],
    ['GET', undefined],
  ])
})

test('bytes go as they are, and a form is kept', async () => {
  const { host, sent } = answeringHost([new Uint8Array([1, 2])])
  const body = new FormData()
  const reply = await host.fetch('https://a.test', { method: 'POST', body })
  expect([...new Uint8Array(await reply.arrayBuffer())]).toEqual([1, 2])
  expect(sent[0]?.body).toBe(body)
})

test('warnings are kept by their field', () => {
  const { context, warnings } = handlerContext(answeringHost([]).host, { provider: 'acme', model: 'm' })
  context.warn('seed', 'not here')
  expect([context.stream, warnings]).toEqual([false, ['seed']])
})

import { describe, expect, it } from 'vitest'
import { parityOf } from '../../src/parity/index.ts'
import type { Captured } from '../../src/parity/index.ts'

const request: Captured = {
  method: 'POST',
  path: '/v1/chat',
  query: { beta: 'true' },
  headers: { authorization: 'Bearer k', 'content-type': 'application/json; charset=utf-8', 'user-agent': 'sdk' },
  body: { model: 'm', messages: [{ role: 'user', content: 'Hello' }], stream: false },
}
const options = { headers: ['authorization', 'content-type'], tolerated: [] }
const changes: readonly (readonly [at: string, change: Partial<Captured>])[] = [
  ['method', { method: 'PUT' }],
  ['path', { path: '/v2/chat' }],
  ['query.beta', { query: {} }],
  ['header authorization', { headers: { ...request.headers, authorization: 'Bearer other' } }],
  ['body.messages[0].content', { body: { ...(request.body as object), messages: [{ role: 'user', content: 'Hi' }] } }],
  ['body.messages[1]', { body: { ...(request.body as object), messages: [{ role: 'user', content: 'Hello' }, {}] } }],
  ['body.stream', { body: { model: 'm', messages: [{ role: 'user', content: 'Hello' }] } }],
  ['body', { body: undefined }],
]

describe('the comparison of two requests', () => {
  it('finds nothing between a request and itself', () => {
    expect(parityOf([request], [request], options)).toEqual({ differences: [], tolerated: [] })
  })

  for (const [at, change] of changes) {
    it(`finds a difference at ${at}`, () => {
      expect(parityOf([request], [{ ...request, ...change }], options).differences.map((one) => one.at)).toEqual([at])
    })
  }

  it('finds a request that was not made', () => {
    expect(parityOf([request, request], [request], options).differences.map((one) => one.at)).toEqual([
      'number of requests',
    ])
  })

  it('does not look at headers that do not matter', () => {
    const own = {
      ...request,
      headers: { ...request.headers, 'user-agent': 'other', 'content-type': 'application/json' },
    }
    expect(parityOf([request], [own], options).differences).toEqual([])
  })

  it('tolerates what is on the list, and only that', () => {
    const own = { ...request, body: { model: 'n', messages: [{ role: 'user', content: 'Hello' }] } }
    const tolerated = [{ at: /^body\.stream$/, when: (theirs: unknown) => theirs === false, why: 'the default' }]
    const found = parityOf([request], [own], { ...options, tolerated })
    expect(found.tolerated).toEqual([{ at: 'body.stream', why: 'the default' }])
    expect(found.differences.map((one) => one.at)).toEqual(['body.model'])
  })
})

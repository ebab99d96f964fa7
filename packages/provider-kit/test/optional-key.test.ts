import { expect, test } from 'vitest'
import { virtualHost } from '@llmrr/testing/host'
import { optionalBearer } from '../src/index.ts'
import { contextOf } from './context.ts'

const request = { method: 'POST', url: 'http://localhost:8080/v1', headers: {}, refused: false }

test.each([
  ['a key of the config', optionalBearer('k1', 'ACME_KEY'), { authorization: 'Bearer k1' }],
  ['a key that is fetched', optionalBearer(() => Promise.resolve('k2')), { authorization: 'Bearer k2' }],
  ['a key of the environment', optionalBearer(undefined, 'ACME_KEY'), { authorization: 'Bearer from-env' }],
  ['no key at all', optionalBearer(undefined, 'OTHER_KEY'), {}],
])('%s', async (_, auth, headers) => {
  const host = virtualHost({ env: { ACME_KEY: 'from-env' } })
  expect(await auth(request, contextOf({ host }).context)).toEqual(headers)
})

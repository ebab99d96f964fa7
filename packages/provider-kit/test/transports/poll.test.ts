import { expect, test } from 'vitest'
import { contextOf } from '../context.ts'
import { poll } from '../../src/index.ts'
import { virtualHost } from '@llmrr/testing/host'

test('looks until there is something, waiting longer and longer', async () => {
  const host = virtualHost()
  const { context } = contextOf({ host })
  const looks: number[] = []
  const start = host.now()
  const seen = await host.run(
    poll(async () => {
      looks.push(host.now() - start)
      return looks.length === 4 ? 'done' : undefined
    }, context),
  )
  expect(seen).toBe('done')
  expect(looks).toEqual([0, 500, 1250, 2375])
})

test('gives up after as many looks as it may take', async () => {
  const host = virtualHost()
  const waiting = host.run(
    poll(
      async () => undefined,
      contextOf({ host }).context,
      () => 10,
      3,
    ),
  )
  await expect(waiting).rejects.toMatchObject({ code: 'timeout' })
})

test('stops in the middle of a wait when it is aborted', async () => {
  const host = virtualHost()
  const abort = new AbortController()
  const waiting = poll(async () => undefined, contextOf({ host, signal: abort.signal }).context)
  abort.abort(new Error('enough'))
  await expect(host.run(waiting)).rejects.toThrow('enough')
})

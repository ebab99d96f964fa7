import { expect, test } from 'vitest'
import { eachOf } from '../src/batches.ts'

const given = (lists: readonly (readonly number[])[], failure?: Error) => {
  const log: string[] = []
  let at = 0
  const iterator = eachOf<number>(async () => {
    log.push('open')
    return {
      async next() {
        log.push('next')
        if (at === lists.length && failure) throw failure
        return lists[at++] ?? []
      },
      async close() {
        log.push('close')
      },
    }
  })
  return { iterator, log }
}

test('hands out batch after batch, opens when first pulled, closes once', async () => {
  const { iterator, log } = given([[1, 2], [3]])
  expect(log).toEqual([])
  const seen: number[] = []
  for await (const value of iterator) seen.push(value)
  expect(seen).toEqual([1, 2, 3])
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
  expect(log).toEqual(['open', 'next', 'next', 'next', 'close'])
})

test('pulls at once are served in order, and never ask for two batches at once', async () => {
  const { iterator, log } = given([[1], [2, 3]])
  const steps = await Promise.all([1, 2, 3, 4, 5].map(() => iterator.next()))
  expect(steps.map(({ value }) => value)).toEqual([1, 2, 3, undefined, undefined])
  expect(log.filter((word) => word === 'open')).toHaveLength(1)
})

test('a failure comes after what came before it, once; then it is over', async () => {
  const { iterator, log } = given([[1]], new Error('cut'))
  expect(await iterator.next()).toEqual({ done: false, value: 1 })
  await expect(iterator.next()).rejects.toThrow('cut')
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
  expect(log.filter((word) => word === 'close')).toHaveLength(1)
})

test('return lets go and drops what is left; before the first pull it opens nothing', async () => {
  const { iterator, log } = given([[1, 2, 3]])
  await iterator.next()
  await iterator.return!()
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
  expect(log).toEqual(['open', 'next', 'close'])

  const unused = given([[1]])
  await unused.iterator.return!()
  expect(await unused.iterator.next()).toEqual({ done: true, value: undefined })
  expect(unused.log).toEqual([])
})

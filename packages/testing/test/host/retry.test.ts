import { createRouter } from '@llmrr/core'
import { expect, test } from 'vitest'
import { fail, hang, ok, scripted, virtualHost } from '@llmrr/testing/host'

test('a target that hangs is given up after thirty seconds, and the next one answers', async () => {
  const host = virtualHost({ seed: 7 })
  const slow = scripted('slow', hang())
  const steady = scripted('steady', [fail(503, { ms: 20 }), ok('here I am', { ms: 300 })])
  const llm = createRouter({ use: [slow.provider, steady.provider], routes: { all: ['slow', 'steady'] }, host })

  const { text, attempts } = await host.run(llm.stream({ model: 'all', prompt: 'Anybody?' }).result())

  expect(text).toBe('here I am')
  expect(attempts.map(({ code, latencyMs }) => [code, latencyMs])).toEqual([
    ['timeout', 30_000],
    ['overloaded', 20],
    ['timeout', 30_000],
    [undefined, 300],
  ])
  expect([slow.open, host.pending]).toEqual([0, 0])
})

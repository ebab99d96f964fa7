// #region virtual
import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { hang, ok, scripted, virtualHost } from '@llmrr/testing/host'

test('a target that hangs is given up, and the next one answers', async () => {
  const host = virtualHost({ seed: 7 })
  const slow = scripted('slow', hang())
  const quick = scripted('quick', ok('Here I am.', { ms: 80 }))
  const llm = createRouter({
    use: [slow.provider, quick.provider],
    host,
    timeouts: { firstEventMs: 10_000 },
  })

  const stream = llm.stream({ model: ['slow', 'quick'], prompt: 'Hello?' })
  const answer = await host.run(stream.result())

  expect(answer.text).toBe('Here I am.')
  expect(answer.attempts.map(({ code, outcome }) => code ?? outcome)).toEqual(['timeout', 'ok'])
  expect(slow.open).toBe(0)
  expect(host.pending).toBe(0) // no timer is left behind
})
// #endregion virtual

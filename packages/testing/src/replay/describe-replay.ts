import { afterAll, describe, expect, it } from 'vitest'
import { keep } from '../keep.ts'
import { recordingsOf, wireFolder } from './recording.ts'
import { replay } from './replay.ts'
import { summarise, told } from './summary.ts'
import type { Provider } from '@llmrr/core'
import type { Replay, ReplayOptions } from './replay.ts'

/** At least this share of the recordings of each service must pass. */
const share = 0.95

/**
 * Registers the replay of a service's recordings with vitest. They lie in the folder `service` of `LLMRR_WIRE` (default
 * `../shared/wire` beside the workspace); where there are none, it is skipped and says so.
 */
export function describeReplay(
  plugin: Provider | ((config?: never) => Provider),
  service: string,
  options: ReplayOptions = {},
): void {
  const provider = typeof plugin === 'function' ? (plugin as (config?: object) => Provider)(options.config) : plugin
  const folder = wireFolder()
  const recordings = folder === undefined ? [] : recordingsOf(folder, service)
  if (recordings.length === 0) {
    const where = folder ?? process.env['LLMRR_WIRE'] ?? '../shared/wire'
    it.skip(`${service}: there are no recordings in ${where}`, () => {})
    process.stdout.write(`${service}: skipped, there are no recordings in ${where}\n`)
    return
  }
  describe(`${service}: ${recordings.length} recordings`, () => {
    const replays: Replay[] = []
    for (const recording of recordings) {
      it(recording.file, async (context) => {
        const done = await replay(recording, provider, options)
        replays.push(done)
        if (done.outcome === 'outside') context.skip(done.why.join('; '))
        // Not each recording has to pass, so what does not is told, and judged below.
        if (done.outcome === 'failed') context.annotate(done.why.join('\n'))
      })
    }
    afterAll(() => {
      const summary = summarise(service, replays, options)
      keep(`replay-${service}`, summary)
      process.stdout.write(`${told(summary)}\n`)
    })
    it('passes with at least 95 % of what it can do', () => {
      const supported = replays.filter(({ outcome }) => outcome !== 'outside')
      const passed = supported.filter(({ outcome }) => outcome === 'passed').length
      expect(passed / supported.length, `${passed} of ${supported.length} passed`).toBeGreaterThanOrEqual(share)
    })
  })
}

import { differences } from './compare.ts'
import { finalOf, prepare, run } from './call.ts'
import { gather } from './gather.ts'
import { scripts } from './law.ts'
import type { Usage } from '@llmrr/core'
import type { Fixture } from './fixture.ts'
import type { Law, Subject } from './law.ts'

async function usageOf(fixture: Fixture, { provider }: Subject): Promise<Usage | undefined> {
  const outcome = await run(prepare(provider, fixture, scripts(fixture)))
  const isPlain = fixture.capability === 'chat' && fixture.call === undefined
  return (isPlain ? gather(outcome.events) : ((finalOf(fixture, outcome) ?? {}) as { usage?: Usage })).usage
}

const answers = (fixture: Fixture): boolean => !fixture.error && fixture.exchanges.length > 0

/** Meters are counts: what is not known is absent. */
export const counts: Law = {
  name: 'meters are finite and not negative',
  about: answers,
  async check(fixture, subject) {
    const usage = (await usageOf(fixture, subject)) ?? {}
    return Object.entries(usage)
      .filter(([, count]) => !Number.isFinite(count) || (count as number) < 0)
      .map(([meter, count]) => `The meter ${meter} is ${count}.`)
  },
}

const tokens: ReadonlySet<string> = new Set([
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWriteLong',
  'output',
  'reasoning',
  'audioInput',
  'audioOutput',
  'imageInput',
  'imageOutput',
  'videoInput',
])

/** Meters never overlap, so that they add up to what the service counts. */
export const sums: Law = {
  name: 'meters are disjoint and add up to the total of the service',
  about: (fixture) => answers(fixture) && fixture.total !== undefined,
  async check(fixture, subject) {
    const usage = (await usageOf(fixture, subject)) ?? {}
    const used = Object.entries(usage).filter(([meter]) => tokens.has(meter))
    const isCounted = used.every(([, count]) => Number.isFinite(count) && (count as number) >= 0)
    if (!isCounted) return [] // Another law's matter.
    const sum = used.reduce((all, [, count]) => all + (count as number), 0)
    const expected = (fixture.result?.['usage'] ?? {}) as Usage
    return [
      ...(sum === fixture.total
        ? []
        : [`The meters ${JSON.stringify(usage)} add up to ${sum}; the service counts ${fixture.total}.`]),
      ...Object.entries(expected).flatMap(([meter, count]) =>
        differences(count, (usage as Record<string, unknown>)[meter], `usage.${meter}`),
      ),
    ]
  },
}

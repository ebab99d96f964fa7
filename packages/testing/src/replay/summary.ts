import type { Replay } from './replay.ts'

/** Recordings of one capability of a service. */
export interface CapabilityReplay {
  readonly passed: number
  readonly of: number
}

/** What came of all recordings of a service. */
export interface ServiceReplay {
  readonly service: string
  readonly recordings: number
  readonly capabilities: Readonly<Record<string, CapabilityReplay>>
  readonly failed: readonly Pick<Replay, 'file' | 'why'>[]
  readonly outside: readonly Pick<Replay, 'file' | 'why'>[]
  /** How often each reason for a difference was needed. */
  readonly tolerated: Readonly<Record<string, number>>
  readonly hatched: Readonly<Record<string, number>>
}

const tally = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** Sums replays up. */
export function summarise(service: string, replays: readonly Replay[]): ServiceReplay {
  const capabilities: Record<string, { passed: number; of: number }> = {}
  for (const { outcome, capability } of replays) {
    if (outcome === 'outside') continue
    const counts = (capabilities[capability!] ??= { passed: 0, of: 0 })
    counts.of += 1
    if (outcome === 'passed') counts.passed += 1
  }
  const pick = (outcome: Replay['outcome']) =>
    replays.filter((replay) => replay.outcome === outcome).map(({ file, why }) => ({ file, why }))
  return {
    service,
    recordings: replays.length,
    capabilities,
    failed: pick('failed'),
    outside: pick('outside'),
    tolerated: tally(replays.flatMap((replay) => replay.tolerated)),
    hatched: tally(replays.flatMap((replay) => replay.hatched)),
  }
}

/** The summary for a person: a line for each capability, then what did not pass, with the reason. */
export function told({ service, recordings, capabilities, failed, outside }: ServiceReplay): string {
  return [
    `${service}: ${recordings} recordings`,
    ...Object.entries(capabilities).map(([capability, { passed, of }]) => `  ${capability}: ${passed} of ${of}`),
    ...failed.flatMap(({ file, why }) => [`  not ${file}`, ...why.slice(0, 6).map((reason) => `      ${reason}`)]),
    ...(outside.length > 0
      ? [`  outside: ${outside.length}`, ...outside.map(({ file, why }) => `      ${file}: ${why.join('; ')}`)]
      : []),
  ].join('\n')
}

import { isSameCost } from './costs.ts'
import type { Replay, ReplayOptions } from './replay.ts'

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
  /** Answers that report their cost; absent where none does. */
  readonly costs?: ReportedCosts
}

/** Reported costs beside those that the catalogue's prices make of the usage. */
export interface ReportedCosts {
  readonly reported: number
  /** Of these, how many have a price in the catalogue. */
  readonly computed: number
  /** Of these, how many are the same within 1 %. */
  readonly same: number
  /** Those that are not, with the reason where there is one. */
  readonly apart: readonly {
    readonly file: string
    readonly model: string
    readonly reported: number
    readonly computed: number
    readonly why?: string
  }[]
  /** Models without a price, with the reason where there is one. */
  readonly unpriced: readonly { readonly model: string; readonly why?: string }[]
}

const tally = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

function costsOf(replays: readonly Replay[], reasons: ReplayOptions['costs'] = []): ReportedCosts | undefined {
  const told = replays.flatMap(({ file, cost }) => (cost ? [{ file, ...cost }] : []))
  if (told.length === 0) return undefined
  const reasonFor = (model: string) => {
    const why = reasons.find(({ at }) => at.test(model))?.why
    return why === undefined ? {} : { why }
  }
  const computed = told.flatMap(({ computed: usd, ...one }) => (usd === undefined ? [] : [{ ...one, computed: usd }]))
  const apart = computed.filter((one) => !isSameCost(one.reported, one.computed))
  const unpriced = new Set(told.flatMap(({ model, computed: usd }) => (usd === undefined ? [model] : [])))
  return {
    reported: told.length,
    computed: computed.length,
    same: computed.length - apart.length,
    apart: apart.map((one) => ({ ...one, ...reasonFor(one.model) })),
    unpriced: [...unpriced].map((model) => ({ model, ...reasonFor(model) })),
  }
}

/** Sums replays up. */
export function summarise(
  service: string,
  replays: readonly Replay[],
  { costs: reasons }: Pick<ReplayOptions, 'costs'> = {},
): ServiceReplay {
  const costs = costsOf(replays, reasons)
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
    ...(costs && { costs }),
  }
}

/** The summary for a person: a line for each capability, then what did not pass, with the reason. */
export function told({ service, recordings, capabilities, failed, outside, costs }: ServiceReplay): string {
  return [
    `${service}: ${recordings} recordings`,
    ...Object.entries(capabilities).map(([capability, { passed, of }]) => `  ${capability}: ${passed} of ${of}`),
    ...failed.flatMap(({ file, why }) => [`  not ${file}`, ...why.slice(0, 6).map((reason) => `      ${reason}`)]),
    ...(outside.length > 0
      ? [`  outside: ${outside.length}`, ...outside.map(({ file, why }) => `      ${file}: ${why.join('; ')}`)]
      : []),
    ...(costs
      ? [
          `  costs: ${costs.reported} reported, ${costs.computed} computed, ${costs.same} the same within 1 %`,
          ...costs.apart.map(
            ({ file, model, reported, computed, why = 'not explained' }) =>
              `      ${file} (${model}): ${reported} reported, ${computed} computed: ${why}`,
          ),
          ...costs.unpriced.map(({ model, why = 'not explained' }) => `      ${model} has no price: ${why}`),
        ]
      : []),
  ].join('\n')
}

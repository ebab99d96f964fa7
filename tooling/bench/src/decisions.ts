import {
  cheapest,
  createRouter,
  defineProvider,
  fastest,
  healthy,
  pipe,
  roundRobin,
  supports,
  weighted,
} from '@llmrr/core'
import { summarise } from './statistics.ts'
import type { Candidate, ModelInfo, Strategy, StrategyContext } from '@llmrr/core'
import type { Summary } from './statistics.ts'

const facts = { source: 'bench', asOf: '2026-11-24' }

/** The candidates and the context that a router hands to a strategy for so many targets. */
async function decisionOver(count: number): Promise<{ candidates: readonly Candidate[]; context: StrategyContext }> {
  const models: ModelInfo[] = Array.from({ length: count }, (_, index) => ({
    id: `model-${index}`,
    capabilities: ['chat'],
    features: ['tools'],
    contextWindow: 128_000,
    price: { prices: { input: 1 + (index % 7), output: 4 + (index % 5) }, ...facts },
    ...facts,
  }))
  const bench = defineProvider('bench', () => ({
    models: async () => ({ models }),
    async *chat() {
      yield { type: 'text-delta' as const, index: 0, text: 'x' }
      yield { type: 'finish' as const, reason: 'stop' as const }
    },
  }))
  let seen: { candidates: readonly Candidate[]; context: StrategyContext } | undefined
  const spy: Strategy = (candidates, context) => {
    seen = { candidates, context }
    return candidates
  }
  const llm = createRouter({
    use: [bench()],
    routes: { all: { targets: models.map(({ id }) => `bench/${id}`), strategy: spy } },
  })
  await llm.chat({ model: 'all', prompt: 'Why does a router pay for itself?' })
  if (seen?.candidates.length !== count)
    throw new Error(`The strategy saw ${seen?.candidates.length} of ${count} targets`)
  return seen
}

const strategies: Readonly<Record<string, () => Strategy>> = {
  'healthy > supports > fastest': () => pipe(healthy(), supports(), fastest()),
  'healthy > supports > weighted': () => pipe(healthy(), supports(), weighted()),
  'healthy > supports > roundRobin': () => pipe(healthy(), supports(), roundRobin()),
  'healthy > supports > cheapest': () => pipe(healthy(), supports(), cheapest()),
}

/** Microseconds of one decision, by strategy and number of targets. */
export async function measureDecisions(
  counts: readonly number[],
  rounds: number,
): Promise<{ readonly name: string; readonly count: number; readonly us: Summary }[]> {
  const figures: { name: string; count: number; us: Summary }[] = []
  for (const count of counts) {
    const { candidates, context } = await decisionOver(count)
    const repeats = Math.max(20, Math.ceil(40_000 / count))
    for (const [name, make] of Object.entries(strategies)) {
      const strategy = make()
      const sample: number[] = []
      for (let round = -3; round < rounds; round++) {
        const from = process.hrtime.bigint()
        for (let repeat = 0; repeat < repeats; repeat++) strategy(candidates, context)
        if (round >= 0) sample.push(Number(process.hrtime.bigint() - from) / 1000 / repeats)
      }
      figures.push({ name, count, us: summarise(sample) })
    }
  }
  return figures
}

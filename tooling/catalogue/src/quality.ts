import type { Fact, ModelInfo } from '@llmrr/core'
import type { SourceModel } from './format.ts'

type Benchmark = NonNullable<SourceModel['benchmarks']>[number]

/**
 * The indices that we carry. One publisher each, so that two scores compare: the same benchmark in a vendor's own announcement,
 * or run in another harness, is another index.
 */
const indices: readonly {
  readonly index: string
  readonly name: string
  readonly host: string
  readonly dataset?: string
}[] = [
  { index: 'coding', name: 'Artificial Analysis Coding Index', host: 'openrouter.ai' },
  { index: 'aider-polyglot', name: 'Aider Polyglot', host: 'aider.chat' },
  { index: 'swe-bench-pro', name: 'SWE-Bench Pro', host: 'labs.scale.com', dataset: 'public' },
]

/** Scores by index; where the source gives no date, that of the source itself. */
export function readQuality(benchmarks: readonly Benchmark[], asOf: string): ModelInfo['quality'] {
  const facts: { [index: string]: Fact<number> } = {}
  for (const { index, name, host, dataset } of indices) {
    const found = benchmarks.find(
      (one) =>
        one.name === name &&
        one.dataset === dataset &&
        one.harness === undefined &&
        one.variant === undefined &&
        URL.parse(one.source)?.hostname === host,
    )
    if (found) facts[index] = { value: found.score, source: host, asOf: found.date ?? asOf }
  }
  return Object.keys(facts).length > 0 ? facts : undefined
}

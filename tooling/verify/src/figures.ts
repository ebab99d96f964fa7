import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ServiceReplay } from '@llmrr/testing/replay'

/** What the laws found of a provider. */
export interface Conformance {
  readonly provider: string
  readonly capabilities: readonly string[]
  /** Fixtures by capability. */
  readonly fixtures: Readonly<Record<string, number>>
  readonly laws: number
  readonly cases: number
  readonly kept: number
  readonly excused: Readonly<Record<string, string>>
}

/** How requests compare with those of an official SDK. */
export interface ParityFigures {
  readonly provider: string
  readonly sdk: string
  readonly calls: Readonly<Record<string, { readonly equal: number; readonly of: number }>>
  readonly tolerated: readonly string[]
}

/** A promise of the design with its measurement. */
export interface BudgetFigure {
  readonly name: string
  readonly limit: number
  readonly unit: string
  readonly least?: boolean
  readonly measured: number
  readonly holds: boolean
}

/** How a real gateway was found. */
export interface GatewayFigures {
  readonly name: string
  /** What is installed, with its version. */
  readonly pins: readonly string[]
  readonly passed: number
  readonly of: number
}

/** What vitest's reporter in JSON tells of a run. */
interface TestRun {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** Everything that the runs have written. What was not run is absent. */
export interface Figures {
  readonly conformance: readonly Conformance[]
  readonly parity: readonly ParityFigures[]
  readonly replay: readonly ServiceReplay[]
  readonly waiting: readonly { readonly service: string; readonly recordings: number }[]
  readonly emulated: Readonly<Record<string, readonly string[]>>
  readonly mutation?: { readonly mutants: number; readonly found: number; readonly laws: number }
  readonly gateways: readonly GatewayFigures[]
  readonly canary?: { readonly services: readonly string[]; readonly faults: number; readonly searched: number }
  readonly bench?: {
    readonly date: string
    readonly node: string
    readonly budgets: readonly BudgetFigure[]
    readonly sizes: Readonly<Record<string, number>>
  }
  readonly providers?: Readonly<
    Record<
      string,
      readonly { readonly kind: string; readonly bytes: number; readonly ratio: { readonly median: number } }[]
    >
  >
}

/** Reads the figures: those of tests from `folder`, those of benchmarks from the folder above it. */
export function readFigures(folder: string): Figures {
  const read = <T>(path: string): T | undefined =>
    existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined
  const all = <T>(prefix: string): readonly T[] =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((file) => file.startsWith(prefix) && file !== 'replay-waiting.json')
      .toSorted()
      .map((file) => read<T>(join(folder, file))!)
  const run = read<TestRun>(join(folder, 'interop-tests.json'))
  const gateways = (run?.testResults ?? []).flatMap(({ name: file, assertionResults: tests }) => {
    const name = /(\w+)\.interop\.test\.ts$/.exec(file)?.[1] ?? ''
    const { pins = [] } = read<Pick<GatewayFigures, 'pins'>>(join(folder, `interop-${name}.json`)) ?? {}
    return [{ name, pins, passed: tests.filter(({ status }) => status === 'passed').length, of: tests.length }]
  })
  return {
    gateways: gateways.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    // A provider that only a page of the documentation makes is no service.
    conformance: all<Conformance>('conformance-').filter(({ provider }) =>
      existsSync(join(folder, '../../packages', `provider-${provider}`)),
    ),
    parity: all('parity-'),
    replay: all('replay-'),
    waiting: read<Figures['waiting']>(join(folder, 'replay-waiting.json')) ?? [],
    emulated: read<Figures['emulated']>(join(folder, 'emulated.json')) ?? {},
    mutation: read(join(folder, 'mutation.json')),
    canary: read(join(folder, 'canary.json')),
    bench: read(join(folder, '../bench.json')),
    providers: read(join(folder, '../bench-providers.json')),
  }
}

import { isDeepStrictEqual } from 'node:util'
import type { ModelInfo, PriceList, Prices } from '@llmrr/core'

/** One line of a changelog. */
export interface Change {
  readonly kind: 'new' | 'gone' | 'retired' | 'repriced' | 'limits' | 'changed'
  readonly model: string
  readonly text: string
}

const order: readonly Change['kind'][] = ['new', 'gone', 'retired', 'repriced', 'limits', 'changed']

/** What differs between two catalogues of a service. Where and when the facts were read does not count. */
export function changesBetween(before: readonly ModelInfo[], after: readonly ModelInfo[]): Change[] {
  const old = new Map(before.map((model) => [model.id, model]))
  const now = new Map(after.map((model) => [model.id, model]))
  const changes = [
    ...after
      .filter((model) => !old.has(model.id))
      .map((model): Change => ({ kind: 'new', model: model.id, text: describe(model) })),
    ...before
      .filter((model) => !now.has(model.id))
      .map((model): Change => ({ kind: 'gone', model: model.id, text: '' })),
    ...after.flatMap((model) => modelChanges(old.get(model.id) ?? model, model)),
  ]
  return changes.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.model < b.model ? -1 : 1))
}

/** A changelog as lines of text. */
export function formatChanges(changes: readonly Change[]): string[] {
  return changes.map(({ kind, model, text }) => `  ${kind.padEnd(8)}  ${model}${text && `: ${text}`}`)
}

const dates = ['deprecated', 'retires', 'successor'] as const
const limits = ['contextWindow', 'maxInput', 'maxOutput'] as const
const others = [
  'name',
  'family',
  'capabilities',
  'input',
  'output',
  'features',
  'efforts',
  'released',
  'openWeights',
  'knowledge',
] as const
const facts = ['quality', 'regions', 'compliance'] as const

function modelChanges(before: ModelInfo, after: ModelInfo): Change[] {
  const price = priceChanges(before.price, after.price)
  const rows: [Change['kind'], string[]][] = [
    ['retired', fieldChanges(before, after, dates)],
    ['repriced', price],
    ['limits', fieldChanges(before, after, limits)],
    [
      'changed',
      [
        ...fieldChanges(before, after, others),
        ...facts.filter((field) => !isDeepStrictEqual(values(before[field]), values(after[field]))),
      ],
    ],
  ]
  return rows.flatMap(([kind, texts]) => (texts.length > 0 ? [{ kind, model: after.id, text: texts.join(', ') }] : []))
}

const fieldChanges = <K extends keyof ModelInfo>(before: ModelInfo, after: ModelInfo, fields: readonly K[]): string[] =>
  fields.flatMap((field) =>
    isDeepStrictEqual(before[field], after[field]) ? [] : [`${field} ${show(before[field])} -> ${show(after[field])}`],
  )

function priceChanges(before: PriceList | undefined, after: PriceList | undefined): string[] {
  if (!before && !after) return []
  const tiers = (list: PriceList | undefined): [string, Prices][] => [
    ['', list?.prices ?? {}],
    ...(list?.above ?? []).map((tier): [string, Prices] => [` above ${tier.input}`, tier.prices]),
  ]
  const table = (list: PriceList | undefined): Map<string, unknown> =>
    new Map<string, unknown>([
      ...tiers(list).flatMap(([where, prices]) =>
        Object.entries(prices).map(([meter, price]): [string, unknown] => [`${meter}${where}`, price]),
      ),
      ...Object.entries(list?.factors ?? {}).map(([name, factor]): [string, unknown] => [`factor ${name}`, factor]),
      ...Object.entries(list?.regions ?? {}).map(([name, factor]): [string, unknown] => [`region ${name}`, factor]),
      ...(list?.timeOfDay ? [['time of day', list.timeOfDay] as [string, unknown]] : []),
    ])
  const old = table(before)
  const now = table(after)
  const names = [...new Set([...old.keys(), ...now.keys()])]
  return names.flatMap((name) =>
    isDeepStrictEqual(old.get(name), now.get(name)) ? [] : [`${name} ${show(old.get(name))} -> ${show(now.get(name))}`],
  )
}

/** The values of facts, without their sources and dates. */
function values(fact: ModelInfo['quality'] | ModelInfo['regions']): unknown {
  if (!fact) return undefined
  return 'asOf' in fact
    ? fact.value
    : Object.entries(fact as NonNullable<ModelInfo['quality']>).map(([index, one]) => [index, one.value])
}

function show(value: unknown): string {
  if (value === undefined) return 'unknown'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function describe(model: ModelInfo): string {
  const { input, output } = model.price?.prices ?? {}
  const price = input === undefined ? undefined : `USD ${input}${output === undefined ? '' : ` in, ${output} out`}`
  return [model.capabilities.join('+'), model.contextWindow && `${model.contextWindow} tokens`, price, model.released]
    .filter(Boolean)
    .join(', ')
}

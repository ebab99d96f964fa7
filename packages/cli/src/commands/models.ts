import { numberOption, parse } from '../arguments.ts'
import { capabilityNames } from '@llmrr/core'
import { unknown } from '../figures.ts'
import { progress } from '../progress.ts'
import { exit } from '../run.ts'
import { style } from '../style.ts'
import { table } from '../table.ts'
import { usageError } from '../usage-error.ts'
import { installed, userRouter } from '../user-router.ts'
import type { ModelInfo } from '@llmrr/core'
import type { Terminal } from '../terminal.ts'

const options = {
  capability: { type: 'string', short: 'c' },
  feature: { type: 'string' },
  'max-price': { type: 'string' },
  'min-context': { type: 'string' },
  live: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const count = (tokens: number | undefined): string =>
  tokens === undefined
    ? unknown
    : tokens >= 1_000_000
      ? `${+(tokens / 1_000_000).toFixed(2)}M`
      : tokens >= 1000
        ? `${Math.round(tokens / 1000)}k`
        : String(tokens)

const price = (dollars: number | undefined): string => (dollars === undefined ? unknown : `$${+dollars.toFixed(4)}`)

const state = (model: ModelInfo, today: string): string =>
  !model.retires ? '' : model.retires <= today ? `retired ${model.retires}` : `retires ${model.retires}`

/** Refuses a word that would leave nothing because no model can have it. */
function known(option: string, value: string | undefined, words: readonly string[]): void {
  if (value === undefined || words.includes(value)) return
  const all = [...new Set(words)].toSorted().join(', ')
  throw usageError(`--${option} takes one of ${all}, not ${JSON.stringify(value)}.`)
}

/** `llmrr models`: what the installed providers serve. */
export async function models(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parse(args, options)
  const maxPrice = numberOption('max-price', values['max-price'])
  const minContext = numberOption('min-context', values['min-context'])
  const have = await installed(terminal)
  const llm = userRouter(have)
  const ids = have.providers.map((provider) => provider.id)
  const stranger = positionals.find((id) => !ids.includes(id))
  if (stranger !== undefined)
    throw usageError(`There is no provider ${JSON.stringify(stranger)}; installed are ${ids.join(', ')}.`)

  const clear = progress(terminal, 'asking for models')
  const ask = (provider?: string) =>
    llm.models({
      ...(provider !== undefined && { provider }),
      ...(values.live && { live: true }),
      signal: terminal.signal,
    })
  const listed = (
    await (positionals.length > 0 ? Promise.all(positionals.map(ask)) : Promise.all([ask()])).finally(clear)
  ).flat()
  known('capability', values.capability, [...capabilityNames, ...listed.flatMap((model) => model.capabilities)])
  known(
    'feature',
    values.feature,
    listed.flatMap((model) => model.features ?? []),
  )
  const kept = listed.filter(
    (model) =>
      (values.capability === undefined || model.capabilities.includes(values.capability as 'chat')) &&
      (values.feature === undefined || model.features?.includes(values.feature as 'tools') === true) &&
      (minContext === undefined || (model.contextWindow ?? 0) >= minContext) &&
      (maxPrice === undefined || (model.price?.prices.input ?? Number.POSITIVE_INFINITY) <= maxPrice),
  )
  if (values.json) {
    terminal.out(`${JSON.stringify(kept, null, 2)}\n`)
    return exit.ok
  }
  const today = new Date().toISOString().slice(0, 10)
  const paint = style(terminal.colour)
  terminal.out(
    table(
      ['model', 'can', 'context', 'max out', 'in /1M', 'out /1M', ''],
      kept.map((model) => [
        `${model.provider}/${model.id}`,
        model.capabilities.join(', '),
        count(model.contextWindow),
        count(model.maxOutput),
        price(model.price?.prices.input),
        price(model.price?.prices.output),
        paint.yellow(state(model, today)),
      ]),
      ['context', 'max out', 'in /1M', 'out /1M'],
    ),
  )
  terminal.note(`${kept.length} of ${listed.length} models. Prices in US dollars; ids that are not listed work too.\n`)
  return exit.ok
}

import { units } from '../../../tooling/catalogue/src/units.ts'
import { capabilities } from '@llmrr/testing/support'
import { code, table } from './markdown.ts'
import type { CapabilityName, Feature, ModelInfo } from '@llmrr/core'

/** The models of a provider: those for chat, the others by capability, and those that are gone or going. */
export function modelTables(models: readonly ModelInfo[]): string {
  if (models.length === 0) return 'No model is known beforehand; the service is asked for its list.\n'
  const today = newest(models)
  const served = models.filter(({ retires }) => retires === undefined || retires > today)
  const names = Object.keys(capabilities) as CapabilityName[]
  const other = names.filter((name) => name !== 'chat' && served.some((model) => does(model, name)))
  const retiring = models.filter(({ retires }) => retires !== undefined)
  return [
    table(
      ['Model', 'Context', 'Longest answer', 'Reads', 'Input', 'Cached', 'Output', 'Can'],
      served.filter((model) => does(model, 'chat')).map(chatRow),
      ['Context', 'Longest answer', 'Input', 'Cached', 'Output'],
    ),
    'Prices are US dollars per million tokens.\n',
    ...(other.length === 0
      ? []
      : [
          '**Other models**\n',
          table(
            ['Capability', 'Model', 'Price in US dollars'],
            other.flatMap((name) =>
              served.filter((model) => does(model, name)).map((model) => [code(name), code(model.id), priceOf(model)]),
            ),
          ),
        ]),
    ...(retiring.length === 0
      ? []
      : [
          '**Retired, or soon to be**\n',
          table(
            ['Model', 'Retires', 'Instead'],
            retiring
              .toSorted((a, b) => (a.retires! < b.retires! ? -1 : 1))
              .map(({ id, retires, successor }) => [
                code(id),
                retires!,
                successor === undefined ? '' : code(successor),
              ]),
          ),
        ]),
    `As of ${today}, from ${[...new Set(models.flatMap(({ source }) => source.split(', ')))].map(link).join(', ')}. An id that is not listed works too.\n`,
  ].join('\n')
}

const does = ({ capabilities }: ModelInfo, name: CapabilityName): boolean => capabilities.includes(name)

const newest = (models: readonly ModelInfo[]): string =>
  models
    .map(({ asOf }) => asOf)
    .toSorted()
    .at(-1) ?? ''

const link = (source: string): string => (source.startsWith('https://') ? `<${source}>` : source)

const count = (tokens: number | undefined): string => tokens?.toLocaleString('en-GB') ?? ''

function chatRow(model: ModelInfo): string[] {
  const { prices } = model.price ?? {}
  return [
    code(model.id),
    count(model.contextWindow),
    count(model.maxOutput),
    model.input?.join(', ') ?? '',
    dollars(prices?.input),
    dollars(prices?.cacheRead),
    dollars(prices?.output),
    (model.features ?? []).flatMap((feature) => short[feature] ?? []).join(', '),
  ]
}

const short: { readonly [F in Feature]?: string } = {
  tools: 'tools',
  'structured-output': 'schemas',
  reasoning: 'reasoning',
  'prompt-caching': 'caching',
}

const dollars = (price: number | undefined): string => (price === undefined ? '' : String(price))

const priceOf = ({ price }: ModelInfo): string =>
  Object.entries(price?.prices ?? {})
    .map(([meter, value]) => (value === 0 ? 'free' : `${value} per ${units[meter as 'input']}${kind(meter)}`))
    .filter((text, at, all) => all.indexOf(text) === at)
    .join(', ')

/** Which of the meters that are counted in tokens it is. */
const kind = (meter: string): string =>
  units[meter as 'input'] === '1M tokens' ? ` (${meter.replaceAll(/([A-Z])/g, ' $1').toLowerCase()})` : ''

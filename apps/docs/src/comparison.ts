import { capabilities } from '@llmrr/testing/support'
import { code, table } from './markdown.ts'
import type { CapabilityName, ModelInfo } from '@llmrr/core'

/** What is compared of a service. */
export interface Compared {
  readonly slug: string
  readonly name: string
  readonly capabilities: readonly CapabilityName[]
  /** Of its catalogue. */
  readonly models: readonly ModelInfo[]
}

const linkTo = ({ slug, name }: Compared): string => `[${name}](/providers/${slug})`

/** Which service can do what: a row for each, a column for each of core's capabilities. */
export function capabilityMatrix(services: readonly Compared[]): string {
  const names = Object.keys(capabilities) as CapabilityName[]
  const rows = services.map((service) => [
    linkTo(service),
    ...names.map((name) => (service.capabilities.includes(name) ? '●' : '')),
  ])
  return table(['Service', ...names.map(code)], rows)
}

/** What the catalogues know of the chat models that are not about to retire. A service without a catalogue is left out. */
export function chatComparison(services: readonly Compared[]): string {
  const rows = services.flatMap((service) => {
    const chat = service.models.filter((model) => model.capabilities.includes('chat') && model.retires === undefined)
    if (chat.length === 0) return []
    const reads = new Set(chat.flatMap(({ input = [] }) => input))
    const longest = Math.max(...chat.map(({ contextWindow = 0 }) => contextWindow))
    return [
      [
        linkTo(service),
        String(chat.length),
        ['text', 'image', 'audio', 'video', 'document'].filter((kind) => reads.has(kind as 'text')).join(', '),
        longest === 0 ? '' : longest.toLocaleString('en-GB'),
        cheapest(chat),
      ],
    ]
  })
  return table(['Service', 'Models', 'They read', 'Longest context', 'Cheapest, in and out'], rows, [
    'Models',
    'Longest context',
    'Cheapest, in and out',
  ])
}

/** The least that is paid for a million tokens in and a million out together; what is free is not compared. */
function cheapest(models: readonly ModelInfo[]): string {
  const prices = models.flatMap(({ price }) => {
    const { input, output } = price?.prices ?? {}
    return input && output ? [{ input, output }] : []
  })
  const [least] = prices.toSorted((a, b) => a.input + a.output - b.input - b.output)
  return least ? `${least.input}, ${least.output}` : ''
}

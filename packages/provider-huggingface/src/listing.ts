import { dayOf, inOurWords, modalities, read } from '@llmrr/provider-kit'
import { lacking } from './lacking.ts'
import type { Context, Feature, ModelInfo } from '@llmrr/core'
import type { Http, OpenAIModel, Setting } from '@llmrr/provider-kit'

/** One host of a model, as the router's list has it. */
interface WireHost {
  readonly provider: string
  /** `live`, `staging`, `error`. */
  readonly status?: string
  readonly context_length?: number
  /** Dollars per million tokens. */
  readonly pricing?: { readonly input?: number; readonly output?: number } | null
  readonly supports_tools?: boolean
  readonly supports_structured_output?: boolean
  /** Tokens per second. */
  readonly throughput?: number
}

interface WireModel extends OpenAIModel {
  readonly architecture?: {
    readonly input_modalities?: readonly string[]
    readonly output_modalities?: readonly string[]
  }
  readonly providers?: readonly WireHost[]
}

function factsOfHost(host: WireHost, context: Context, source: string): Partial<ModelInfo> {
  const { context_length: contextWindow, pricing, supports_tools: tools, supports_structured_output: schemas } = host
  const features: Feature[] = [
    ...(tools ? (['tools'] as const) : []),
    ...(schemas ? (['structured-output'] as const) : []),
  ]
  const prices = {
    ...(typeof pricing?.input === 'number' && { input: pricing.input }),
    ...(typeof pricing?.output === 'number' && { output: pricing.output }),
  }
  return {
    features,
    ...(contextWindow !== undefined && { contextWindow }),
    ...(Object.keys(prices).length > 0 && { price: { prices, source, asOf: dayOf(context.host.now()) } }),
  }
}

/** The host that answers a reference without a suffix: the fastest of those that are live. */
const fastest = (hosts: readonly WireHost[]): WireHost | undefined =>
  hosts.toSorted((a, b) => (b.throughput ?? 0) - (a.throughput ?? 0))[0]

/**
 * The models of an entry: the one that any host serves, with the facts of the fastest, and one for each host, since windows,
 * features and prices are the host's.
 */
function readModels(entry: WireModel, context: Context, source: string): readonly ModelInfo[] {
  const { id, created, architecture = {}, providers } = entry
  const hosts = (providers ?? []).filter(({ status = 'live' }) => status === 'live')
  const { input_modalities: input, output_modalities: output } = architecture
  const facts = {
    capabilities: ['chat' as const],
    ...(created && { released: dayOf(created * 1000) }),
    ...(input && { input: inOurWords(input, modalities) }),
    ...(output && { output: inOurWords(output, modalities) }),
    source,
    asOf: dayOf(context.host.now()),
  }
  // A dedicated endpoint names its model alone.
  const first = fastest(hosts)
  const whole = { id, ...facts, ...(first && factsOfHost(first, context, source)) }
  return [
    whole,
    ...hosts.map((host) => ({ id: `${id}:${host.provider}`, ...facts, ...factsOfHost(host, context, source) })),
  ]
}

/** What the router serves at the moment, host by host; of a dedicated endpoint, its model. */
export const listModels =
  (http: Http, baseURL: Setting<string>) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const { body } = await http.json<{ readonly data?: readonly WireModel[] }>(
      { method: 'GET', path: '/v1/models' },
      context,
    )
    if (!Array.isArray(body.data)) throw lacking('a list of models', context)
    const source = `${read(baseURL, context.host)}/v1/models`
    return body.data.flatMap((entry) => readModels(entry, context, source))
  }

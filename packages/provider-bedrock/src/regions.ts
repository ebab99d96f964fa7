import { llmError } from '@llmrr/core'
import { fromEnv, read } from '@llmrr/provider-kit'
import type { Context, Host } from '@llmrr/core'
import type { BedrockOptions } from './options.ts'

/** The four hosts of Bedrock: inference, inference in the words of OpenAI and Anthropic, administration, and knowledge bases. */
export type HostName = 'runtime' | 'mantle' | 'control' | 'agent'

/** Where a provider is, as its config says. */
export interface Place {
  /** Default: `AWS_REGION`, then `AWS_DEFAULT_REGION`, then the region of a model that is an ARN. */
  readonly region?: string
  /** Instead of all of AWS's hosts (the emulator, a proxy). */
  readonly baseURL?: string
  /** Instead of single hosts: addresses of VPC endpoints, FIPS or dual-stack hosts. Over `baseURL`, and over AWS's variables for endpoints. */
  readonly endpoints?: { readonly [Name in HostName]?: string }
}

const regionVariables = ['AWS_REGION', 'AWS_DEFAULT_REGION']

// Variables of the official SDKs, most special first.
const endpointVariables: Readonly<Record<HostName, readonly string[]>> = {
  runtime: ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL'],
  mantle: ['AWS_BEDROCK_BASE_URL'],
  control: ['AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL'],
  agent: ['AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME', 'AWS_ENDPOINT_URL'],
}

const prefixes: Readonly<Record<HostName, string>> = {
  runtime: 'bedrock-runtime',
  mantle: 'bedrock-mantle',
  control: 'bedrock',
  agent: 'bedrock-agent-runtime',
}

// Partitions other than the public one, by the beginning of their regions.
const suffixes: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^eusc-/, 'amazonaws.eu'],
]

const suffixOf = (region: string): string => suffixes.find(([pattern]) => pattern.test(region))?.[1] ?? 'amazonaws.com'

const officialAddress = (name: HostName, region: string): string =>
  name === 'mantle'
    ? `https://${prefixes[name]}.${region}.api.aws`
    : `https://${prefixes[name]}.${region}.${suffixOf(region)}`

/** The region in an ARN. */
export const regionOfArn = (model: string): string | undefined => /^arn:[^:]+:[^:]+:([a-z0-9-]+):/.exec(model)?.[1]

/**
 * The region that a call goes to, which its signature names too.
 *
 * @throws LLMError `invalid-request` when nothing tells it.
 */
export function regionOf(place: Place, { host, target }: Pick<Context, 'host' | 'target'>): string {
  const region =
    (target.options as BedrockOptions | undefined)?.region ??
    read(fromEnv(place.region, regionVariables), host) ??
    regionOfArn(target.model)
  if (region) return region
  throw llmError(
    'invalid-request',
    `There is no region for ${target.provider}: set ${regionVariables.join(' or ')}, or pass region to its plugin function.`,
    { target, retry: 'other' },
  )
}

function configuredAddress(place: Place, name: HostName, host: Host): string | undefined {
  const own = place.endpoints?.[name] ?? place.baseURL
  const address = own ?? read(fromEnv(undefined, endpointVariables[name]), host)
  return address?.replace(/\/+$/, '')
}

/** The address of one of the hosts, without a slash at the end. */
export function addressOf(place: Place, name: HostName, context: Pick<Context, 'host' | 'target'>): string {
  return configuredAddress(place, name, context.host) ?? officialAddress(name, regionOf(place, context))
}

/** A model id as one segment of a path: an ARN's slashes and colons are part of it. */
export const segment = (id: string): string => encodeURIComponent(id)

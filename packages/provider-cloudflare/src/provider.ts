import { defineProvider, llmError } from '@llmrr/core'
import { bearer, openaiChat, openaiEmbed, vendorHttp } from '@llmrr/provider-kit'
import { quirks, without } from './chat.ts'
import { cloudflareImage } from './image.ts'
import { cloudflareRerank } from './rerank.ts'
import { cloudflareSpeech } from './speech.ts'
import { cloudflareTranscribe } from './transcribe.ts'
import { listModels } from './listing.ts'
import { options, optionsOf } from './options.ts'
import { readError } from './errors.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** An AI Gateway of the account that requests pass through. */
export interface CloudflareGateway {
  /** Its name. */
  readonly id: string
  /** For a gateway that asks for authentication. */
  readonly token?: string
  /** How long it keeps an answer, in seconds. Default: as the gateway is set. */
  readonly cacheSeconds?: number
  /** Whether its cache is passed by. Default `false`. */
  readonly skipCache?: boolean
  /** What its logs tell of the requests. */
  readonly metadata?: Readonly<Record<string, string | number | boolean>>
}

/** How a provider for Cloudflare Workers AI is made. Everything may be left out. */
export interface CloudflareConfig extends ProviderConfig {
  /** A token with the permission Workers AI. Default: `CLOUDFLARE_API_TOKEN`, else `CLOUDFLARE_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Default: `CLOUDFLARE_ACCOUNT_ID`. */
  readonly accountId?: string
  /** Default: none, Workers AI is asked itself. */
  readonly gateway?: string | CloudflareGateway
  /** Up to and with `/ai`. Default: `CLOUDFLARE_BASE_URL`, else that of the account, or of its gateway. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const apiOf = (account: string): string => `https://api.cloudflare.com/client/v4/accounts/${account}/ai`

function accountOf(host: Host, { accountId }: CloudflareConfig): string {
  const account = accountId ?? host.env('CLOUDFLARE_ACCOUNT_ID')
  if (account) return account
  throw llmError(
    'invalid-request',
    'No Cloudflare account is named: set CLOUDFLARE_ACCOUNT_ID, or pass accountId or baseURL to the plugin function of cloudflare.',
    { retry: 'other' },
  )
}

function baseOf(host: Host, config: CloudflareConfig, gateway: CloudflareGateway | undefined): string {
  const given = config.baseURL ?? host.env('CLOUDFLARE_BASE_URL')
  if (given) return given.replace(/\/+$/, '')
  const account = accountOf(host, config)
  return gateway ? `https://gateway.ai.cloudflare.com/v1/${account}/${gateway.id}/workers-ai` : apiOf(account)
}

// A gateway has the models alone, without `run` before them; the list of them is the account's.
const pathAtGateway = (path: string, account: string): string =>
  path.startsWith('/run/') ? path.slice('/run'.length) : path.startsWith('/models/') ? apiOf(account) + path : path

const gatewayHeaders = ({ token, cacheSeconds, skipCache, metadata }: CloudflareGateway) => ({
  ...(token !== undefined && { 'cf-aig-authorization': `Bearer ${token}` }),
  ...(cacheSeconds !== undefined && { 'cf-aig-cache-ttl': String(cacheSeconds) }),
  ...(skipCache !== undefined && { 'cf-aig-skip-cache': String(skipCache) }),
  ...(metadata && { 'cf-aig-metadata': JSON.stringify(metadata) }),
})

/** Cloudflare Workers AI: open models near the user, asked directly or through an AI Gateway. */
export const cloudflare = defineProvider('cloudflare', (config: CloudflareConfig = {}) => {
  const gateway = typeof config.gateway === 'string' ? { id: config.gateway } : config.gateway
  const baseURL = (host: Host): string => baseOf(host, config, gateway)
  const behindGateway = gateway !== undefined && config.baseURL === undefined
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, 'CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_API_KEY'),
    headers: { ...(gateway && gatewayHeaders(gateway)), ...config.headers },
    readError,
    requestIdHeader: 'cf-ray',
    without,
    quirks: { ...quirks, path: '/v1/chat/completions' },
    locate(request, context) {
      const { sessionAffinity } = optionsOf(context)
      return {
        ...request,
        path: behindGateway ? pathAtGateway(request.path, accountOf(context.host, config)) : request.path,
        headers: {
          ...request.headers,
          ...(sessionAffinity !== undefined && { 'x-session-affinity': sessionAffinity }),
        },
      }
    },
  }
  const http = vendorHttp(vendor)
  return {
    // As of 2026-11-22: the strongest of its cheaper models; tools, schemas and reasoning.
    defaultModel: config.defaultModel ?? '@cf/openai/gpt-oss-120b',
    credentials: ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: listModels(http, baseURL),
    chat: openaiChat(vendor),
    embed: Object.assign(openaiEmbed(vendor, { path: '/v1/embeddings', without: ['dimensions', 'user'] }), {
      defaultModel: '@cf/baai/bge-m3',
    }),
    rerank: cloudflareRerank(http),
    image: cloudflareImage(http),
    speech: cloudflareSpeech(http),
    transcribe: cloudflareTranscribe(http),
  }
})

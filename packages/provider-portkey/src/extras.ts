import { collectChat } from '@llmrr/core'
import { openaiChatDialect } from '@llmrr/provider-kit'
import { toWireConfig } from './config.ts'
import type { ChatAnswer, Context, Json } from '@llmrr/core'
import type { Http, OpenAIChatChunk, OpenAIVendor, WireRequest } from '@llmrr/provider-kit'
import type { GatewayConfig } from './config.ts'

type Fields = { readonly [field: string]: Json }

/** What somebody thinks of the answer of a trace. */
export interface Feedback {
  /** From -10 to 10. */
  readonly value: number
  /** From 0 to 1. Default 1. */
  readonly weight?: number
  readonly metadata?: Fields
}

/** A prompt that is kept at Portkey, and what is filled in. */
export interface PromptRequest {
  /** Of the prompt, such as `pp-weather-b74c4f`; `id@label` or `id@7` for one of its versions. */
  readonly id: string
  readonly variables?: Fields
  /** Body fields that go over those of the prompt, in the words of the wire. */
  readonly overrides?: Fields
}

/** What is looked at, of which time. Further filters are in Portkey's words. */
export interface AnalyticsQuery {
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly to: number
  /** Such as `{ status_code: '429', ai_org_model: 'openai__gpt-4o', trace_id: '...' }`. */
  readonly filters?: { readonly [filter: string]: string | number }
}

/** A curve over time, in Portkey's words. */
export interface AnalyticsGraph {
  readonly summary: { readonly [field: string]: Json }
  readonly data_points: readonly { readonly timestamp?: string; readonly [field: string]: Json | undefined }[]
}

type GraphName =
  | 'requests'
  | 'cost'
  | 'latency'
  | 'tokens'
  | 'users'
  | 'errors'
  | 'errors/rate'
  | 'cache/hit-rate'
  | 'cache/latency'
  | 'requests/rescued'
  | 'feedbacks'
  | (string & {})

/** What an account's list answers. */
export interface Listed {
  readonly total?: number
  readonly data?: readonly Fields[]
}

/** A config that the account keeps. */
export interface NamedConfig {
  readonly name: string
  readonly config: GatewayConfig
  /** Whether it holds for requests without a config. */
  readonly isDefault?: boolean
  readonly workspaceId?: string
}

const at = (...segments: readonly string[]): string => `/${segments.map(encodeURIComponent).join('/')}`

const timeOf = (ms: number): string => new Date(ms).toISOString()

const toQuery = ({ from, to, filters }: AnalyticsQuery): NonNullable<WireRequest['query']> => ({
  time_of_generation_min: timeOf(from),
  time_of_generation_max: timeOf(to),
  ...filters,
})

const toFeedback = ({ value, weight, metadata }: Feedback) => ({
  value,
  ...(weight !== undefined && { weight }),
  ...(metadata && { metadata }),
})

const toNamedConfig = ({ name, config, isDefault, workspaceId }: NamedConfig) => ({
  name,
  config: toWireConfig(config),
  ...(isDefault !== undefined && { isDefault: isDefault ? 1 : 0 }),
  ...(workspaceId !== undefined && { workspace_id: workspaceId }),
})

/** What Portkey's hosted service offers beside the gateway, as `llm.of(portkey)`. */
export function extras(http: Http, vendor: OpenAIVendor) {
  const dialect = openaiChatDialect(vendor)
  const ask = async <T>(request: WireRequest, context: Context): Promise<T> =>
    (await http.json<T>(request, context)).body
  const get = <T>(path: string, context: Context, query: NonNullable<WireRequest['query']> = {}): Promise<T> =>
    ask({ method: 'GET', path, query }, context)
  const idsOf = ({ feedback_ids: ids = [] }: { readonly feedback_ids?: readonly string[] }) => ({ ids })
  return {
    /** Says what an answer is worth, by the trace that it stands in. */
    feedback: async ({ traceId, ...rest }: Feedback & { readonly traceId: string }, context: Context) =>
      idsOf(await ask({ path: '/feedback', body: { trace_id: traceId, ...toFeedback(rest) } }, context)),
    /** Says it otherwise. */
    updateFeedback: async ({ id, ...rest }: Feedback & { readonly id: string }, context: Context) =>
      idsOf(await ask({ method: 'PUT', path: at('feedback', id), body: toFeedback(rest) }, context)),
    /** Asks what a kept prompt says, of the model that it names. */
    async runPrompt({ id, variables = {}, overrides }: PromptRequest, context: Context): Promise<ChatAnswer> {
      const path = at('prompts', id, 'completions')
      const body = { ...overrides, variables, stream: false }
      const { body: reply, facts } = await http.json<OpenAIChatChunk>({ path, body }, context)
      const error = (found: unknown) => http.error(found, context, facts)
      const reader = dialect.reader(context, { error, unfolded: true }, { messages: [] })
      const events = [...dialect.unfold(reply)].flatMap((chunk) => reader.read(chunk))
      return { ...collectChat([...events, ...reader.end()]), ...facts }
    },
    /** The request that a kept prompt becomes, in the words of the wire. */
    renderPrompt: async ({ id, variables = {}, overrides }: PromptRequest, context: Context): Promise<Fields> =>
      (
        await ask<{ readonly data: Fields }>(
          { path: at('prompts', id, 'render'), body: { ...overrides, variables } },
          context,
        )
      ).data,
    /** A curve of requests, cost, errors or what else there is. */
    analytics: ({ graph, ...query }: AnalyticsQuery & { readonly graph: GraphName }, context: Context) =>
      get<AnalyticsGraph>(at('analytics', 'graphs', ...graph.split('/')), context, toQuery(query)),
    /** Sums by user, by model, or by a key of the metadata: `metadata/plan`. */
    analyticsBy: (
      { group, ...query }: AnalyticsQuery & { readonly group: 'users' | 'ai-models' | (string & {}) },
      context: Context,
    ) => get<Listed>(at('analytics', 'groups', ...group.split('/')), context, toQuery(query)),
    /** What the cache was good for. */
    cacheSummary: (query: AnalyticsQuery, context: Context) =>
      get<Fields>('/analytics/summary/cache', context, toQuery(query)),
    /** Writes a request that went elsewhere into the logs, in Portkey's words. */
    log: (
      { request, response, metadata }: Readonly<Record<'request' | 'response' | 'metadata', Fields>>,
      context: Context,
    ) => ask<Fields>({ path: '/logs', body: { request, response, metadata } }, context),
    /** The configs that are kept. */
    configs: ({ workspaceId }: { readonly workspaceId?: string }, context: Context) =>
      get<Listed>('/configs', context, { workspace_id: workspaceId }),
    /** Keeps a config; `slug` is what a target names as its `config`. */
    createConfig: (request: NamedConfig, context: Context) =>
      ask<{ readonly slug?: string; readonly id?: string; readonly version_id?: string }>(
        { path: '/configs', body: toNamedConfig(request) },
        context,
      ),
    /** Puts another version of a kept config in its place. */
    updateConfig: ({ slug, ...request }: NamedConfig & { readonly slug: string }, context: Context) =>
      ask<Fields>({ method: 'PUT', path: at('configs', slug), body: toNamedConfig(request) }, context),
  }
}

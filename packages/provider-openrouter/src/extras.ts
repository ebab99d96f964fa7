import { isLLMError } from '@llmrr/core'
import type { Context, Json } from '@llmrr/core'
import type { Http, WireRequest } from '@llmrr/provider-kit'

/** A thing by its id. */
export interface Id {
  readonly id: string
}

/** What is known of an answer after it was given. Counts with `native` are those of the host, which are billed. */
export interface Generation extends Id {
  readonly model: string
  readonly provider_name?: string | null
  /** United States dollars. */
  readonly total_cost: number
  readonly upstream_inference_cost?: number | null
  readonly cache_discount?: number | null
  readonly is_byok?: boolean
  readonly created_at: string
  readonly streamed?: boolean | null
  readonly cancelled?: boolean | null
  readonly finish_reason?: string | null
  readonly native_finish_reason?: string | null
  readonly tokens_prompt?: number | null
  readonly tokens_completion?: number | null
  readonly native_tokens_prompt?: number | null
  readonly native_tokens_completion?: number | null
  readonly native_tokens_reasoning?: number | null
  readonly native_tokens_cached?: number | null
  /** Milliseconds. */
  readonly latency?: number | null
  /** Milliseconds. */
  readonly generation_time?: number | null
  /** The hosts that were tried, in order. */
  readonly provider_responses?: readonly { readonly [field: string]: Json | undefined }[] | null
  readonly [field: string]: Json | undefined
}

/** The prompt and the answer of a generation, where the account keeps them. */
export interface GenerationContent {
  readonly input: { readonly prompt?: string; readonly messages?: readonly Json[] }
  readonly output: { readonly completion: string | null; readonly reasoning?: string | null }
}

/** What was wrong with an answer. */
export interface Feedback extends Id {
  readonly category:
    | 'latency'
    | 'incoherence'
    | 'incorrect_response'
    | 'formatting'
    | 'billing'
    | 'api_error'
    | 'other'
    | (string & {})
  readonly comment?: string
}

/** The key that is used: what it may spend, and what it has spent, in United States dollars. */
export interface KeyInfo {
  readonly label: string
  /** `null`: no limit. */
  readonly limit: number | null
  readonly limit_remaining: number | null
  readonly limit_reset?: string | null
  readonly usage: number
  readonly usage_daily?: number
  readonly usage_weekly?: number
  readonly usage_monthly?: number
  readonly is_free_tier: boolean
  readonly is_management_key?: boolean
  readonly expires_at?: string | null
  readonly [field: string]: Json | undefined
}

/** A key of the account. `hash` is its id. */
export interface ManagedKey {
  readonly hash: string
  readonly name: string
  readonly label: string
  readonly disabled: boolean
  readonly limit: number | null
  readonly limit_remaining?: number | null
  readonly usage: number
  readonly created_at: string
  readonly [field: string]: Json | undefined
}

/** How a key shall be. */
export interface KeySettings {
  readonly name?: string
  /** United States dollars; `null` for none. */
  readonly limit?: number | null
  /** When what was spent counts from 0 again. `null`: never. */
  readonly limitReset?: 'daily' | 'weekly' | 'monthly' | null
  readonly disabled?: boolean
  readonly includeBYOKInLimit?: boolean
  /** ISO 8601, with seconds. */
  readonly expiresAt?: string
}

/** A host of a model. Prices are dollars for one token, as text. */
export interface Endpoint {
  readonly provider_name: string
  readonly tag: string
  readonly quantization?: string | null
  readonly context_length: number
  readonly max_completion_tokens?: number | null
  readonly pricing: { readonly [what: string]: string | number | undefined }
  readonly supported_parameters: readonly string[]
  /** From 0 to 100. */
  readonly uptime_last_30m?: number | null
  readonly supports_implicit_caching?: boolean
}

/** A host. */
export interface HostInfo {
  readonly name: string
  readonly slug: string
  readonly privacy_policy_url?: string | null
  readonly terms_of_service_url?: string | null
  readonly status_page_url?: string | null
}

/** What was used on one day, by model and host. */
export interface Activity {
  readonly date: string
  readonly model: string
  readonly provider_name: string
  readonly requests: number
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly reasoning_tokens?: number
  /** United States dollars. */
  readonly usage: number
}

const settings = ({ name, limit, limitReset, disabled, includeBYOKInLimit, expiresAt }: KeySettings) => ({
  ...(name !== undefined && { name }),
  ...(limit !== undefined && { limit }),
  ...(limitReset !== undefined && { limit_reset: limitReset }),
  ...(disabled !== undefined && { disabled }),
  ...(includeBYOKInLimit !== undefined && { include_byok_in_limit: includeBYOKInLimit }),
  ...(expiresAt !== undefined && { expires_at: expiresAt }),
})

// Rising, so that few looks are in vain.
const waitsMs = [500, 1000, 2000, 3000, 4000]

/** What OpenRouter alone offers, as `llm.of(openrouter)`. Answers are in the service's words. */
export function extras(http: Http) {
  const ask = async <T>(request: WireRequest, context: Context): Promise<T> =>
    (await http.json<T>(request, context)).body
  const get = async <T>(path: string, context: Context, query: WireRequest['query'] = {}): Promise<T> =>
    (await ask<{ readonly data: T }>({ method: 'GET', path, query }, context)).data
  const key = (hash: string): string => `/keys/${encodeURIComponent(hash)}`
  return {
    /**
     * What is known of an answer, by its id: what it cost, who gave it, how long it took. It is known some seconds after the
     * answer, for which this waits: at most ten, unless `wait` is `false`.
     */
    async generation({ id, wait = true }: Id & { readonly wait?: boolean }, context: Context): Promise<Generation> {
      for (const ms of wait ? waitsMs : []) {
        try {
          return await get<Generation>('/generation', context, { id })
        } catch (thrown) {
          if (!isLLMError(thrown, 'not-found')) throw thrown
          await context.host.sleep(ms, context.signal)
        }
      }
      return get<Generation>('/generation', context, { id })
    },
    /** The prompt and the answer of a generation, where the account keeps them. */
    generationContent: ({ id }: Id, context: Context) => get<GenerationContent>('/generation/content', context, { id }),
    /** Tells OpenRouter what was wrong with an answer. */
    async feedback({ id, category, comment }: Feedback, context: Context): Promise<void> {
      const body = { generation_id: id, category, ...(comment !== undefined && { comment }) }
      await http.send({ path: '/generation/feedback', body }, context)
    },
    /** The key that is used. */
    key: (_: unknown, context: Context) => get<KeyInfo>('/key', context),
    /** What was bought and what was used, in United States dollars. Needs a management key. */
    credits: (_: unknown, context: Context) =>
      get<{ readonly total_credits: number; readonly total_usage: number }>('/credits', context),
    /** What was used on the last thirty days. Needs a management key. */
    activity: ({ date }: { readonly date?: string }, context: Context) =>
      get<readonly Activity[]>('/activity', context, { date }),
    /** The hosts of a model, with their prices and how they do. */
    endpoints: async ({ model }: { readonly model: string }, context: Context): Promise<readonly Endpoint[]> =>
      (await get<{ readonly endpoints: readonly Endpoint[] }>(`/models/${model}/endpoints`, context)).endpoints,
    /** The hosts that keep nothing of what they are asked, model by model. */
    endpointsWithoutRetention: (_: unknown, context: Context) => get<readonly Endpoint[]>('/endpoints/zdr', context),
    /** All hosts. */
    providers: (_: unknown, context: Context) => get<readonly HostInfo[]>('/providers', context),
    /** The bytes of a film, by the id of its job. */
    async videoContent({ id, index }: Id & { readonly index?: number }, context: Context): Promise<Uint8Array> {
      const path = `/videos/${encodeURIComponent(id)}/content`
      const { response } = await http.send({ method: 'GET', path, query: { index } }, context)
      return new Uint8Array(await response.arrayBuffer())
    },
    /** The keys of the account. This and what follows needs a management key. */
    keys: (
      { offset, includeDisabled }: { readonly offset?: number; readonly includeDisabled?: boolean },
      context: Context,
    ) => get<readonly ManagedKey[]>('/keys', context, { offset, include_disabled: includeDisabled }),
    /** Makes a key, which is told this once. */
    async createKey(
      request: KeySettings & { readonly name: string },
      context: Context,
    ): Promise<ManagedKey & { readonly key: string }> {
      const { key: secret, data } = await ask<{ readonly key: string; readonly data: ManagedKey }>(
        { path: '/keys', body: settings(request) },
        context,
      )
      return { ...data, key: secret }
    },
    /** Changes a key; what is not said stays. */
    updateKey: async (
      { hash, ...rest }: KeySettings & { readonly hash: string },
      context: Context,
    ): Promise<ManagedKey> =>
      (await ask<{ readonly data: ManagedKey }>({ method: 'PATCH', path: key(hash), body: settings(rest) }, context))
        .data,
    /** Ends a key for good. */
    async deleteKey({ hash }: { readonly hash: string }, context: Context): Promise<void> {
      await http.send({ method: 'DELETE', path: key(hash) }, context)
    },
    /** The key of a user who came back from OpenRouter's page of consent with a code. */
    async keyForCode(
      request: { readonly code: string; readonly verifier?: string; readonly method?: 'S256' | 'plain' },
      context: Context,
    ): Promise<string> {
      const body = {
        code: request.code,
        ...(request.verifier !== undefined && { code_verifier: request.verifier }),
        ...(request.method !== undefined && { code_challenge_method: request.method }),
      }
      return (await ask<{ readonly key: string }>({ path: '/auth/keys', body }, context)).key
    },
  }
}

import type { Context, Json } from '@llmrr/core'
import type { Http, WireRequest } from '@llmrr/provider-kit'

/** A thing by its id. */
export interface Id {
  readonly id: string
}

/** A model and the voices that it has. */
export interface Voices {
  readonly model: string
  readonly voices: readonly { readonly id?: string; readonly name: string }[]
}

/** A kind of machine for dedicated endpoints. */
export interface Hardware {
  readonly id: string
  readonly pricing?: { readonly cents_per_minute?: number }
  readonly specs?: { readonly gpu_count?: number; readonly gpu_type?: string; readonly gpu_memory?: number }
  readonly availability?: { readonly status?: string }
}

/** A dedicated endpoint, in the service's words. `name` is the model to ask. */
export interface Endpoint extends Id {
  readonly name: string
  readonly model: string
  readonly hardware?: string
  readonly state: string
  readonly type?: string
  readonly display_name?: string
  readonly autoscaling?: { readonly min_replicas: number; readonly max_replicas: number }
}

/** How a dedicated endpoint shall be. */
export interface EndpointSettings {
  readonly displayName?: string
  readonly minReplicas?: number
  readonly maxReplicas?: number
  /** Minutes without a request after which it stops; 0 for never. */
  readonly inactiveMinutes?: number
  readonly state?: 'STARTED' | 'STOPPED'
}

/** A model or an adapter to be brought here. */
export interface ModelUpload {
  /** What it shall be called. */
  readonly name: string
  /** A repository of Hugging Face, or an address of an archive. */
  readonly source: string
  readonly type?: 'model' | 'adapter'
  /** For an adapter: the model that it belongs to. */
  readonly baseModel?: string
  readonly description?: string
  /** For a repository that is not public. */
  readonly huggingFaceToken?: string
}

/** What came of a piece of code. */
export interface CodeOutcome {
  readonly data: {
    readonly session_id: string
    readonly outputs: readonly { readonly type: string; readonly data: Json }[]
  } | null
  readonly errors: readonly Json[] | null
}

const settings = ({ displayName, minReplicas, maxReplicas, inactiveMinutes, state }: EndpointSettings) => ({
  ...(displayName !== undefined && { display_name: displayName }),
  ...((minReplicas ?? maxReplicas) !== undefined && {
    autoscaling: { min_replicas: minReplicas ?? 1, max_replicas: maxReplicas ?? minReplicas ?? 1 },
  }),
  ...(inactiveMinutes !== undefined && { inactive_timeout: inactiveMinutes }),
  ...(state !== undefined && { state }),
})

/** What Together alone offers, as `llm.of(together)`. Answers are in the service's words. */
export function extras(http: Http) {
  const ask = async <T>(request: WireRequest, context: Context): Promise<T> =>
    (await http.json<T>(request, context)).body
  const get = <T>(path: string, context: Context, query: WireRequest['query'] = {}): Promise<T> =>
    ask({ method: 'GET', path, query }, context)
  const list = async <T>(path: string, context: Context, query?: WireRequest['query']): Promise<readonly T[]> =>
    (await get<{ readonly data: readonly T[] }>(path, context, query)).data
  const endpoint = ({ id }: Id): string => `/endpoints/${encodeURIComponent(id)}`
  const tuning = ({ id }: Id): string => `/fine-tunes/${encodeURIComponent(id)}`
  return {
    /** The voices of the models that speak. */
    voices: (_: unknown, context: Context) => list<Voices>('/voices', context),
    /** The machines for endpoints, with their prices; those that suit a model. */
    hardware: ({ model }: { readonly model?: string }, context: Context) =>
      list<Hardware>('/hardware', context, { model }),
    /** The endpoints of the account. */
    endpoints: ({ type }: { readonly type?: 'dedicated' | 'serverless' }, context: Context) =>
      list<Endpoint>('/endpoints', context, { type }),
    /** One endpoint. */
    endpoint: (request: Id, context: Context) => get<Endpoint>(endpoint(request), context),
    /** Starts an endpoint of one's own; it costs from then on, by the minute. */
    createEndpoint: (
      { model, hardware, ...rest }: EndpointSettings & { readonly model: string; readonly hardware: string },
      context: Context,
    ) =>
      ask<Endpoint>(
        { path: '/endpoints', body: { model, hardware, ...settings({ minReplicas: 1, ...rest }) } },
        context,
      ),
    /** Changes, starts or stops an endpoint; what is not said stays. */
    updateEndpoint: ({ id, ...rest }: Id & EndpointSettings, context: Context) =>
      ask<Endpoint>({ method: 'PATCH', path: endpoint({ id }), body: settings(rest) }, context),
    /** Ends an endpoint for good. */
    deleteEndpoint: async (request: Id, context: Context): Promise<void> => {
      await http.send({ method: 'DELETE', path: endpoint(request) }, context)
    },
    /** Brings a model or an adapter here; see `job`. */
    uploadModel: ({ name, source, type, baseModel, description, huggingFaceToken }: ModelUpload, context: Context) => {
      const body = {
        model_name: name,
        model_source: source,
        ...(type !== undefined && { model_type: type }),
        ...(baseModel !== undefined && { base_model: baseModel }),
        ...(description !== undefined && { description }),
        ...(huggingFaceToken !== undefined && { hf_token: huggingFaceToken }),
      }
      return ask<{ readonly data: { readonly job_id: string; readonly model_id: string } }>(
        { path: '/models', body },
        context,
      )
    },
    /** Where an upload stands. */
    job: ({ id }: Id, context: Context) =>
      get<{ readonly job_id: string; readonly status: string }>(`/jobs/${encodeURIComponent(id)}`, context),
    /** What happened in a fine-tuning. */
    tuningEvents: (request: Id, context: Context) =>
      list<{ readonly type: string; readonly message: string; readonly created_at: string }>(
        `${tuning(request)}/events`,
        context,
      ),
    /** The states of the model that a fine-tuning has kept. */
    tuningCheckpoints: (request: Id, context: Context) =>
      list<{ readonly step: number; readonly path: string; readonly checkpoint_type: string }>(
        `${tuning(request)}/checkpoints`,
        context,
      ),
    /** What a fine-tuning would cost. The fields are those of the service. */
    estimateTuning: (
      request: { readonly model?: string; readonly training_file: string; readonly [field: string]: Json | undefined },
      context: Context,
    ) =>
      ask<{ readonly estimated_total_price?: number }>({ path: '/fine-tunes/estimate-price', body: request }, context),
    /** Runs Python on a machine of the service. A session keeps its state. */
    runCode: ({ code, session }: { readonly code: string; readonly session?: string }, context: Context) =>
      ask<CodeOutcome>(
        {
          path: '/tci/execute',
          body: { code, language: 'python', ...(session !== undefined && { session_id: session }) },
        },
        context,
      ),
  }
}

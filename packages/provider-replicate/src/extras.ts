import { cursorOf } from './pages.ts'
import { hardwarePrices } from './hardware.ts'
import { inPath } from './where.ts'
import type { Context, Json } from '@llmrr/core'
import type { Http, WireRequest } from '@llmrr/provider-kit'
import type { WireModel, WirePage, WirePrediction, WireVersion } from './wire.ts'

/** One page of a list; `cursor` asks for the next. */
export interface Page<T> {
  readonly results: readonly T[]
  readonly cursor?: string
}

/** Which page. Default: the first. */
export interface PageRequest {
  readonly cursor?: string
}

/** A thing by its name, `owner/name`. */
export interface Named {
  readonly name: string
}

/** A run by its id. */
export interface RunId {
  readonly id: string
}

/** A deployment, in the service's words. */
export interface Deployment {
  readonly owner: string
  readonly name: string
  readonly current_release?: {
    readonly number?: number
    readonly model?: string
    readonly version?: string
    readonly configuration?: {
      readonly hardware?: string
      readonly min_instances?: number
      readonly max_instances?: number
    }
  }
}

/** How a deployment shall be. */
export interface DeploymentSettings {
  readonly version?: string
  readonly hardware?: string
  /** From 0 to 5. */
  readonly minInstances?: number
  /** From 0 to 20. */
  readonly maxInstances?: number
}

/** A kind of machine. `usdPerSecond` where its price is known. */
export interface Hardware {
  readonly sku: string
  readonly name: string
  readonly usdPerSecond?: number
}

/** Whose token it is. */
export interface Account {
  readonly type: string
  readonly username: string
  readonly name?: string
}

const settingsOf = ({ version, hardware, minInstances, maxInstances }: DeploymentSettings) => ({
  ...(version !== undefined && { version }),
  ...(hardware !== undefined && { hardware }),
  ...(minInstances !== undefined && { min_instances: minInstances }),
  ...(maxInstances !== undefined && { max_instances: maxInstances }),
})

/** What Replicate alone offers, as `llm.of(replicate)`. Answers are in the service's words. */
export function extras(http: Http) {
  const ask = async <T>(request: WireRequest, context: Context): Promise<T> =>
    (await http.json<T>(request, context)).body
  const get = <T>(path: string, context: Context, query: WireRequest['query'] = {}): Promise<T> =>
    ask({ method: 'GET', path, query }, context)
  const page = async <T>(path: string, { cursor }: PageRequest, context: Context): Promise<Page<T>> => {
    const body = await get<WirePage<T>>(path, context, { cursor })
    const next = cursorOf(body)
    return { results: body.results, ...(next !== undefined && { cursor: next }) }
  }
  const prediction = ({ id }: RunId): string => `/predictions/${encodeURIComponent(id)}`
  return {
    /** Whose the token is. */
    account: (_: unknown, context: Context) => get<Account>('/account', context),
    /** The machines that models run on, with their prices where they are known. */
    hardware: async (_: unknown, context: Context): Promise<readonly Hardware[]> =>
      (await get<readonly Hardware[]>('/hardware', context)).map((one) => {
        const usdPerSecond = (hardwarePrices as Readonly<Record<string, number>>)[one.sku]
        return { ...one, ...(usdPerSecond !== undefined && { usdPerSecond }) }
      }),
    /** Models, collections and pages of the documentation that answer a query. */
    search: ({ query, limit }: { readonly query: string; readonly limit?: number }, context: Context) =>
      get<{ readonly models: readonly { readonly model: WireModel }[] }>('/search', context, { query, limit }),
    /** The newest public models. A page may be megabytes: the schemas are in it. */
    models: (request: PageRequest, context: Context) => page<WireModel>('/models', request, context),
    /** One model. */
    model: ({ name }: Named, context: Context) => get<WireModel>(`/models/${inPath(name)}`, context),
    /** Versions of a model, newest first. */
    versions: ({ name, ...request }: Named & PageRequest, context: Context) =>
      page<WireVersion>(`/models/${inPath(name)}/versions`, request, context),
    /** One version of a model, with its schema. */
    version: ({ name, version }: Named & { readonly version: string }, context: Context) =>
      get<WireVersion>(`/models/${inPath(name)}/versions/${encodeURIComponent(version)}`, context),
    /** The collections that Replicate has made of its models. */
    collections: (request: PageRequest, context: Context) =>
      page<{ readonly slug: string; readonly name: string }>('/collections', request, context),
    /** The models of a collection, such as `language-models`. */
    collection: ({ slug }: { readonly slug: string }, context: Context) =>
      get<{ readonly models: readonly WireModel[] }>(`/collections/${encodeURIComponent(slug)}`, context),
    /** Runs, newest first, of the last days. */
    predictions: (request: PageRequest, context: Context) => page<WirePrediction>('/predictions', request, context),
    /** Where a run stands. */
    prediction: (request: RunId, context: Context) => get<WirePrediction>(prediction(request), context),
    /** Stops a run. */
    cancelPrediction: (request: RunId, context: Context) =>
      ask<WirePrediction>({ path: `${prediction(request)}/cancel` }, context),
    /** Trainings, newest first. */
    trainings: (request: PageRequest, context: Context) => page<WirePrediction>('/trainings', request, context),
    /** Deployments of the account. */
    deployments: (request: PageRequest, context: Context) => page<Deployment>('/deployments', request, context),
    /** One deployment. */
    deployment: ({ name }: Named, context: Context) => get<Deployment>(`/deployments/${inPath(name)}`, context),
    /** Makes a deployment of a version of a model. `name` is without an owner. */
    createDeployment: (
      { name, model, ...settings }: Named & { readonly model: string } & Required<DeploymentSettings>,
      context: Context,
    ) => ask<Deployment>({ path: '/deployments', body: { name, model, ...settingsOf(settings) } }, context),
    /** Changes a deployment; what is not said stays. */
    updateDeployment: ({ name, ...settings }: Named & DeploymentSettings, context: Context) =>
      ask<Deployment>({ method: 'PATCH', path: `/deployments/${inPath(name)}`, body: settingsOf(settings) }, context),
    /** Deletes a deployment that has been offline for a while. */
    deleteDeployment: async ({ name }: Named, context: Context): Promise<void> => {
      await http.send({ method: 'DELETE', path: `/deployments/${inPath(name)}` }, context)
    },
    /** The key that signs the account's webhooks. */
    webhookSecret: async (_: unknown, context: Context): Promise<string> =>
      (await get<{ readonly key: string }>('/webhooks/default/secret', context)).key,
    /** Runs a model or a version with an input of its own words, and answers at once; see `prediction`. */
    run: (
      { version, input }: { readonly version: string; readonly input: { readonly [field: string]: Json } },
      context: Context,
    ) => ask<WirePrediction>({ path: '/predictions', body: { version, input } }, context),
  }
}

import type { Context, Json } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** A dedicated Inference Endpoint, as far as it is read here. */
export interface Endpoint {
  readonly name: string
  readonly type?: string
  readonly model?: { readonly repository?: string; readonly [field: string]: unknown }
  readonly status: {
    /** `pending`, `initializing`, `updating`, `updateFailed`, `running`, `paused`, `failed`, `scaledToZero`. */
    readonly state: string
    readonly message?: string
    /** What `endpoint` of the config is to be, once it runs. */
    readonly url?: string
    readonly [field: string]: unknown
  }
  readonly [field: string]: unknown
}

/** Which endpoint. */
export interface Named {
  /** The user or the organisation that it belongs to. */
  readonly namespace: string
  readonly name: string
}

/** An endpoint's settings, in the service's words. */
export type Settings = { readonly [field: string]: Json }

const at = ({ namespace, name }: Named, end = ''): string =>
  `/endpoint/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}${end}`

/** Management of Inference Endpoints, which are billed by the minute while they run. */
export const endpointExtras = (http: Http) => {
  const ask = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, context: Context, body?: object): Promise<T> =>
    (await http.json<T>({ method, path, ...(body && { body }) }, context)).body
  return {
    /** The endpoints of a namespace. */
    async endpoints({ namespace }: Pick<Named, 'namespace'>, context: Context): Promise<readonly Endpoint[]> {
      const path = `/endpoint/${encodeURIComponent(namespace)}`
      return (await ask<{ readonly items?: readonly Endpoint[] }>('GET', path, context)).items ?? []
    },
    /** One endpoint: where it is, and whether it runs. */
    endpoint: (asked: Named, context: Context) => ask<Endpoint>('GET', at(asked), context),
    /** Starts an endpoint. `settings` are the service's: `{ name, type, model, compute, provider }`. */
    createEndpoint: (
      { namespace, settings }: { readonly namespace: string; readonly settings: Settings },
      context: Context,
    ) => ask<Endpoint>('POST', `/endpoint/${encodeURIComponent(namespace)}`, context, settings),
    /** Changes an endpoint. */
    updateEndpoint: ({ settings, ...asked }: Named & { readonly settings: Settings }, context: Context) =>
      ask<Endpoint>('PUT', at(asked), context, settings),
    /** Stops an endpoint until it is resumed. */
    pauseEndpoint: (asked: Named, context: Context) => ask<Endpoint>('POST', at(asked, '/pause'), context),
    /** Starts a paused endpoint again. */
    resumeEndpoint: (asked: Named, context: Context) => ask<Endpoint>('POST', at(asked, '/resume'), context),
    /** Stops an endpoint until the next request, which is refused as `overloaded` while it starts. */
    scaleEndpointToZero: (asked: Named, context: Context) =>
      ask<Endpoint>('POST', at(asked, '/scale-to-zero'), context),
    /** Removes an endpoint for good. */
    async deleteEndpoint(asked: Named, context: Context): Promise<void> {
      await http.send({ method: 'DELETE', path: at(asked) }, context)
    },
  }
}

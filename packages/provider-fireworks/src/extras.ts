import type { Context, Json } from '@llmrr/core'
import type { Platform } from './platform.ts'
import type { WireRequest } from '@llmrr/provider-kit'

/** A thing by its id: the last step of its name. */
export interface Id {
  readonly id: string
}

/** Something that a call sets in the service's words. */
export type Fields = { readonly [field: string]: Json | undefined }

/** A deployment, in the service's words. `name` is the model to ask. */
export interface Deployment {
  readonly name: string
  readonly baseModel: string
  readonly state?: string
  readonly minReplicaCount?: number
  readonly maxReplicaCount?: number
  readonly replicaCount?: number
  readonly acceleratorType?: string
  readonly acceleratorCount?: number
  readonly region?: string
  readonly [field: string]: unknown
}

/** How a deployment shall be; `settings` for everything else, such as `autoscalingPolicy` and `deploymentShape`. */
export interface DeploymentSettings {
  readonly displayName?: string
  readonly minReplicas?: number
  readonly maxReplicas?: number
  readonly acceleratorType?: string
  readonly acceleratorCount?: number
  readonly settings?: Fields
}

/** An adapter on a deployment, in the service's words. */
export interface LoadedAdapter {
  readonly name: string
  readonly model: string
  readonly deployment?: string
  readonly state?: string
}

/** A model of the account, in the service's words. */
export interface OwnModel {
  readonly name: string
  readonly kind?: string
  readonly state?: string
  readonly [field: string]: unknown
}

const settingsOf = ({ minReplicas, maxReplicas, settings, ...rest }: DeploymentSettings): Record<string, unknown> => ({
  ...rest,
  ...(minReplicas !== undefined && { minReplicaCount: minReplicas }),
  ...(maxReplicas !== undefined && { maxReplicaCount: maxReplicas }),
  ...settings,
})

/** What Fireworks alone offers, as `llm.of(fireworks)`: things of an account. Answers are in the service's words. */
export function extras({ http, path, pages }: Platform) {
  const ask = async <T>(rest: string, request: Omit<WireRequest, 'path'>, context: Context): Promise<T> =>
    (await http.json<T>({ ...request, path: path(rest, context) }, context)).body
  const one = (kind: string, { id }: Id, verb = ''): string => `/${kind}/${encodeURIComponent(id)}${verb}`
  const remove = async (rest: string, context: Context): Promise<void> => {
    await http.send({ method: 'DELETE', path: path(rest, context) }, context)
  }
  return {
    /** The deployments of the account. */
    deployments: (_: unknown, context: Context) => pages<Deployment>('/deployments', 'deployments', context),
    /** One deployment. */
    deployment: (request: Id, context: Context) =>
      ask<Deployment>(one('deployments', request), { method: 'GET' }, context),
    /** Starts a deployment of a model; it costs from then on, by the second of each of its machines. */
    createDeployment: (
      { id, baseModel, ...rest }: DeploymentSettings & { readonly id?: string; readonly baseModel: string },
      context: Context,
    ) =>
      ask<Deployment>(
        '/deployments',
        { query: { deploymentId: id }, body: { baseModel, ...settingsOf(rest) } },
        context,
      ),
    /** Changes a deployment; what is not said stays. */
    updateDeployment: ({ id, ...rest }: Id & DeploymentSettings, context: Context) =>
      ask<Deployment>(one('deployments', { id }), { method: 'PATCH', body: settingsOf(rest) }, context),
    /** Sets how many machines a deployment has at once. */
    scaleDeployment: ({ id, replicas }: Id & { readonly replicas: number }, context: Context) =>
      ask<object>(one('deployments', { id }, ':scale'), { method: 'PATCH', body: { replicaCount: replicas } }, context),
    /** Ends a deployment. */
    deleteDeployment: (request: Id, context: Context) => remove(one('deployments', request), context),
    /** Brings a deployment back that was ended a short time ago. */
    undeleteDeployment: (request: Id, context: Context) =>
      ask<Deployment>(one('deployments', request, ':undelete'), { body: {} }, context),
    /** The adapters that are loaded. */
    adapters: (_: unknown, context: Context) => pages<LoadedAdapter>('/deployedModels', 'deployedModels', context),
    /** Loads an adapter (a LoRA) onto a deployment. */
    loadAdapter: (
      {
        model,
        deployment,
        replace,
      }: { readonly model: string; readonly deployment: string; readonly replace?: boolean },
      context: Context,
    ) =>
      ask<LoadedAdapter>(
        '/deployedModels',
        { query: { replaceMergedAddon: replace }, body: { model, deployment } },
        context,
      ),
    /** Takes an adapter off its deployment. */
    unloadAdapter: (request: Id, context: Context) => remove(one('deployedModels', request), context),
    /** The models of the account. */
    ownModels: (_: unknown, context: Context) => pages<OwnModel>('/models', 'models', context),
    /** Makes room for a model of one's own; `model` is in the service's words, with its `kind`. */
    createModel: ({ id, model }: Id & { readonly model: Fields }, context: Context) =>
      ask<OwnModel>('/models', { body: { modelId: id, model } }, context),
    /** Addresses to put the files of a model to, by their names and sizes. */
    modelUpload: ({ id, sizes }: Id & { readonly sizes: { readonly [name: string]: number } }, context: Context) =>
      ask<{ readonly filenameToSignedUrls: Readonly<Record<string, string>> }>(
        one('models', { id }, ':getUploadEndpoint'),
        { body: { filenameToSize: sizes } },
        context,
      ),
    /** Has the files of a model looked through once they are all there. */
    validateModel: (request: Id, context: Context) =>
      ask<object>(one('models', request, ':validateUpload'), { method: 'GET' }, context),
    /** Deletes a model of the account. */
    deleteModel: (request: Id, context: Context) => remove(one('models', request), context),
  }
}

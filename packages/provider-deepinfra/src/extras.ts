import type { Context, Cost } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** A model of one's own on machines of one's own. */
export interface DeploymentRequest {
  /** What it will be called; `deploy_id:<id>` names it in a call. */
  readonly name: string
  /** As DeepInfra names it, such as `A100-80GB`. */
  readonly gpu: string
  /** Default 1. */
  readonly gpuCount?: number
  /** A repository of the Hugging Face Hub. */
  readonly repository: string
  readonly revision?: string
  /** Of the Hub, for a private repository. */
  readonly token?: string
  /** 0 lets it sleep while nobody asks. */
  readonly minInstances?: number
  readonly maxInstances?: number
}

/** What DeepInfra alone has. Addresses stand beside those that follow OpenAI, so `http` is that of the root. */
export const extras = (http: Http) => ({
  /** What earlier requests cost, by the ids that their answers carried. */
  async costs({ requestIds }: { readonly requestIds: readonly string[] }, context: Context) {
    const { body } = await http.json<{
      readonly requests?: readonly { readonly requestId: string; readonly costNanoUsd: number }[]
    }>({ path: '/v1/request-costs', body: { requestIds } }, context)
    return new Map<string, Cost>(
      (body.requests ?? []).map(({ requestId, costNanoUsd }) => [
        requestId,
        { usd: costNanoUsd / 1e9, source: 'reported' },
      ]),
    )
  },
  /** The limits of the account: how much may run at once, in the service's words. */
  async limits(_: undefined, context: Context): Promise<Readonly<Record<string, unknown>>> {
    return (await http.json<Record<string, unknown>>({ method: 'GET', path: '/v1/me/rate_limit' }, context)).body
  },
  /** A token for others, that ends and that may do less than the key. */
  async scopedToken(
    request: {
      /** The name of the key that it is made from. */
      readonly keyName: string
      readonly models?: readonly string[]
      readonly expiresInSeconds: number
      /** Dollars. */
      readonly spendingLimit?: number
    },
    context: Context,
  ): Promise<string> {
    const body = {
      api_key_name: request.keyName,
      expires_delta: request.expiresInSeconds,
      ...(request.models && { models: request.models }),
      ...(request.spendingLimit !== undefined && { spending_limit: request.spendingLimit }),
    }
    return (await http.json<{ readonly token: string }>({ path: '/v1/scoped-jwt', body }, context)).body.token
  },
  /** Puts a model on machines of its own. */
  async deploy(request: DeploymentRequest, context: Context): Promise<{ readonly id: string }> {
    const { name, gpu, gpuCount, repository, revision, token, minInstances, maxInstances } = request
    const body = {
      model_name: name,
      gpu,
      ...(gpuCount !== undefined && { num_gpus: gpuCount }),
      hf: { repo: repository, ...(revision !== undefined && { revision }), ...(token !== undefined && { token }) },
      settings: {
        ...(minInstances !== undefined && { min_instances: minInstances }),
        ...(maxInstances !== undefined && { max_instances: maxInstances }),
      },
    }
    const { body: reply } = await http.json<{ readonly deploy_id: string }>({ path: '/deploy/llm', body }, context)
    return { id: reply.deploy_id }
  },
  /** The deployments of the account, in the service's words. */
  async deployments(_: undefined, context: Context): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await http.json<readonly Record<string, unknown>[]>({ method: 'GET', path: '/deploy/list' }, context)).body
  },
  /** A deployment, in the service's words; its `status` goes from `initializing` over `deploying` to `running`. */
  async deployment({ id }: { readonly id: string }, context: Context): Promise<Readonly<Record<string, unknown>>> {
    return (await http.json<Record<string, unknown>>({ method: 'GET', path: `/deploy/${id}` }, context)).body
  },
  /** Takes a deployment down. */
  async undeploy({ id }: { readonly id: string }, context: Context): Promise<void> {
    const { response } = await http.send({ method: 'DELETE', path: `/deploy/${id}` }, context)
    await response.body?.cancel()
  },
})

import { llmError } from '@llmrr/core'
import { bearerToken } from '@llmrr/provider-kit'
import type { AccessToken, Auth, TokenContext } from '@llmrr/provider-kit'

/** A workload's own identity, which OpenAI takes for a short-lived token instead of a key. */
export interface WorkloadIdentity {
  readonly identityProviderId: string
  readonly serviceAccountId: string
  /** Fetches the token of the workload's platform (Kubernetes, Azure, Google Cloud, ...). Called when a new one is needed. */
  readonly subjectToken: () => string | Promise<string>
  /** What kind of token that is. Default `jwt`. */
  readonly tokenType?: 'jwt' | 'id_token'
  readonly clientId?: string
}

const endpoint = 'https://auth.openai.com/oauth/token'
const defaultLifeSeconds = 3600
// As the official SDK: twenty minutes before it ends, or at half of a short life.
const renewBeforeMs = 1_200_000

async function exchange(identity: WorkloadIdentity, { host, signal, target }: TokenContext): Promise<AccessToken> {
  const startedAt = host.now()
  const response = await host.fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    redirect: 'manual',
    signal,
    body: JSON.stringify({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: await identity.subjectToken(),
      subject_token_type: `urn:ietf:params:oauth:token-type:${identity.tokenType ?? 'jwt'}`,
      identity_provider_id: identity.identityProviderId,
      service_account_id: identity.serviceAccountId,
      ...(identity.clientId !== undefined && { client_id: identity.clientId }),
    }),
  })
  const text = await response.text()
  const answer = response.ok ? (JSON.parse(text) as { access_token?: string; expires_in?: number }) : {}
  if (!answer.access_token) {
    throw llmError(
      'auth',
      `OpenAI gave no token for the workload identity of ${target.provider} (status ${response.status}); check its provider, its service account and the subject token.`,
      {
        status: response.status,
        target,
      },
    )
  }
  return { value: answer.access_token, endsAt: startedAt + (answer.expires_in ?? defaultLifeSeconds) * 1000 }
}

/** Bearer tokens from a workload identity: one exchange serves all calls until the token is nearly over, or refused. */
export const workloadToken = (identity: WorkloadIdentity): Auth =>
  bearerToken((context) => exchange(identity, context), renewBeforeMs)

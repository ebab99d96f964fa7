import { llmError } from '@llmrr/core'
import type { Auth } from '@llmrr/provider-kit'
import type { Context } from '@llmrr/core'

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

interface Token {
  readonly value: string
  readonly renewAt: number
}

const endpoint = 'https://auth.openai.com/oauth/token'
const defaultLifeSeconds = 3600
// As the official SDK: twenty minutes before it ends, or at half of a short life.
const renewBeforeSeconds = 1200

const patienceMs = 30_000

async function exchange(identity: WorkloadIdentity, { host, target }: Context): Promise<Token> {
  const startedAt = host.now()
  // Several calls wait for one exchange, so it ends with none of them.
  const controller = new AbortController()
  const stop = host.timer(patienceMs, () => controller.abort())
  try {
    return await asked(identity, { host, target, signal: controller.signal }, startedAt)
  } finally {
    stop()
  }
}

async function asked(
  identity: WorkloadIdentity,
  { host, signal, target }: Pick<Context, 'host' | 'signal' | 'target'>,
  startedAt: number,
): Promise<Token> {
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
  const life = answer.expires_in ?? defaultLifeSeconds
  const renewAt = startedAt + (life - Math.min(renewBeforeSeconds, life / 2)) * 1000
  return { value: answer.access_token, renewAt }
}

/** Bearer tokens from a workload identity: one exchange serves all calls until the token is nearly over, or refused. */
export function workloadToken(identity: WorkloadIdentity): Auth {
  let token: Promise<Token> | undefined
  return async ({ refused }, context) => {
    let current = token && !refused ? await token : undefined
    if (!current || current.renewAt <= context.host.now()) {
      const fresh = exchange(identity, context)
      token = fresh
      // A failure is told to whoever waits for it, and the next call tries again.
      fresh.catch(() => {
        if (token === fresh) token = undefined
      })
      current = await fresh
    }
    return { authorization: `Bearer ${current.value}` }
  }
}

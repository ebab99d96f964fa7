import { bearerToken } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import type { Auth, TokenContext } from '@llmrr/provider-kit'
import type { CredentialSource } from './library.node.ts'
import type { LLMError } from '@llmrr/core'
import type * as Library from './library.node.ts'

/**
 * The error of a credential that gave no token. What the library throws holds the request, with the credential in it, so
 * only its words for the reason go on.
 */
export function failureOf(thrown: unknown, { target }: TokenContext): LLMError {
  const {
    status,
    code,
    response,
    message = '',
  } = thrown as {
    status?: number
    code?: string | number
    response?: { status?: number; data?: { error?: unknown } }
    message?: string
  }
  const at = response?.status ?? (typeof status === 'number' ? status : undefined)
  const said = response?.data?.error
  const reason = typeof said === 'string' ? said : (said as { status?: string } | undefined)?.status
  const isTrouble = at === undefined ? typeof code === 'string' && /^E[A-Z]/.test(code) : at >= 500 || at === 429
  const word =
    reason ?? (typeof code === 'string' ? code : /default credentials/.test(message) ? 'none found' : undefined)
  const facts = [at, word].filter((fact) => fact !== undefined).join(', ')
  return llmError(
    isTrouble ? 'network' : 'auth',
    isTrouble
      ? `Google's token server could not be asked for ${target.provider}${facts && ` (${facts})`}; check the network.`
      : `Google gave no token for ${target.provider}${facts && ` (${facts})`}; check GOOGLE_APPLICATION_CREDENTIALS, run "gcloud auth application-default login", or pass credentials, apiKey or auth.`,
    { target, ...(word !== undefined && { rawCode: word }) },
  )
}

/** The library, which is imported when it is first needed. */
export async function asking<T>(ask: (library: typeof Library) => Promise<T>, context: TokenContext): Promise<T> {
  const library = await import('./library.node.ts')
  try {
    return await ask(library)
  } catch (thrown) {
    if (context.signal.aborted) throw thrown
    throw failureOf(thrown, context)
  }
}

/** Tokens of Google Cloud, kept until shortly before they end; one fetch serves all calls that wait for it. */
export function googleToken(source: CredentialSource): Auth {
  let quotaProject: string | undefined
  const bearer = bearerToken(async (context) => {
    const access = await asking((library) => library.fetchAccess(source, context), context)
    quotaProject = access.quotaProject
    return access.token
  })
  return async (request, context) => {
    const headers = await bearer(request, context)
    const isSaid = quotaProject === undefined || 'x-goog-user-project' in request.headers
    return isSaid ? headers : { ...headers, 'x-goog-user-project': quotaProject! }
  }
}

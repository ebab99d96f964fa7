import { isLLMError, llmError } from '@llmrr/core'
import type { ApiKey, Auth } from './auth.ts'
import type { Context } from '@llmrr/core'

/**
 * Reads an API key: `apiKey`, else the first of the variables that is set.
 *
 * @throws LLMError `auth` that names the variables when there is none, and when `apiKey` throws (then with its `cause`).
 */
export async function readApiKey(
  apiKey: ApiKey | undefined,
  variables: readonly string[],
  context: Context,
): Promise<string> {
  return keyOf(typeof apiKey === 'function' ? await called(apiKey, context) : apiKey, variables, context)
}

// What it throws may hold a credential, so it stands in `cause` alone.
async function called(apiKey: () => string | Promise<string>, { target }: Context): Promise<string> {
  try {
    return await apiKey()
  } catch (cause) {
    if (isLLMError(cause)) throw cause
    throw llmError('auth', `The apiKey function of ${target.provider} failed; see "cause", and mend it.`, {
      target,
      cause,
    })
  }
}

function keyOf(given: string | undefined, variables: readonly string[], context: Context): string {
  let key = given
  for (const name of variables) key ||= context.host.env(name)
  if (key) return key.trim()
  const { provider } = context.target
  const hint = variables.length > 0 ? `set ${variables.join(' or ')}, or pass apiKey` : 'pass apiKey'
  throw llmError('auth', `There is no API key for ${provider}: ${hint} to its plugin function.`, {
    target: context.target,
  })
}

/** `authorization: Bearer <key>`. */
export const bearer = (apiKey: ApiKey | undefined, ...variables: string[]): Auth =>
  keyAuth((key) => ({ authorization: `Bearer ${key}` }), apiKey, variables)

/** `authorization: Bearer <key>` where there is a key, and nothing where there is none: for servers that may do without. */
export function optionalBearer(apiKey: ApiKey | undefined, ...variables: string[]): Auth {
  const withKey = bearer(apiKey, ...variables)
  return (request, context) =>
    apiKey || variables.some((name) => context.host.env(name)) ? withKey(request, context) : {}
}

/** The key in a header of its own, such as `x-api-key`. */
export const keyHeader = (name: string, apiKey: ApiKey | undefined, ...variables: string[]): Auth =>
  keyAuth((key) => ({ [name]: key }), apiKey, variables)

// A key that is there already costs no turn of the event loop.
function keyAuth(
  headersOf: (key: string) => Readonly<Record<string, string>>,
  apiKey: ApiKey | undefined,
  variables: readonly string[],
): Auth {
  return (_request, context) =>
    typeof apiKey === 'function'
      ? readApiKey(apiKey, variables, context).then(headersOf)
      : headersOf(keyOf(apiKey, variables, context))
}

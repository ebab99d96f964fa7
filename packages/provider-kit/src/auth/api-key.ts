import { llmError } from '@llmrr/core'
import type { ApiKey, Auth } from './auth.ts'
import type { Context } from '@llmrr/core'

/**
 * Reads an API key: `apiKey`, else the first of the variables that is set.
 *
 * @throws LLMError `auth` that names the variables when there is none.
 */
export async function readApiKey(
  apiKey: ApiKey | undefined,
  variables: readonly string[],
  context: Context,
): Promise<string> {
  return keyOf(typeof apiKey === 'function' ? await apiKey() : apiKey, variables, context)
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

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
  let key = typeof apiKey === 'function' ? await apiKey() : apiKey
  for (const name of variables) key ||= context.host.env(name)
  if (key) return key.trim()
  const { provider } = context.target
  const hint = variables.length > 0 ? `set ${variables.join(' or ')}, or pass apiKey` : 'pass apiKey'
  throw llmError('auth', `There is no API key for ${provider}: ${hint} to its plugin function.`, {
    target: context.target,
  })
}

/** `authorization: Bearer <key>`. */
export function bearer(apiKey: ApiKey | undefined, ...variables: string[]): Auth {
  return async (_request, context) => ({ authorization: `Bearer ${await readApiKey(apiKey, variables, context)}` })
}

/** The key in a header of its own, such as `x-api-key`. */
export function keyHeader(name: string, apiKey: ApiKey | undefined, ...variables: string[]): Auth {
  return async (_request, context) => ({ [name]: await readApiKey(apiKey, variables, context) })
}

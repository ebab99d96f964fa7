import { llmError } from '@llmrr/core'
import { readApiKey } from '@llmrr/provider-kit'
import { asking, googleToken } from './google.ts'
import { firstOf, projectVariables } from '../place.ts'
import type { ApiKey, Auth } from '@llmrr/provider-kit'
import type { Context } from '@llmrr/core'

/** With what Google Cloud is asked, as far as the config says. */
export interface AccessConfig {
  readonly project?: string
  readonly credentials?: object
  readonly keyFile?: string
  readonly apiKey?: ApiKey
  readonly auth?: Auth
}

/** What follows from it for a call. */
export interface Access {
  readonly auth: Auth
  /** With a key alone: no project, no place. */
  isExpress(context: Context): boolean
  projectOf(context: Context): Promise<string>
}

/** Variables that hold a key for express mode. */
export const keyVariables = ['GOOGLE_VERTEX_API_KEY', 'GOOGLE_API_KEY'] as const

/** A key, or a token of Google Cloud and the project that it is for. */
export function access(config: AccessConfig): Access {
  const { project, credentials, keyFile, apiKey } = config
  const source = { ...(credentials && { credentials }), ...(keyFile !== undefined && { keyFile }) }
  const namesCredential = credentials !== undefined || keyFile !== undefined || config.auth !== undefined
  const token = googleToken(source)
  let found: Promise<string> | undefined

  const named = ({ host }: Context): string | undefined => project ?? firstOf(host, projectVariables)
  // As the official SDK: a project goes before a key of the environment, a key of the config before everything.
  const isExpress = (context: Context): boolean =>
    apiKey !== undefined ||
    (!namesCredential && named(context) === undefined && !context.host.env('GOOGLE_APPLICATION_CREDENTIALS'))

  return {
    isExpress,
    auth:
      config.auth ??
      (async (request, context) =>
        isExpress(context)
          ? { 'x-goog-api-key': await readApiKey(apiKey, keyVariables, context) }
          : token(request, context)),
    async projectOf(context) {
      const known = named(context)
      if (known !== undefined) return known
      const { target } = context
      if (config.auth) {
        const why = `${target.provider} needs a project: pass it, or set ${projectVariables[0]}.`
        throw llmError('invalid-request', why, { target })
      }
      found ??= asking((library) => library.projectOf(source, context), context)
      try {
        return await found
      } catch (thrown) {
        found = undefined
        throw thrown
      }
    },
  }
}

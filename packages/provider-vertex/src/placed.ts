import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** HTTP whose paths stand below a place that depends on the target, and may have to be asked for first. */
export function placed(http: Http, root: (context: Context) => Promise<string>): Http {
  return {
    error: http.error,
    send: async (request, context) => http.send({ ...request, path: `${await root(context)}${request.path}` }, context),
    json: async (request, context) => http.json({ ...request, path: `${await root(context)}${request.path}` }, context),
  }
}

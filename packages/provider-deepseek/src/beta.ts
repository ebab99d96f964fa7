import { read } from '@llmrr/provider-kit'
import type { Context } from '@llmrr/core'
import type { Setting, WireRequest } from '@llmrr/provider-kit'

interface Body {
  readonly messages?: readonly { readonly prefix?: boolean }[]
  readonly tools?: readonly { readonly function?: { readonly strict?: boolean } }[]
}

/** What is served below `/beta` only: a beginning of the answer, strict tools, and filling in the middle. */
function isBeta({ path, body }: WireRequest): boolean {
  const { messages, tools } = (body ?? {}) as Body
  return (
    path === '/completions' ||
    messages?.at(-1)?.prefix === true ||
    (Array.isArray(tools) && tools.some((tool: NonNullable<Body['tools']>[number]) => tool.function?.strict === true))
  )
}

/** Where a request goes. The service's `/v1` is another name of its root, so `/beta` stands in its place. */
export const betaOf =
  (baseURL: Setting<string>) =>
  (request: WireRequest, { host }: Context): WireRequest => {
    if (!isBeta(request)) return request
    const root = read(baseURL, host).replace(/\/(?:v1|beta)?\/?$/, '')
    return { ...request, path: `${root}/beta${request.path}` }
  }

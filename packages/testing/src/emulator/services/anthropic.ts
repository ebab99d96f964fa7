import { batchRoutes } from '../messages/batches.ts'
import { countTokens, create } from '../messages/create.ts'
import { ping } from '../messages/events.ts'
import { fileRoutes } from '../messages/files.ts'
import { modelRoutes } from '../messages/models.ts'
import { failed, failureOf, invalid } from '../messages/words.ts'
import type { Service } from '../service.ts'

/** Anthropic. */
export const anthropic: Service = {
  slug: 'anthropic',
  root: '',
  sdkRoot: '',
  key: 'sk-ant-emulator-anthropic',
  env: { key: 'ANTHROPIC_API_KEY', baseURL: 'ANTHROPIC_BASE_URL' },
  ping,
  routes: [
    { method: 'POST', path: '/v1/messages', handle: create },
    { method: 'POST', path: '/v1/messages/count_tokens', handle: countTokens },
    {
      method: 'POST',
      path: '/v1/complete',
      handle: ({ body, requestId }) =>
        invalid(`"${body?.model}" is not supported on this API. Please use the Messages API instead.`, requestId),
    },
    ...batchRoutes,
    ...fileRoutes,
    ...modelRoutes,
  ],
  authenticate: (headers, key, requestId) => {
    const bearer = /^Bearer (.*)$/iu.exec(headers.authorization ?? '')?.[1]
    const given = headers['x-api-key'] ?? bearer
    if (given === key) return undefined
    const text =
      given === undefined
        ? 'x-api-key header is required'
        : bearer === undefined
          ? 'invalid x-api-key'
          : 'Invalid bearer token'
    return failed(401, 'authentication_error', text, requestId)
  },
  failure: failureOf,
  noRoute: (method, path, requestId) => failed(404, 'not_found_error', `Not found: ${method} ${path}`, requestId),
  headers: ({ requestId, path }) => ({
    'request-id': requestId,
    'anthropic-organization-id': 'org-emulated',
    'anthropic-workspace-id': 'wrkspc_emulated',
    ...(path === '/v1/messages' && limits()),
  }),
}

const meters = {
  requests: [10_000, 9999],
  tokens: [12_000_000, 11_999_000],
  'input-tokens': [10_000_000, 9_999_000],
  'output-tokens': [2_000_000, 2_000_000],
}

function limits(): Record<string, string> {
  const reset = new Date(Date.now() + 1000).toISOString().replace(/\.\d+Z$/u, 'Z')
  const headers: Record<string, string> = {}
  for (const [meter, [limit, remaining]] of Object.entries(meters)) {
    headers[`anthropic-ratelimit-${meter}-limit`] = String(limit)
    headers[`anthropic-ratelimit-${meter}-remaining`] = String(remaining)
    headers[`anthropic-ratelimit-${meter}-reset`] = reset
  }
  return headers
}

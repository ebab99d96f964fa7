import { controlRoutes, sideRoutes } from '../bedrock/control.ts'
import { converse, countTokens } from '../bedrock/converse.ts'
import { invoke } from '../bedrock/invoke.ts'
import { checkSignature } from '../bedrock/signature.ts'
import { failed, failureOf } from '../bedrock/words.ts'
import { responseRoutes } from '../responses/routes.ts'
import type { Route, Service } from '../service.ts'

// Knowledge bases take signatures only.
const signedOnly = /^\/(?:knowledgebases|retrieveAndGenerate)/u
const isMantle = (path: string): boolean => /^\/(?:openai\/)?v1\//u.test(path)

/** OpenAI's Responses on the second host; its models are named after their vendor. */
const mantleRoutes: readonly Route[] = ['/v1', '/openai/v1'].flatMap((root) =>
  responseRoutes
    .filter(({ method, path }) => method === 'POST' && path === '/responses')
    .map((route) => ({
      ...route,
      path: root + route.path,
      handle: (call) =>
        route.handle({ ...call, body: { ...call.body, model: String(call.body?.model).replace(/^openai\./u, '') } }),
    })),
)

/** Amazon Bedrock: all of its hosts at one address. */
export const bedrock: Service = {
  slug: 'bedrock',
  root: '',
  sdkRoot: '',
  key: 'bedrock-api-key-emulator',
  env: { key: 'AWS_BEARER_TOKEN_BEDROCK', baseURL: 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME' },
  ping: '',
  modelIn: (path) => {
    const id = /^\/model\/([^/]+)\//u.exec(path)?.[1]
    return id === undefined ? undefined : decodeURIComponent(id)
  },
  routes: [
    { method: 'POST', path: '/model/:id/converse', handle: converse(false) },
    { method: 'POST', path: '/model/:id/converse-stream', handle: converse(true) },
    { method: 'POST', path: '/model/:id/invoke', handle: invoke(false) },
    { method: 'POST', path: '/model/:id/invoke-with-response-stream', handle: invoke(true) },
    { method: 'POST', path: '/model/:id/count-tokens', handle: countTokens },
    ...controlRoutes,
    ...sideRoutes,
    ...mantleRoutes,
  ],
  authenticate: (headers, key, _, asked) => {
    const bearer = /^Bearer (.*)$/iu.exec(headers.authorization ?? '')?.[1]
    if (bearer === undefined || signedOnly.test(asked.path))
      return checkSignature(asked, headers, key, isMantle(asked.path) ? 'bedrock-mantle' : 'bedrock')
    return bearer === key
      ? undefined
      : failed(403, 'AccessDeniedException', 'Authentication failed: Please make sure your API Key is valid.')
  },
  failure: failureOf,
  noRoute: () => failed(404, 'UnknownOperationException', 'There is no such operation.'),
  headers: ({ requestId }) => ({ 'x-amzn-requestid': requestId }),
}

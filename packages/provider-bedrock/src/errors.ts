import { openaiError, readMessagesError, saidIn } from '@llmrr/provider-kit'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorDetails, ErrorWords, ReadError } from '@llmrr/provider-kit'

interface WireError {
  readonly message?: unknown
  readonly Message?: unknown
  readonly __type?: unknown
  readonly exception?: unknown
  readonly error?: unknown
  readonly type?: unknown
  readonly originalStatusCode?: unknown
}

/** Names of AWS's exceptions, without their ending; the usual status of those that come inside a stream. */
const table = new Map<string, readonly [ErrorCode, status?: number]>([
  ['validation', ['invalid-request', 400]],
  ['servicequotaexceeded', ['quota', 400]],
  ['conflict', ['server', 409]],
  ['incompletesignature', ['auth']],
  ['missingauthenticationtoken', ['auth']],
  ['accessdenied', ['permission', 403]],
  ['unrecognizedclient', ['auth', 403]],
  ['expiredtoken', ['auth', 403]],
  ['invalidsignature', ['auth', 403]],
  ['invalidclienttokenid', ['auth', 403]],
  ['optinrequired', ['permission', 403]],
  ['resourcenotfound', ['not-found', 404]],
  ['ftuformnotfilled', ['permission', 404]],
  ['modeltimeout', ['timeout', 408]],
  ['modelerror', ['server', 424]],
  ['modelstreamerror', ['server', 424]],
  ['dependencyfailed', ['server', 424]],
  ['throttling', ['rate-limit', 429]],
  ['toomanyrequests', ['rate-limit', 429]],
  ['modelnotready', ['overloaded', 429]],
  ['internalserver', ['server', 500]],
  ['internalservererror', ['server', 500]],
  ['internalfailure', ['server', 500]],
  ['badgateway', ['server', 502]],
  ['serviceunavailable', ['overloaded', 503]],
  // A picture that was not made.
  ['contentfiltered', ['content-filter']],
  // Reasons of an answer that stand for a failure of the model.
  ['malformedmodeloutput', ['bad-response']],
  ['malformedtooluse', ['bad-response']],
])

// Bad requests and refusals that only their words tell apart.
const sayings: ErrorWords = [
  [
    /input is too long|exceeds? (?:the )?(?:model'?s )?(?:maximum )?context (?:limit|length|window)|prompt is too long|too many input tokens|maximum context/i,
    'context-length',
  ],
  [/model identifier is invalid|end of its life|marked by provider as Legacy/i, 'not-found'],
  [/too many tokens per day|daily/i, 'quota'],
  [/authentication failed|api key/i, 'auth'],
  [
    /doesn.?t support|does not support|isn.?t supported|is not supported|on-demand throughput|extraneous key|unsupported model/i,
    'unsupported',
  ],
]
// What a saying explains further: the code alone says more elsewhere.
const unclear: ReadonlySet<ErrorCode | undefined> = new Set<ErrorCode | undefined>([
  undefined,
  'invalid-request',
  'permission',
  'rate-limit',
  'not-found',
])

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** `ThrottlingException:http://...` and `com.amazon.coral#ThrottlingException` are the same name. */
const nameOf = (type: string | undefined): string | undefined => type?.split(':')[0]!.split('#').at(-1)

const keyOf = (name: string): string =>
  name
    .replace(/Exception$/, '')
    .replaceAll('_', '')
    .toLowerCase()

/** Errors of Bedrock: the name stands in a header, in the body, or on a frame of a stream. */
export const readError: ReadError = (status, body, headers) => {
  const wire = (typeof body === 'object' && body !== null ? body : {}) as WireError
  const name = nameOf(headers?.get('x-amzn-errortype') ?? textOf(wire.exception) ?? textOf(wire['__type']))
  // The APIs of others on Bedrock's hosts speak their words.
  if (name === undefined && typeof wire.error === 'object' && wire.error !== null) {
    return wire.type === 'error' ? readMessagesError(status, body) : openaiError(status, body, headers)
  }
  const detail = textOf(wire.message) ?? textOf(wire.Message) ?? textOf(wire.error)
  const [known, usual] = table.get(keyOf(name ?? '')) ?? []
  const said =
    unclear.has(known) && (status === undefined || (status >= 400 && status < 500))
      ? saidIn(detail, sayings)
      : undefined
  const code = said ?? known
  const original = typeof wire.originalStatusCode === 'number' ? wire.originalStatusCode : undefined
  return {
    ...(code && { code }),
    ...(name !== undefined && { rawCode: name }),
    ...(detail !== undefined && { detail }),
    ...(status === undefined && usual !== undefined && { status: usual }),
    // The model behind refused the request: the same again is refused again.
    ...(original !== undefined && original >= 400 && original < 500 && original !== 429 && { retry: 'other' as const }),
  } satisfies ErrorDetails
}

/** Replies for which new credentials are worth a try. */
export const isRefused = ({ status, headers }: Response): boolean =>
  status === 401 ||
  (status === 403 && /^(?:ExpiredToken|UnrecognizedClient)/.test(headers.get('x-amzn-errortype') ?? ''))

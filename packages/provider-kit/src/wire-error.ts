import { llmError } from '@llmrr/core'
import type { Context, ErrorCode, Limits, LLMError, Part, Retry, Target } from '@llmrr/core'
import type { HeaderReader } from './limits.ts'

/** What a service says of a failure, in our words where its table knows them. */
export interface ErrorDetails {
  /** Default: from the status. */
  readonly code?: ErrorCode
  readonly retry?: Retry
  /** The service's own word. */
  readonly rawCode?: string
  /** The service's own sentence. */
  readonly detail?: string
  /** The request field that it complains of. */
  readonly field?: string
  /** A status that the body names (a 429 inside a 200). */
  readonly status?: number
  readonly retryAfterMs?: number
  readonly requestId?: string
  /** What the model had written when it failed, where the service tells. */
  readonly partial?: readonly Part[]
}

/**
 * Reads an error of the service from its body (parsed JSON, or text), whether it came with an HTTP status or inside a
 * stream (then `status` is `undefined`). `headers` are those of the reply, where there is one: some services name the error
 * there. `target` is the one that was asked, for services where its options decide what a failure means. Pure; one per
 * service, mostly a table from its codes to ours.
 */
export type ReadError = (
  status: number | undefined,
  body: unknown,
  headers?: HeaderReader,
  target?: Target,
) => ErrorDetails

/** What came with an error beside its body. */
export interface ErrorReply {
  readonly status?: number
  readonly requestId?: string
  readonly retryAfterMs?: number
  readonly limits?: Limits
  /** Values that must not be repeated (credentials that were sent). */
  readonly secrets?: readonly string[]
}

/** What sentences mean, for services whose codes leave it open. The first pattern that fits counts. */
export type ErrorWords = readonly (readonly [pattern: RegExp, code: ErrorCode])[]

/** Our code for a service's sentence; `undefined` where there is none, or no pattern fits. */
export const saidIn = (sentence: string | undefined, words: ErrorWords): ErrorCode | undefined =>
  sentence === undefined ? undefined : words.find(([pattern]) => pattern.test(sentence))?.[1]

const byStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-request',
  401: 'auth',
  402: 'quota',
  403: 'permission',
  404: 'not-found',
  405: 'invalid-request',
  408: 'timeout',
  409: 'server',
  410: 'not-found',
  413: 'context-length',
  415: 'invalid-request',
  422: 'invalid-request',
  424: 'server',
  425: 'overloaded',
  429: 'rate-limit',
  451: 'permission',
  498: 'overloaded',
  499: 'server',
  503: 'overloaded',
  504: 'timeout',
  529: 'overloaded',
}

/** Our code for an HTTP status that the service's own words do not explain. */
export function codeOfStatus(status: number | undefined): ErrorCode {
  if (status === undefined) return 'server'
  return byStatus[status] ?? (status >= 500 ? 'server' : status >= 400 ? 'invalid-request' : 'bad-response')
}

const advice: Readonly<Partial<Record<ErrorCode, string>>> = {
  auth: 'check its API key',
  permission: 'the credential is valid but not for this; check the account, the project and the region',
  'not-found': 'check the model id (llm.models() lists what there is), or the id of the file or job',
  'invalid-request': 'see error.detail for its own words',
  unsupported: 'use another model or leave that out; see error.detail for its own words',
  'context-length': 'shorten the prompt or use a model with a larger window',
  'content-filter': 'the content was refused; see error.detail for its own words',
  'rate-limit': 'wait, or route to another target',
  quota: 'check credit and spending limits of the account',
  overloaded: 'it is short of capacity; wait, or route to another target',
  server: 'it failed by itself; try again, or route to another target',
  timeout: 'it took too long; try again, or route to another target',
  'bad-response': 'what it or its model wrote makes no sense; try again, or route to another target',
}

const word = /^[\w.:/@[\]$ -]{1,80}$/
const keyLike = /\b(?:(?:sk|gsk|xai|pplx|hf|r8|fw|nvapi|csk)[-_]|AIza|AKIA|ASIA)[\w*.-]{8,}/g

/** Removes credentials from a service's sentence: those that were sent, and whatever looks like a key. */
export function withoutSecrets(text: string, secrets: readonly string[] = []): string {
  let clean = text
  for (const secret of secrets) if (secret.length >= 6) clean = clean.replaceAll(secret, '[credential]')
  return clean.replace(keyLike, '[credential]')
}

/** The one way from a service's error to ours, for HTTP and in-band errors alike. */
export function wireError(details: ErrorDetails, context: Context, reply: ErrorReply = {}): LLMError {
  const status = details.status ?? reply.status
  const code = details.code ?? codeOfStatus(status)
  const rawCode = details.rawCode !== undefined && word.test(details.rawCode) ? details.rawCode : undefined
  const field = details.field !== undefined && word.test(details.field) ? details.field : undefined
  const facts = [status, rawCode, field && `field ${field}`].filter(Boolean).join(', ')
  const hint = advice[code]
  return llmError(
    code,
    `${context.target.provider} answered ${code}${facts && ` (${facts})`}${hint ? `: ${hint}.` : '.'}`,
    {
      ...(details.retry && { retry: details.retry }),
      retryAfterMs: reply.retryAfterMs ?? details.retryAfterMs,
      status,
      rawCode,
      field,
      detail: details.detail === undefined ? undefined : withoutSecrets(details.detail, reply.secrets),
      requestId: reply.requestId ?? details.requestId,
      limits: reply.limits,
      partial: details.partial?.map((part) =>
        part.type === 'text' ? { ...part, text: withoutSecrets(part.text, reply.secrets) } : part,
      ),
      target: context.target,
    },
  )
}

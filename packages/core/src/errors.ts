import type { Attempt } from './results.ts'
import type { Target } from './provider.ts'
import type { Part } from './parts.ts'
import type { Cost, Limits, Usage } from './usage.ts'

/** What a failure means for whoever asked: repeat here (`same`), only another target helps (`other`), or give up (`never`). */
export type Retry = 'same' | 'other' | 'never'

/** The one table from code to retry. An error may override its own. */
export const retryOf = {
  'rate-limit': 'same',
  overloaded: 'same',
  server: 'same',
  timeout: 'same',
  network: 'same',
  'bad-response': 'same',
  auth: 'other',
  permission: 'other',
  'not-found': 'other',
  unsupported: 'other',
  'context-length': 'other',
  'content-filter': 'other',
  quota: 'other',
  'invalid-request': 'never',
  aborted: 'never',
  budget: 'never',
} as const satisfies Record<string, Retry>

/**
 * What went wrong. The list grows in minor versions: decide by `retry` where a code is not known.
 *
 * - `auth`: the credential is missing or refused. `permission`: it is valid, but not for this.
 * - `not-found`: no such model, file or job. `invalid-request`: the request is wrong for every target.
 * - `unsupported`: this target cannot do what was asked; another may. `context-length`: the prompt is too long for it.
 * - `content-filter`: the service refused the content. `rate-limit`: passes with time. `quota`: does not (credit, spend limit).
 * - `overloaded`, `server`: the service's trouble. `timeout`, `network`: no (whole) answer came. `bad-response`: one that makes no sense.
 * - `aborted`: the caller's own signal. `budget`: a budget of the caller's own.
 */
export type ErrorCode = keyof typeof retryOf

/** The facts of an error beside its code and message. */
export interface ErrorFields {
  /** Default: from the table `retryOf`. */
  readonly retry?: Retry
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number
  /** The HTTP status; absent for an error inside a 200 that names none. */
  readonly status?: number
  /** The service's own word for the error. */
  readonly rawCode?: string
  /**
   * The service's own sentence, credentials removed. It may quote the request, so it stands neither in `message` nor in
   * what `JSON.stringify` and `console.log` show.
   */
  readonly detail?: string
  /** The request field that the service complains of, in its spelling. */
  readonly field?: string
  readonly requestId?: string
  readonly target?: Target
  /** The caller has already seen output of the call. Default `false`. */
  readonly committed?: boolean
  /** What had been answered when it failed. Not shown by `JSON.stringify` and `console.log`. */
  readonly partial?: readonly Part[]
  /** Every attempt of the call, in order. */
  readonly attempts?: readonly Attempt[]
  readonly limits?: Limits
  /** What the failed answer used, where the service said so. */
  readonly usage?: Usage
  readonly cost?: Cost
  readonly cause?: unknown
}

/** The one shape of every failure. Made by `llmError`, recognised by `isLLMError`. */
export interface LLMError extends Error, Omit<ErrorFields, 'cause' | 'retry' | 'committed'> {
  readonly name: 'LLMError'
  readonly code: ErrorCode
  readonly retry: Retry
  readonly committed: boolean
}

const mark = Symbol.for('llmrr.error')
const shown = /^(?!name$|detail$|partial$|cause$)/

function set(error: Error, facts: object): LLMError {
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) {
      Object.defineProperty(error, name, { value, enumerable: shown.test(name), writable: true, configurable: true })
    }
  }
  return Object.defineProperty(error, mark, { value: true }) as LLMError
}

/**
 * Makes an error. `message` is one sentence that names what failed, where, and what to do; never a credential, never
 * text of a prompt.
 */
export const llmError = (code: ErrorCode, message: string, fields: ErrorFields = {}): LLMError =>
  set(set(new Error(message), { name: 'LLMError', code, retry: retryOf[code], committed: false }), fields)

/** Whether `error` is one of ours (also of another installed copy) and, if codes are given, has one of them. */
export function isLLMError(error: unknown, ...codes: ErrorCode[]): error is LLMError {
  if (typeof error !== 'object' || error === null || (error as { [mark]?: unknown })[mark] !== true) return false
  return codes.length === 0 || codes.includes((error as LLMError).code)
}

/** The same error with further facts. Answers a new object; the stack is the first one's. */
export function withFields(error: LLMError, fields: ErrorFields): LLMError {
  const { name, message, stack, detail, partial, cause } = error
  return set(set(new Error(message), { ...error, name, stack, detail, partial, cause }), fields)
}

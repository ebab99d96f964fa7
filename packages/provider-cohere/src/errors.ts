import type { ErrorCode } from '@llmrr/core'
import type { ErrorDetails, ReadError } from '@llmrr/provider-kit'

/** The service's words for a kind of error, where it has one. */
const byType: Readonly<Record<string, ErrorCode>> = {
  TOO_MANY_TOKENS: 'context-length',
  // About what the model wrote, not about what was asked: another try may do.
  INVALID_TOOL_GENERATION: 'bad-response',
  TIMEOUT: 'timeout',
}

const byStatus: Readonly<Record<number, ErrorCode>> = {
  // A token on the deny list, in the prompt or in the answer.
  498: 'content-filter',
  499: 'server',
  501: 'unsupported',
}

/** Most errors are a sentence only. */
const bySentence: readonly (readonly [statuses: readonly number[], sentence: RegExp, code: ErrorCode])[] = [
  [[400, 413, 422], /too many tokens|size limit exceeded|maximum context/i, 'context-length'],
  [[400, 422], /model '[^']*' not found|model '[^']*' was removed/i, 'not-found'],
  [[400, 422], /not supported (?:by|for|with|on)|does not support/i, 'unsupported'],
  // The thousand calls a month of a trial key do not come back by waiting a minute.
  [[429], /per month|\/ ?month|monthly/i, 'quota'],
]

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Cohere's errors: a body with a `message`, or the end of an answer that failed in a 200. */
export const readError: ReadError = (status, body): ErrorDetails => {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>
  const detail = text(fields['message']) ?? text(fields['error']) ?? text(body)
  const type = text(fields['error_type']) ?? (status === undefined ? text(fields['finish_reason']) : undefined)
  const said = bySentence.find(
    ([statuses, sentence]) => statuses.includes(status ?? 400) && sentence.test(detail ?? ''),
  )?.[2]
  const code = (type && byType[type]) ?? said ?? (status === undefined ? undefined : byStatus[status])
  return {
    ...(code && { code }),
    ...(type !== undefined && { rawCode: type }),
    ...(detail !== undefined && { detail }),
  }
}

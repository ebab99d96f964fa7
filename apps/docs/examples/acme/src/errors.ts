// #region errors
import type { ErrorCode } from '@llmrr/core'
import type { ReadError } from '@llmrr/provider-kit'

const codes: Readonly<Record<string, ErrorCode>> = {
  'too-many': 'rate-limit',
  'too-long': 'context-length',
  'no-anvils-left': 'overloaded',
  'account-empty': 'quota',
}

/** Reads an error, over HTTP or in a stream. The status tells what the table does not know. */
export const readError: ReadError = (_status, body) => {
  const { code, text } = (body as { oops?: { code?: string; text?: string } } | null)?.oops ?? {}
  const known = code === undefined ? undefined : codes[code]
  return {
    ...(known && { code: known }),
    ...(code !== undefined && { rawCode: code }),
    ...(text !== undefined && { detail: text }),
  }
}
// #endregion errors

import { openaiErrors, readGeminiError, readMessagesError } from '@llmrr/provider-kit'
import type { ReadError } from '@llmrr/provider-kit'

interface WireBody {
  readonly type?: unknown
  readonly error?: { readonly status?: unknown }
}

const readOpenai = openaiErrors({})

/** Google's errors, or those of the vendor whose model was asked: both come from the same paths. */
export const readError: ReadError = (status, body) => {
  const { type, error } = ((Array.isArray(body) ? (body as readonly unknown[])[0] : body) ?? {}) as WireBody
  if (type === 'error') return readMessagesError(status, body)
  return typeof error === 'object' && error !== null && typeof error.status !== 'string'
    ? readOpenai(status, body)
    : readGeminiError(status, body)
}

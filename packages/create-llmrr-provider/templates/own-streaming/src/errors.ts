import type { ErrorCode } from '@llmrr/core'
import type { ReadError } from '@llmrr/provider-kit'

const codes: Readonly<Record<string, ErrorCode>> = { 'too-long': 'context-length', 'account-empty': 'quota' }

/** Reads an error, over HTTP or in a stream. The status tells what the table does not know. */
export const readError: ReadError = (_status, body) => {
  const { code, text } = (body as { error?: { code?: string; text?: string } } | null)?.error ?? {}
  return { code: codes[code ?? ''], rawCode: code, detail: text }
}

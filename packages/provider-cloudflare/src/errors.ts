import { openaiErrors } from '@llmrr/provider-kit'
import type { ErrorCode } from '@llmrr/core'
import type { ReadError } from '@llmrr/provider-kit'

interface Envelope {
  readonly success?: boolean
  readonly errors?: readonly { readonly code?: number; readonly message?: string }[]
}

// The vendor's list of 2026-07-29. What stands in no line goes by its status.
const codes: Readonly<Record<number, ErrorCode>> = {
  3003: 'invalid-request',
  3006: 'context-length',
  3007: 'timeout',
  3008: 'timeout',
  3023: 'permission',
  // The free allocation of the day: back at 00:00 UTC.
  3036: 'quota',
  3040: 'overloaded',
  3041: 'permission',
  3042: 'not-found',
  5004: 'invalid-request',
  5005: 'unsupported',
  5007: 'not-found',
  5016: 'permission',
  5018: 'permission',
  5019: 'unsupported',
  10000: 'auth',
}

const readOpenai = openaiErrors()

/** Cloudflare's errors: its own envelope, which also stands on the routes that follow OpenAI, or OpenAI's form. */
export const readError: ReadError = (status, body, headers) => {
  const [first] = (body as Envelope | null)?.errors ?? []
  if (!first) return readOpenai(status, body, headers)
  const { code, message } = first
  const ours = code === undefined ? undefined : codes[code]
  return {
    ...(ours && { code: ours }),
    ...(code !== undefined && { rawCode: String(code) }),
    ...(message !== undefined && { detail: message }),
  }
}

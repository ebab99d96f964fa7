import { openaiErrors, readErrorBody } from '@llmrr/provider-kit'
import type { ErrorCode } from '@llmrr/core'
import type { ReadError } from '@llmrr/provider-kit'

// The vendor's table of 2026-02. A 403 may be about the key or about money.
const reasons: Readonly<Record<string, ErrorCode>> = {
  INVALID_REQUEST_BODY: 'invalid-request',
  MISSING_API_KEY: 'auth',
  FAILED_TO_AUTH: 'auth',
  INVALID_API_KEY: 'auth',
  BILLING_AUTH_FAILED: 'auth',
  ACCESS_DENY: 'permission',
  NOT_ENOUGH_BALANCE: 'quota',
  BILLING_BALANCE_NOT_ENOUGH: 'quota',
  ILLEGAL_PROMPT: 'content-filter',
  ILLEGAL_IMAGE_CONTENT: 'content-filter',
  MODEL_NOT_FOUND: 'not-found',
  API_NOT_FOUND: 'not-found',
  TASK_NOT_FOUND: 'not-found',
  RATE_LIMIT_EXCEEDED: 'rate-limit',
  TOKEN_LIMIT_EXCEEDED: 'rate-limit',
  CREATE_TASK_FAILED: 'server',
  GET_RESULT_FAILED: 'server',
  TASK_FAILED: 'server',
  BILLING_FAILED: 'server',
  SERVICE_NOT_AVAILABLE: 'overloaded',
}

const readOpenai = openaiErrors()

/** Novita's errors: its own flat body with a `reason`, or OpenAI's. */
export const readError: ReadError = (status, body, headers) => {
  const details = readOpenai(status, body, headers)
  const { reason } = readErrorBody(body).fields
  if (typeof reason !== 'string' || reason === '') return details
  const code = reasons[reason]
  return { ...details, rawCode: reason, ...(code && { code }) }
}

import { openaiErrors, readErrorBody } from '@llmrr/provider-kit'
import type { ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({
  // A wrong key, with status 403.
  UNAUTHORIZED: 'auth',
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'permission',
  NOT_FOUND: 'not-found',
  INVALID_ARGUMENT: 'invalid-request',
  FAILED_PRECONDITION: 'invalid-request',
  RESOURCE_EXHAUSTED: 'rate-limit',
  DEADLINE_EXCEEDED: 'timeout',
  UNAVAILABLE: 'overloaded',
  INTERNAL: 'server',
})

interface Fault {
  readonly faultstring?: string
  readonly detail?: { readonly errorcode?: string }
}

/** Fireworks' errors: those of models, of the platform (`{ code, message }`), and of the gateway before both (`{ fault }`). */
export const readError: ReadError = (status, body) => {
  const details = read(status, body)
  const { type, fields } = readErrorBody(body)
  const fault = fields['fault'] as Fault | undefined
  // In a stream, or in a line of a batch.
  const isUnsaid = status === undefined && details.status === undefined && details.code === undefined
  return {
    ...details,
    // A suspended account, or an adapter that does not load: nothing that another try would mend.
    ...(status === 412 && details.code === undefined && { code: 'permission' }),
    ...(isUnsaid && type === 'invalid_request_error' && { code: 'invalid-request' }),
    ...(fault?.faultstring !== undefined && { detail: fault.faultstring }),
    ...(fault?.detail?.errorcode !== undefined && { rawCode: fault.detail.errorcode }),
  }
}

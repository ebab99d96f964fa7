import { openaiErrors, readErrorBody, readMessagesError } from '@llmrr/provider-kit'
import type { ErrorDetails } from '@llmrr/provider-kit'

/** What Azure's gateway and Foundry's models say beside OpenAI's own words. */
const read = openaiErrors({
  DeploymentNotFound: 'not-found',
  ModelNotFound: 'not-found',
  unknown_model: 'not-found',
  unavailable_model: 'not-found',
  ResourceNotFound: 'not-found',
  OperationNotSupported: 'unsupported',
  PermissionDenied: 'permission',
  AuthenticationTypeDisabled: 'permission',
  AccessDenied: 'permission',
  Unauthorized: 'auth',
  RateLimitReached: 'rate-limit',
  TooManyRequests: 'rate-limit',
  NoCapacity: 'overloaded',
  InsufficientQuota: 'quota',
  QuotaExceeded: 'quota',
  ResponsibleAIPolicyViolation: 'content-filter',
  OperationTimeout: 'timeout',
  Timeout: 'timeout',
})

interface Complaint {
  readonly loc?: readonly (string | number)[]
  readonly msg?: string
}

// A validator of a model names the field in a list of complaints.
const complaintOf = (details: unknown): Complaint | undefined =>
  Array.isArray(details) ? (details as readonly Complaint[]).find((one) => Array.isArray(one?.loc)) : undefined

/** Reads an error, whichever of the gateway's, OpenAI's, Foundry's and Anthropic's shapes it has. */
export function readError(status: number | undefined, body: unknown): ErrorDetails {
  const type = (body as { readonly type?: unknown } | null)?.type
  const claude = type === 'error' ? readMessagesError(status, body) : {}
  if (claude.code) return claude
  const details = read(status, body)
  const { fields } = readErrorBody(body)
  const complaint = complaintOf(fields['details'])
  const field = complaint?.loc?.filter((step) => step !== 'body').join('.')
  return {
    ...details,
    // Their 404 for a wrong path has nothing but the status.
    ...(details.rawCode === undefined && typeof fields['code'] === 'string' && { rawCode: fields['code'] }),
    ...(field && { field }),
    ...(complaint?.msg && { detail: [details.detail, complaint.msg].filter(Boolean).join(': ') }),
  }
}

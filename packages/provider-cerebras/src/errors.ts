import { openaiErrors } from '@llmrr/provider-kit'
import type { ReadError } from '@llmrr/provider-kit'

/** Cerebras's errors: OpenAI's fields without the envelope, in a stream with it. */
export const readError: ReadError = openaiErrors({
  // About a field that is not taken: the sentence says which.
  wrong_api_format: 'unsupported',
  too_many_requests_error: 'rate-limit',
  too_many_tokens_error: 'rate-limit',
  queue_exceeded: 'overloaded',
  service_unavailable: 'overloaded',
  payment_required: 'quota',
})

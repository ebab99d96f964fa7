import { openaiErrors } from '@llmrr/provider-kit'
import type { ErrorDetails } from '@llmrr/provider-kit'

/** What OpenAI says beside the words of its whole family. */
const read = openaiErrors({
  invalid_organization: 'auth',
  mismatched_organization: 'auth',
  slow_down: 'overloaded',
  server_overloaded: 'overloaded',
  previous_response_not_found: 'not-found',
  cyber_policy: 'content-filter',
  cyber_policy_violation: 'content-filter',
  // What was sent is no picture, wherever it is sent.
  invalid_image: 'invalid-request',
  invalid_image_format: 'invalid-request',
  invalid_base64_image: 'invalid-request',
  invalid_image_url: 'invalid-request',
  invalid_image_mode: 'invalid-request',
  image_too_large: 'invalid-request',
  image_too_small: 'invalid-request',
  image_parse_error: 'invalid-request',
  image_file_too_large: 'invalid-request',
  image_file_not_found: 'invalid-request',
  unsupported_image_media_type: 'invalid-request',
  empty_image_file: 'invalid-request',
  failed_to_download_image: 'invalid-request',
  invalid_encrypted_content: 'invalid-request',
})

/** Reads an error of OpenAI, over HTTP or inside a 200. */
export function readError(status: number | undefined, body: unknown): ErrorDetails {
  const details = read(status, body)
  // Images answer a model that is unknown or gone with `invalid_value`.
  if (details.rawCode === 'invalid_value' && details.field === 'model') return { ...details, code: 'not-found' }
  if (details.code || status !== undefined || details.rawCode !== 'invalid_request_error') return details
  return { ...details, code: 'invalid-request' }
}

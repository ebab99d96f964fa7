import { openaiErrors, readErrorBody } from '@llmrr/provider-kit'
import type { ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({
  // 400, but about what the model wrote, not about the request: another try may do.
  tool_use_failed: 'bad-response',
  json_validate_failed: 'bad-response',
  model_decommissioned: 'not-found',
  capacity_exceeded: 'overloaded',
})

/** Groq's errors. What the model wrote when its tool call failed is `partial` of the error. */
export const readError: ReadError = (status, body) => {
  const details = read(status, body)
  // One request alone is larger than the limit of a minute: waiting does not help.
  if (status === 413) return { ...details, code: 'context-length' }
  const written = readErrorBody(body).fields['failed_generation']
  return typeof written === 'string' && written !== ''
    ? { ...details, partial: [{ type: 'text', text: written }] }
    : details
}

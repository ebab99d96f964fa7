import { openaiErrors, readErrorBody } from '@llmrr/provider-kit'
import type { ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({
  // A code is a number as text. An unknown model is a 400.
  1500: 'not-found',
  invalid_model: 'not-found',
  // What this model does not have, such as log probabilities.
  3051: 'unsupported',
  1300: 'rate-limit',
  rate_limited: 'rate-limit',
  // The check of a guardrail has failed, not the content.
  3201: 'server',
})

type Fields = { readonly [field: string]: unknown }

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** The first complaint of a validator: at the top of the body, or inside the message. */
function complaintOf(body: unknown): Fields | undefined {
  if (!isFields(body)) return undefined
  const detail = isFields(body['message']) ? body['message']['detail'] : body['detail']
  const [first] = Array.isArray(detail) ? (detail as readonly unknown[]) : []
  return isFields(first) ? first : undefined
}

/** Mistral's errors, in their five shapes. */
export const readError: ReadError = (status, body) => {
  const details = read(status, body)
  const { code, fields } = readErrorBody(body)
  // Inside a stream the status stands in the body.
  const told = typeof fields['raw_status_code'] === 'number' ? fields['raw_status_code'] : undefined
  const known = { ...details, ...(status === undefined && told !== undefined && { status: told }) }
  if (status === 403 && code === undefined && isFields(body) && body['guardrails'] !== undefined)
    return { ...known, code: 'content-filter' }
  const complaint = complaintOf(body)
  if (!complaint) return known
  const place = [complaint['loc']].flat().filter((step) => step !== 'body')
  return {
    ...known,
    ...(typeof complaint['type'] === 'string' && { rawCode: complaint['type'] }),
    ...(place.length > 0 && { field: place.join('.') }),
  }
}

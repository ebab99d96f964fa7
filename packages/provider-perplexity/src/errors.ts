import { openaiErrors, readErrorBody } from '@llmrr/provider-kit'
import type { ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({ too_many_prompt_tokens: 'context-length' })

/** Perplexity's errors. Their code is the status, so the type is the word for them. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body, headers)
  const { type } = readErrorBody(body)
  return {
    ...details,
    ...(details.rawCode === undefined && type !== undefined && { rawCode: type }),
    // Sonar's own address, since it is no more (2026-09-27): a route may fall back.
    ...(/sonar is now the agent api/i.test(details.detail ?? '') && { code: 'not-found' }),
  }
}

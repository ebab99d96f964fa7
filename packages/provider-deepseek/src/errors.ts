import { openaiErrors, readErrorBody, saidIn } from '@llmrr/provider-kit'
import type { ErrorWords, ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({ rate_limit_reached_error: 'rate-limit', service_unavailable: 'overloaded' })

/** What is said in words only: most refusals are a 400 of the same type and code. */
const words: ErrorWords = [
  [/unknown variant `\w+`, expected `text`/, 'unsupported'],
  [/model not exist|supported (?:api )?model names/i, 'not-found'],
]

/** DeepSeek's errors. The code says `invalid_request_error` of a wrong key as well, so the type is what tells. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body, headers)
  const { type } = readErrorBody(body)
  const said = saidIn(details.detail, words)
  return {
    ...details,
    ...(type !== undefined && { rawCode: type }),
    ...(said && { code: said }),
    ...(status === 503 && { code: 'overloaded' }),
  }
}

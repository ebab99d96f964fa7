import { openaiErrors, saidIn } from '@llmrr/provider-kit'
import type { ErrorWords, ReadError } from '@llmrr/provider-kit'

const read = openaiErrors()

// Bodies have no codes, and one status has several meanings.
const words: ErrorWords = [
  [/tool calling is not supported|not supported for model/i, 'unsupported'],
  [/not authenticated|invalid (?:api )?(?:key|token)/i, 'auth'],
  [/model busy|busy, retry/i, 'overloaded'],
  [/spending limit|insufficient (?:balance|funds)/i, 'quota'],
  [/model .*not (?:available|found)/i, 'not-found'],
]

/** DeepInfra's errors: a sentence in one of several envelopes, with a status that says the rest. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body, headers)
  const said = saidIn(details.detail, words)
  if (said !== undefined) return { ...details, code: said }
  // A model that cannot do what it was asked for, too.
  return status === 405 ? { ...details, code: 'unsupported' } : details
}

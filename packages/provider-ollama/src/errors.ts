import { openaiErrors, saidIn } from '@llmrr/provider-kit'
import type { ErrorWords, ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({ not_found_error: 'not-found', api_error: 'server' })

/** Natively an error is a sentence and nothing else. */
const words: ErrorWords = [
  [/does not support (?:thinking|tools|chat|generate|embed|insert|vision|images?|completion)/i, 'unsupported'],
  [/prompt too long|max(?:imum)? context|context length|input length exceeds|no user query found/i, 'context-length'],
  [/requires more system memory|server busy|out of memory|model (?:is )?unreachable/i, 'overloaded'],
  [/model .* not found|try pulling it/i, 'not-found'],
  [/usage limit|upgrade for higher limits/i, 'quota'],
]

/** Ollama's errors, in its own form and in OpenAI's. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body, headers)
  const said = status === 401 ? undefined : saidIn(details.detail, words)
  if (said !== undefined) return { ...details, code: said }
  // The cloud could not reach the model.
  return status === 502 ? { ...details, code: 'overloaded' } : details
}

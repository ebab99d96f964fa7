import { openaiErrors, saidIn } from '@llmrr/provider-kit'
import type { ErrorWords, ReadError } from '@llmrr/provider-kit'

const read = openaiErrors()

const wrongKey = /incorrect API key|invalid API key/i

/** What is said in words only: the code is the name of the status. */
const words: ErrorWords = [
  [wrongKey, 'auth'],
  [/SAFETY_CHECK|usage guidelines|content moderation/i, 'content-filter'],
  [/credits|spending limit/i, 'quota'],
  [/maximum prompt length|prompt is too long|context length/i, 'context-length'],
  // Chat Completions answers 404 for a model that it does not know, Responses 400.
  [/^model not found|is no longer accessible|model .* does not exist/i, 'not-found'],
  [/live search is deprecated/i, 'unsupported'],
]

/** xAI's errors: two texts, `code` and `error`. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body, headers)
  const said = saidIn(details.detail, words)
  // Gone is only what used to search by a field of the request.
  const code = said ?? (status === 410 ? 'unsupported' : undefined)
  return code ? { ...details, code } : details
}

/** A wrong key is a 400, told apart by its words. */
export const isRefused = async (response: Response): Promise<boolean> =>
  response.status === 401 || (response.status === 400 && wrongKey.test(await response.clone().text()))

import { isLLMError, llmError, withFields } from './errors.ts'
import type { ErrorCode, LLMError } from './errors.ts'
import type { Target } from './provider.ts'

type Thrown = { readonly name?: string; readonly message?: string; readonly code?: unknown; readonly cause?: unknown }

// What the runtimes say when the network fails: Node and Chrome, Firefox, Safari, Deno, Bun.
const networkWords = /fetch|network|load failed|terminated|socket|connect|sending request/i
const networkCodes = /^(?:E[A-Z_]{3,}|UND_ERR_\w+|ConnectionRefused)$/
const notSentCodes =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/

/** The code of an error or of one of its causes, if it is one of these. */
const hasCode = (thrown: unknown, codes: RegExp, depth = 0): boolean => {
  const { code, cause } = (thrown ?? {}) as Thrown
  return codes.test(String(code)) || (cause != null && depth < 5 && hasCode(cause, codes, depth + 1))
}

/** `provider/model` for a sentence. */
export const nameOf = ({ provider, model }: Target): string => `${provider}/${model}`

/**
 * Whatever was thrown, as an LLMError. The one place where that happens. What is not known is `bad-response`: an adapter
 * could not make sense of what it got. Its own message stays in `cause`, since it may quote the prompt.
 */
export function toLLMError(thrown: unknown, target?: Target): LLMError {
  if (isLLMError(thrown)) return thrown.target || !target ? thrown : withFields(thrown, { target })
  const { name, message } = (thrown ?? {}) as Thrown
  // With an AbortError nobody of ours aborted: the runtime or the adapter did.
  const [code, what]: [ErrorCode, string] =
    name === 'TimeoutError'
      ? ['timeout', 'took too long']
      : name === 'AbortError' ||
          (name === 'TypeError' && networkWords.test(String(message))) ||
          hasCode(thrown, networkCodes)
        ? ['network', 'could not be reached, or the connection broke']
        : ['bad-response', `failed in a way that is not known (${name})`]
  return llmError(code, `${target ? nameOf(target) : 'The call'} ${what}; see "cause".`, { cause: thrown, target })
}

/** The caller's own abort, whatever reason it gave. */
export const abortedError = (reason: unknown): LLMError =>
  isLLMError(reason) ? reason : llmError('aborted', 'The call was aborted by its caller.', { cause: reason })

/** Whether the service has certainly not seen the request: it was refused here, or no connection came about. */
export const provablyNotSent = (error: LLMError): boolean =>
  error.status === undefined && (/^(?:auth|unsupported)$/.test(error.code) || hasCode(error, notSentCodes))

// From the most telling to the least: what a person must mend first, then what the service said, then what was not said.
const telling = 'auth quota permission not-found context-length content-filter unsupported rate-limit timeout'.split(
  ' ',
)

/** Of several failures, the one that says most; of equals the last. */
export function mostTelling(errors: readonly LLMError[]): LLMError | undefined {
  const rank = ({ code }: LLMError): number => telling.indexOf(code) >>> 0
  return errors.reduce<LLMError | undefined>(
    (best, error) => (best && rank(best) < rank(error) ? best : error),
    undefined,
  )
}

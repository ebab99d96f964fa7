import { isLLMError, llmError, withFields } from './errors.ts'
import type { ErrorCode, LLMError } from './errors.ts'
import type { Target } from './provider.ts'

type Thrown = { readonly name?: unknown; readonly message?: unknown; readonly code?: unknown; readonly cause?: unknown }

const fields = (thrown: unknown): Thrown => (typeof thrown === 'object' && thrown !== null ? thrown : {})

// What the runtimes say when the network fails: Node and Chrome, Firefox, Safari, Deno, Bun.
const networkWords = /fetch|network|load failed|terminated|socket|connect|sending request/i
const notSentCodes =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/

/** Looks through an error and its causes. */
function anyCause(thrown: unknown, test: (error: Thrown) => boolean): boolean {
  for (let error = thrown, depth = 0; error && depth < 5; error = fields(error).cause, depth++) {
    if (test(fields(error))) return true
  }
  return false
}

function codeOf(thrown: unknown): ErrorCode {
  const { name, message } = fields(thrown)
  // Nobody of ours aborted: the runtime or the adapter's own timer did.
  if (name === 'TimeoutError') return 'timeout'
  if (name === 'AbortError') return 'network'
  if (name === 'TypeError' && networkWords.test(String(message))) return 'network'
  if (anyCause(thrown, (error) => /^(?:E[A-Z_]{3,}|UND_ERR_\w+|ConnectionRefused)$/.test(String(error.code))))
    return 'network'
  return 'bad-response'
}

/** `provider/model` for a sentence. */
export const nameOf = ({ provider, model }: Target): string => `${provider}/${model}`

/**
 * Whatever was thrown, as an LLMError. The one place where that happens. What is not known is `bad-response`: an adapter
 * could not make sense of what it got. Its own message stays in `cause`, since it may quote the prompt.
 */
export function toLLMError(thrown: unknown, target?: Target): LLMError {
  if (isLLMError(thrown)) return thrown.target || !target ? thrown : withFields(thrown, { target })
  const code = codeOf(thrown)
  const who = target ? nameOf(target) : 'The call'
  const what =
    code === 'network'
      ? `${who} could not be reached, or the connection broke`
      : code === 'timeout'
        ? `${who} took too long`
        : `${who} failed in a way that is not known (${String(fields(thrown).name ?? typeof thrown)})`
  return llmError(code, `${what}; see "cause".`, { cause: thrown, ...(target && { target }) })
}

/** The caller's own abort, whatever reason it gave. */
export const abortedError = (reason: unknown): LLMError =>
  isLLMError(reason) ? reason : llmError('aborted', 'The call was aborted by its caller.', { cause: reason })

/** Whether the service has certainly not seen the request: it was refused here, or no connection came about. */
export const provablyNotSent = (error: LLMError): boolean =>
  error.status === undefined &&
  (error.code === 'auth' ||
    error.code === 'unsupported' ||
    anyCause(error, (cause) => notSentCodes.test(String(cause.code))))

// From the most telling to the least: what a person must mend first, then what the service said, then what was not said.
const telling =
  /^(?:(auth|quota)|(permission|not-found)|(context-length|content-filter|unsupported)|(rate-limit)|(timeout))$/

/** Of several failures, the one that says most; of equals the last. */
export function mostTelling(errors: readonly LLMError[]): LLMError | undefined {
  const rank = ({ code }: LLMError): number => {
    const groups = telling.exec(code)?.slice(1) ?? []
    return (groups.findIndex((group) => group !== undefined) + 6) % 6
  }
  let best: LLMError | undefined
  for (const error of errors) if (!best || rank(error) <= rank(best)) best = error
  return best
}

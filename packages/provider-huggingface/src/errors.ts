import { openaiErrors, readErrorBody, saidIn } from '@llmrr/provider-kit'
import type { ErrorWords, HeaderReader, ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({
  // No host that the account has enabled serves the model.
  model_not_supported: 'not-found',
  // text-generation-inference.
  overloaded: 'overloaded',
  generation: 'server',
  incomplete_generation: 'server',
  // The model has no template for chats, or none for tools.
  template_error: 'unsupported',
  tool_error: 'bad-response',
  // The Hub.
  RepoNotFound: 'not-found',
  GatedRepo: 'permission',
})

const words: ErrorWords = [
  [/tokens \+ `max_new_tokens` must be|`inputs` must have less than/i, 'context-length'],
  [/`model_kwargs` are not used/i, 'unsupported'],
  [/currently loading/i, 'overloaded'],
]

/** The body with what stands beside OpenAI's form: the type of text-generation-inference, the headers of the Hub. */
function inOpenAIForm(body: unknown, headers: HeaderReader | undefined): unknown {
  const { message, code, fields } = readErrorBody(body)
  const own = fields['error_type'] ?? (code === undefined ? headers?.get('x-error-code') : undefined)
  const told = message ?? headers?.get('x-error-message')
  if (own == null && told === message) return body
  return { error: { ...(told != null && { message: told }), ...(own != null && { code: own }) } }
}

/** Seconds until it is worth another try: of the Hub's window (`RateLimit: "api";r=0;t=55`), or of a model that is loading. */
function secondsOf(status: number | undefined, body: unknown, headers: HeaderReader | undefined): number | undefined {
  const estimated = readErrorBody(body).fields['estimated_time']
  if (typeof estimated === 'number' && estimated >= 0) return estimated
  const window = status === 429 ? /;\s*t=(\d+)/.exec(headers?.get('ratelimit') ?? '')?.[1] : undefined
  return window === undefined ? undefined : Number(window)
}

/** The errors of the router, of the Hub and of text-generation-inference; those of hosts pass through the router as they are. */
export const readError: ReadError = (status, body, headers, target) => {
  const details = read(status, inOpenAIForm(body, headers), headers, target)
  const said = saidIn(details.detail, words)
  const seconds = secondsOf(status, body, headers)
  return {
    ...details,
    ...(said !== undefined && { code: said }),
    ...(seconds !== undefined && { retryAfterMs: Math.ceil(seconds * 1000) }),
  }
}

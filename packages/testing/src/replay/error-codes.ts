import type { Codes } from './format.ts'

const words: readonly (readonly [RegExp, Codes])[] = [
  [/API_KEY_INVALID|API key not valid|Incorrect API key/, ['auth']],
  [/RESOURCE_EXHAUSTED/, ['rate-limit', 'quota']],
  [
    /context_length_exceeded|maximum context length|prompt (?:is )?too long|context window|too_many_prompt_tokens|too_many_tokens|size limit exceeded|exceeds? the (?:context|maximum)|too large to process/i,
    ['context-length'],
  ],
  [/too long for requested model|`inputs` tokens \+ `max_new_tokens` must be/i, ['context-length']],
  [/model identifier is invalid|end of its life/i, ['not-found']],
  [/No connected db/, ['auth']],
  [/no healthy deployments for this model/i, ['not-found', 'invalid-request']],
  [/insufficient_quota|credit balance|billing|exceeded your current quota|insufficient balance/i, ['quota']],
  // Servers of one's own answer 500 to what they were not started for.
  [/requires --jinja|cannot use tools with stream|input is not supported/i, ['unsupported', 'server']],
  [
    /content_policy|content_filter|moderation_blocked|safety system|violates usage guidelines|hooks_failed/i,
    ['content-filter'],
  ],
  // A gateway that has the model, but no host of it that may see this prompt.
  [/matching your data policy/, ['permission', 'not-found']],
  // A 400 about what the model wrote, not about what was asked.
  [/tool_use_failed|json_validate_failed/, ['bad-response', 'invalid-request']],
  [
    /model_not_found|model_decommissioned|does not exist|decommissioned|invalid_model|unknown model|not a valid model ID/i,
    ['not-found', 'invalid-request', 'unsupported'],
  ],
]

/** What a gateway says of a key, or of an account, of a service behind it: its own are none the worse, and it has other models. */
const behind: typeof words = [
  [/litellm\.AuthenticationError/, ['permission', 'auth']],
  [
    /litellm\.RateLimitError[^]*(?:insufficient_quota|credit balance|billing|exceeded your current quota)/,
    ['rate-limit', 'quota'],
  ],
]

const statuses: Readonly<Record<number, Codes>> = {
  401: ['auth'],
  402: ['quota'],
  403: ['permission', 'auth', 'quota'],
  404: ['not-found', 'unsupported', 'invalid-request'],
  408: ['timeout'],
  413: ['context-length', 'invalid-request'],
  422: ['invalid-request', 'unsupported'],
  429: ['rate-limit', 'quota'],
  501: ['unsupported'],
  503: ['overloaded', 'server'],
  529: ['overloaded'],
}

/** Which of our codes a failure may have, judged by the status and the words of its body alone. */
export function codesFor(status: number | undefined, body: unknown): Codes {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  const said = [...behind, ...(status === 401 ? [] : words)].find(([pattern]) => pattern.test(text))
  if (said) return said[1]
  if (status === undefined || status < 400)
    return ['server', 'overloaded', 'rate-limit', 'quota', 'invalid-request', 'bad-response']
  return statuses[status] ?? (status >= 500 ? ['server', 'overloaded'] : ['invalid-request', 'unsupported'])
}

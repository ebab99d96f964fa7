import type { Codes } from './format.ts'

// What services say, wherever they say it; the first row that fits counts, so what is special comes first.
const words: readonly (readonly [says: RegExp, codes: Codes])[] = [
  [/API_KEY_INVALID|API key not valid|Incorrect API key|No connected db/, ['auth']],
  [/RESOURCE_EXHAUSTED/, ['rate-limit', 'quota']],
  [
    /context_length_exceeded|maximum context length|prompt (?:is )?too long|context window|too_many_prompt_tokens|too_many_tokens/i,
    ['context-length'],
  ],
  [
    /size limit exceeded|exceeds? the (?:context|maximum)|too large to process|too long for requested model/i,
    ['context-length'],
  ],
  [/`inputs` tokens \+ `max_new_tokens` must be/i, ['context-length']],
  [/model identifier is invalid|end of its life/i, ['not-found']],
  // A gateway that has the name, but nobody behind it.
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

// What a gateway says of a key, or of an account, of a service behind it: its own are none the worse.
const behind: typeof words = [
  [/litellm\.AuthenticationError/, ['permission', 'auth']],
  [
    /litellm\.RateLimitError[^]*(?:insufficient_quota|credit balance|billing|exceeded your current quota)/,
    ['rate-limit', 'quota'],
  ],
]

// What a status means that comes without such words.
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

// An error inside a stream has no status of its own.
const inStream: Codes = ['server', 'overloaded', 'rate-limit', 'quota', 'invalid-request', 'bad-response']

/** Which of our codes a failure may have, judged by the status and the words of its body alone. */
export function codesFor(status: number | undefined, body: unknown): Codes {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  const said = [...behind, ...(status === 401 ? [] : words)].find(([says]) => says.test(text))
  if (said) return said[1]
  if (status === undefined || status < 400) return inStream
  return statuses[status] ?? (status >= 500 ? ['server', 'overloaded'] : ['invalid-request', 'unsupported'])
}

import type { LimitHeaders } from '@llmrr/provider-kit'

/** Limits are those of the host that answers, under the names that it has for them. */
export const limits: LimitHeaders = {
  requests: [
    ['x-ratelimit-limit-requests', 'x-ratelimit-limit', 'ratelimit-limit'],
    [
      'x-ratelimit-remaining-requests',
      'x-ratelimit-remaining-requests-minute',
      'x-ratelimit-remaining',
      'ratelimit-remaining',
    ],
    ['x-ratelimit-reset-requests', 'x-ratelimit-reset', 'ratelimit-reset'],
  ],
  tokens: [
    'x-ratelimit-limit-tokens',
    ['x-ratelimit-remaining-tokens', 'x-ratelimit-remaining-tokens-minute'],
    'x-ratelimit-reset-tokens',
  ],
}

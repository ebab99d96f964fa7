import type { LimitHeaders } from '@llmrr/provider-kit'

/** Limits as replies tell them (streams do not): by the minute, where no other time is in the name; older ones last. */
export const limits: LimitHeaders = {
  requests: [
    ['x-ratelimit-limit-req-minute', 'x-ratelimit-limit-req-10-second'],
    ['x-ratelimit-remaining-req-minute', 'x-ratelimit-remaining-req-10-second'],
  ],
  tokens: [
    ['x-ratelimit-limit-tokens-minute', 'x-ratelimitbysize-limit-minute', 'ratelimitbysize-limit'],
    ['x-ratelimit-remaining-tokens-minute', 'x-ratelimitbysize-remaining-minute', 'ratelimitbysize-remaining'],
    'ratelimitbysize-reset',
  ],
  'tokens-month': [
    ['x-ratelimit-limit-tokens-month', 'x-ratelimitbysize-limit-month'],
    ['x-ratelimit-remaining-tokens-month', 'x-ratelimitbysize-remaining-month'],
  ],
  seconds: ['x-ratelimit-limit-audio-seconds-minute', 'x-ratelimit-remaining-audio-seconds-minute'],
  characters: ['x-ratelimit-limit-input-characters-minute', 'x-ratelimit-remaining-input-characters-minute'],
  pages: ['x-ratelimit-limit-ocr-pages-minute', 'x-ratelimit-remaining-ocr-pages-minute'],
}

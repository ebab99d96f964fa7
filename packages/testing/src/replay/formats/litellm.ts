import { answerJson } from '../recording.ts'
import { failure } from '../facts.ts'
import { smallFormat } from './small.ts'
import type { Bag } from './request.ts'
import type { Format } from '../format.ts'

/** The wire formats that LiteLLM's proxy has beside those of the services. */
export const litellmFormats: readonly Format[] = [
  smallFormat({
    name: 'litellm-token-counter',
    capability: 'countTokens',
    at: /^POST .*\/utils\/token_counter$/,
    intent: ({ model, messages, ...more }) => ({ model, request: { messages }, rest: more }),
    unrecorded: { prompt: 'Hello' },
    theirs: ({ total_tokens: inputTokens }) => ({ inputTokens }),
    ours: ({ inputTokens }) => ({ inputTokens }),
  }),
  {
    name: 'litellm-groups',
    capability: 'models',
    matches: ({ method, path }) => method === 'GET' && path.split('?')[0]!.endsWith('/model_group/info'),
    intent: () => ({ model: 'any', request: {} }),
    said: (recording) => ({ ids: (answerJson(recording)!['data'] as Bag[]).map(({ model_group: id }) => id) }),
    told: ({ error, value }) => (error === undefined ? { ids: (value as Bag[]).map(({ id }) => id) } : failure(error)),
  },
]

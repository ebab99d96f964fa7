import { modelList } from './models.ts'
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
  modelList({
    name: 'litellm-groups',
    at: /\/model_group\/info$/,
    theirs: ({ data }) => data.map(({ model_group: id }: Bag) => id),
  }),
]

import { mistralCallId, resourceOf } from '@llmrr/provider-kit'
import type { Context } from '@llmrr/core'
import type { MessagesQuirks, OpenAIChatQuirks } from '@llmrr/provider-kit'

const raw = ({ stream }: Context): string => (stream ? 'streamRawPredict' : 'rawPredict')

/** Claude: Anthropic's Messages, with the model in the path and the version in the body. */
export const claude: Partial<MessagesQuirks> = {
  version: 'vertex-2023-10-16',
  versionIn: 'body',
  path: (context) => `/${resourceOf(context.target.model, 'publishers/anthropic/models')}:${raw(context)}`,
  countPath: () => '/publishers/anthropic/models/count-tokens:rawPredict',
}

/** Fields of Chat Completions that neither partners nor the common route know. */
export const withoutFields = ['topK', 'user', 'metadata', 'serviceTier', 'cache', 'logprobs', 'parallelToolCalls']

/** The common route of partners' and own models: the model's id is in the body, with its vendor in front. */
export const openaiQuirks: Partial<OpenAIChatQuirks> = {
  path: '/endpoints/openapi/chat/completions',
  maxTokensField: 'max_tokens',
  efforts: ['low', 'medium', 'high'],
  thinkTags: true,
}

/** Mistral: its own words for two fields, and ids of calls as it makes them. */
export const mistralQuirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  streamUsage: false,
  efforts: [],
  callId: mistralCallId,
  body({ seed, tool_choice: choice, ...body }) {
    return {
      ...body,
      ...(seed !== undefined && { random_seed: seed }),
      ...(choice !== undefined && { tool_choice: choice === 'required' ? 'any' : choice }),
    }
  },
}

/** Where Mistral's model is asked. */
export const mistralPath = (context: Context): string =>
  `/${resourceOf(context.target.model, 'publishers/mistralai/models')}:${raw(context)}`

/** Where a model of the caller's own that speaks Chat Completions is asked; `undefined` for those of partners. */
export function ownPath({ target }: Context): string | undefined {
  const endpoint = /(?:^|\/)(endpoints\/[^/]+)$/.exec(target.model)?.[1]
  return endpoint === undefined ? undefined : `/${resourceOf(endpoint)}/chat/completions`
}

import { messagesOptions, openaiOptions } from '@llmrr/provider-kit'
import { array, looseObject, optional, picklist, strictObject, string } from 'valibot'
import type { Context, StandardSchema } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const schema = strictObject({
  ...messagesOptions,
  ...openaiOptions,
  /**
   * Over which API chat goes. Default `auto`: by the model that is deployed. Claude's is `messages`; OpenAI's is as the
   * provider `openai` has it (on the older addresses of deployments, Chat Completions); all others' is Chat Completions.
   */
  api: optional(picklist(['auto', 'responses', 'chat', 'messages'])),
  /** Which addresses are asked. Default: those of `apiVersion`, or of the config. */
  surface: optional(picklist(['v1', 'deployments', 'models'])),
  /** A date asks the older addresses of deployments; `preview` asks v1 for what is not final. Default: the config's. */
  apiVersion: optional(string()),
  /** Field of Chat Completions for the longest answer. Default `max_completion_tokens`, and `max_tokens` on `models`. */
  maxTokensField: optional(picklist(['max_tokens', 'max_completion_tokens'])),
  /** Data to answer from, in the service's words ("On Your Data"): Chat Completions only, and only on `deployments`. */
  dataSources: optional(array(looseObject({ type: string() }))),
})

/** What a target at Azure OpenAI can say beyond the request. */
export type AzureOpenAIOptions = InferOutput<typeof schema>

/** The options of a target at Azure OpenAI, as in `target(azureOpenAI, 'my-gpt', { tools: [{ type: 'web_search' }] })`. */
export const options: StandardSchema<unknown, AzureOpenAIOptions> = schema

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): AzureOpenAIOptions =>
  (target.options ?? {}) as AzureOpenAIOptions

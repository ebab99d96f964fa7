import { describeReplay } from '@llmrr/testing/replay'
import { azureOpenAI } from '../src/index.ts'
import type { Recording } from '@llmrr/testing/replay'

interface Sent {
  readonly max_tokens?: number
  readonly reasoning?: { readonly summary?: string; readonly context?: string }
}

/** The addresses and the API that were spoken, and the words that differ by deployment. */
function options(format: string, { path, sent }: Recording): Record<string, unknown> {
  const { max_tokens: most, reasoning = {} } = (sent ?? {}) as Sent
  const apis: Readonly<Record<string, string>> = {
    'openai-chat': 'chat',
    'openai-responses': 'responses',
    'anthropic-messages': 'messages',
  }
  const surface = path.startsWith('/models/') ? 'models' : /^\/+openai\/(?!v1\/)/.test(path) ? 'deployments' : 'v1'
  return {
    surface,
    ...(apis[format] && { api: apis[format] }),
    ...(most !== undefined && format === 'openai-chat' && { maxTokensField: 'max_tokens' }),
    ...(reasoning.summary !== undefined && { reasoningSummary: reasoning.summary }),
    ...(reasoning.context !== undefined && { reasoningContext: reasoning.context }),
  }
}

const isAdded = (recorded: unknown): boolean => recorded === undefined

describeReplay(azureOpenAI, 'azure-openai', {
  config: { resource: 'acme' },
  options,
  outside: [{ at: /^\/openai\/v1\/realtime\//, why: 'realtime sessions are no capability of the contract' }],
  tolerated: [
    { at: /^model$/, why: 'the path names the deployment; what the body says beside it is ignored' },
    {
      at: /^store$/,
      when: (recorded, ours) => isAdded(recorded) && ours === false,
      why: 'answers are not kept unless asked',
    },
    { at: /^include(?:\[\d+\])?$/, when: isAdded, why: 'encrypted reasoning is asked for, since answers are not kept' },
    {
      at: /^tools\[\d+\]\.strict$/,
      when: (recorded, ours) => isAdded(recorded) && ours === false,
      why: 'Responses makes schemas strict that do not say, Chat Completions does not: we say',
    },
    { at: /^encoding_format$/, why: 'the same numbers: packed where the model is known to do so, else plain' },
  ],
})

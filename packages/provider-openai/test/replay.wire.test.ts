import { describeReplay } from '@llmrr/testing/replay'
import { openai } from '../src/index.ts'

interface Sent {
  readonly reasoning?: { readonly summary?: string; readonly context?: string }
  readonly tools?: readonly { readonly type: string; readonly name?: string; readonly defer_loading?: boolean }[]
}

/** Which API was spoken, and what only the options of a target say. */
function options(format: string, { sent }: { readonly sent: unknown }): Record<string, unknown> {
  if (format === 'openai-chat') return { api: 'chat' }
  if (format === 'openai-batch')
    return { api: /chat/.test((sent as { endpoint: string }).endpoint) ? 'chat' : 'responses' }
  if (format !== 'openai-responses') return {}
  const { reasoning = {}, tools = [] } = (sent ?? {}) as Sent
  const deferred = tools.filter((tool) => tool.type === 'function' && tool.defer_loading).map(({ name }) => name)
  return {
    api: 'responses',
    ...(deferred.length > 0 && { deferredTools: deferred }),
    ...(reasoning.summary !== undefined && { reasoningSummary: reasoning.summary }),
    ...(reasoning.context !== undefined && { reasoningContext: reasoning.context }),
  }
}

const isAdded = (recorded: unknown): boolean => recorded === undefined

describeReplay(openai, 'openai', {
  options,
  tolerated: [
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
    { at: /^(?:user|safety_identifier)$/, why: '`user` has become `safety_identifier`' },
    {
      at: /^encoding_format$/,
      when: (recorded, ours) => recorded !== 'base64' && ours === 'base64',
      why: 'the same numbers in a third of the bytes',
    },
  ],
})

import type { FinishReason } from '@llmrr/core'

/** The words for why an answer ended, of all services that speak this dialect. */
const reasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  // Together and hosts that run text-generation-inference.
  eos: 'stop',
  eos_token: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  // Mistral: the context is full.
  model_length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  // DeepSeek on Azure.
  tool_call: 'tool-calls',
  content_filter: 'content-filter',
  // Gateways that are asked not to translate pass on the words of Anthropic, Google and Cohere.
  end_turn: 'stop',
  tool_use: 'tool-calls',
  refusal: 'content-filter',
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content-filter',
  COMPLETE: 'stop',
  TOOL_CALL: 'tool-calls',
}

const failures = new Set(['error', 'insufficient_system_resource', 'abort'])

/** Whether the reason says that the answer failed. */
export const isFailure = (raw: string): boolean => failures.has(raw)

/**
 * Our word for a reason. Calls decide over `stop`, which several services say when a call was forced; a refusal decides
 * over both.
 */
export function finishReason(raw: string, calls: boolean, refused: boolean): FinishReason {
  const reason = Object.hasOwn(reasons, raw) ? reasons[raw]! : 'other'
  if (refused) return 'content-filter'
  if (reason === 'stop' && calls) return 'tool-calls'
  // Hosts that hold answers to a schema by a tool of their own say this of an answer without calls.
  return reason === 'tool-calls' && !calls ? 'stop' : reason
}

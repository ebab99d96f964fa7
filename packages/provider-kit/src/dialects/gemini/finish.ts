import type { FinishReason } from '@llmrr/core'

const reasons: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  // More than one reply can hold: the answer goes on when it is asked for again.
  CONTINUATION: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  MODEL_ARMOR: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
}

/** What the model wrote makes no sense: another try may do. */
const failures: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'TOO_MANY_TOOL_CALLS',
  'UNEXPECTED_TOOL_CALL',
])

/** Whether a reason stands for a failure. A call that has come whole is a call, even an unexpected one. */
export const isFailure = (raw: string, hasCalls: boolean): boolean =>
  failures.has(raw) && !(hasCalls && raw === 'UNEXPECTED_TOOL_CALL')

/** The service says `STOP` for calls of tools as well. */
export const finishReason = (raw: string, hasCalls: boolean): FinishReason => {
  if (hasCalls && (raw === 'STOP' || raw === 'UNEXPECTED_TOOL_CALL')) return 'tool-calls'
  return reasons[raw] ?? 'other'
}

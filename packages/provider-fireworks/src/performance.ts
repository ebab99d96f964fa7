import type { ExtensionEvent, Json } from '@llmrr/core'
import type { HeaderReader, OpenAIChatChunk } from '@llmrr/provider-kit'

const numbers = {
  promptTokens: 'fireworks-prompt-tokens',
  cachedPromptTokens: 'fireworks-cached-prompt-tokens',
  firstTokenSeconds: 'fireworks-server-time-to-first-token',
  processingSeconds: 'fireworks-server-processing-time',
  speculationGeneratedTokens: 'fireworks-speculation-generated-tokens',
  speculationMatchedTokens: 'fireworks-speculation-prompt-matched-tokens',
  upstreamMs: 'x-envoy-upstream-service-time',
} as const

function parsed(text: string | null): Json | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Json)
  } catch {
    return undefined // Not what it is known to be, so nothing is told.
  }
}

/** What the headers tell of an answer's making: how long it took, and with which settings the model really ran. */
export function readEvent(headers: HeaderReader): ExtensionEvent | undefined {
  const data: Record<string, Json> = {}
  for (const [ours, theirs] of Object.entries(numbers)) {
    const text = headers.get(theirs)
    if (text !== null && text !== '' && !Number.isNaN(Number(text))) data[ours] = Number(text)
  }
  const sampling = parsed(headers.get('fireworks-sampling-options'))
  if (sampling !== undefined) data['sampling'] = sampling
  return Object.keys(data).length > 0 ? { type: 'x-performance', data } : undefined
}

/** The same of a last chunk, where it is asked for. */
export function readMetrics({ perf_metrics: metrics }: OpenAIChatChunk): ExtensionEvent | undefined {
  return metrics ? { type: 'x-performance', data: metrics } : undefined
}

import { saidIn } from '@llmrr/provider-kit'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorDetails, ErrorWords, ReadError } from '@llmrr/provider-kit'

/** A run that fails says why in a sentence of the model's author. */
const bySentence: ErrorWords = [
  [/nsfw content|flagged as sensitive|\bE005\b|content policy|safety/i, 'content-filter'],
  [
    /maximum context length|context (?:length|window)|(?:prompt|input) (?:length|is too long)|too many (?:input )?tokens/i,
    'context-length',
  ],
  [/out of memory|queue is full|\bE9243\b|high demand|at capacity/i, 'overloaded'],
  [/\bE6716\b|timed? ?out/i, 'timeout'],
]

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Replicate's errors: a problem document with an HTTP status, the `error` event of a stream, or a run that has failed. */
export const readError: ReadError = (status, body, headers): ErrorDetails => {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>
  const detail = text(fields['detail']) ?? text(fields['error']) ?? text(body)
  // A model's own words are about the run; those of the service are told by its status.
  const said = status === undefined ? saidIn(detail, bySentence) : undefined
  const isVersion = status === 422 && /invalid version|version does not exist/i.test(detail ?? '')
  const code: ErrorCode | undefined = said ?? (isVersion ? 'not-found' : status === undefined ? 'server' : undefined)
  const invalid = (fields['invalid_fields'] as readonly { readonly field?: unknown; readonly type?: unknown }[])?.[0]
  const named = text(invalid?.field)
  const rawCode = text(fields['title']) ?? text(invalid?.type) ?? /\bE\d{3,4}\b/.exec(detail ?? '')?.[0]
  const wait = headers?.get('retry-after') ? undefined : secondsOf(fields['retry_after'], detail, status)
  return {
    ...(code && { code }),
    // What a model throws by itself it would mostly throw again, and each run is paid for.
    ...(code === 'server' && { retry: 'other' as const }),
    ...(rawCode !== undefined && { rawCode }),
    ...(detail !== undefined && { detail }),
    ...(named !== undefined && { field: named }),
    ...(wait !== undefined && { retryAfterMs: wait * 1000 }),
  }
}

/** How long a throttled caller shall wait: in the body, or in its sentence. */
function secondsOf(field: unknown, detail: string | undefined, status: number | undefined): number | undefined {
  if (typeof field === 'number' && field >= 0) return field
  const said = status === 429 ? /available in (\d+) second/i.exec(detail ?? '')?.[1] : undefined
  return said === undefined ? undefined : Number(said)
}

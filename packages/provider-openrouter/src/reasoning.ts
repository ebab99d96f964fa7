import type { Context, Json, Part, Reasoning } from '@llmrr/core'
import type { OpenAIChatDelta, ReasoningKeeper } from '@llmrr/provider-kit'

/** A piece of reasoning as the service tells it: readable, summarised or encrypted, with what its model wants back. */
type Detail = { readonly type: string; readonly [field: string]: Json | undefined }

/** Fields whose pieces follow each other in a stream. Anything else is told once. */
const growing = new Set(['text', 'summary'])

interface Kept {
  readonly detail: Record<string, Json | undefined>
  readonly pieces: Map<string, string[]>
}

// Pieces of one detail follow each other, with its type and index. Encrypted reasoning comes whole, and a signature ends a text.
const goesOn = ({ detail }: Kept, piece: Detail): boolean =>
  piece.type !== 'reasoning.encrypted' &&
  detail['type'] === piece.type &&
  (piece['index'] === undefined || detail['index'] === piece['index']) &&
  !(detail['signature'] && piece['text'])

/** Puts the details of an answer together, which must go back unchanged and in order. */
export function detailKeeper(): ReasoningKeeper {
  const kept: Kept[] = []
  function take(piece: Detail): void {
    const last = kept.at(-1)
    const at = last && goesOn(last, piece) ? last : undefined
    const whole = at ?? { detail: {}, pieces: new Map<string, string[]>() }
    if (!at) kept.push(whole)
    for (const [field, value] of Object.entries(piece)) {
      if (value === undefined || value === null) {
        if (!(field in whole.detail)) whole.detail[field] = value
      } else if (growing.has(field) && typeof value === 'string') {
        const pieces = whole.pieces.get(field)
        if (pieces) pieces.push(value)
        else {
          whole.pieces.set(field, [value])
          whole.detail[field] = value
        }
      } else whole.detail[field] = value
    }
  }
  return {
    read({ reasoning_details: details }: OpenAIChatDelta) {
      if (!Array.isArray(details) || details.length === 0) return false
      for (const one of details as readonly Detail[]) take(one)
      return true
    },
    state: () => ({
      details: kept.map(({ detail, pieces }) => {
        for (const [field, said] of pieces) detail[field] = said.join('')
        return detail as Json
      }),
    }),
  }
}

/** The details of earlier reasoning, as they came. */
export function detailsOf(parts: readonly Part[], { target }: Context): readonly Json[] {
  return parts.flatMap((part) => {
    const state = part.type === 'reasoning' ? part.state?.[target.provider] : undefined
    return (state as { readonly details?: readonly Json[] } | undefined)?.details ?? []
  })
}

/** Fields that ask for reasoning: an effort or a budget of tokens, and whether it is shown. */
export function writeReasoning(reasoning: Reasoning, context: Context): object {
  const asked: Exclude<Reasoning, string> = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  const { effort, tokens, summary } = asked
  if (tokens !== undefined && effort !== undefined) {
    const why = `${context.target.provider} takes an effort or a budget of tokens, not both; the budget counts.`
    context.warn('reasoning.effort', why)
  }
  const isSized = tokens !== undefined || effort !== undefined
  return {
    reasoning: {
      ...(tokens === undefined ? effort !== undefined && { effort } : { max_tokens: tokens }),
      ...(!isSized && summary && { enabled: true }),
      ...(summary !== undefined && (summary ? { summary: 'auto' } : { exclude: true })),
    },
  }
}

import type { ChatEvent, Json } from '@llmrr/core'
import type { ChatDialect, Reader } from '@llmrr/provider-kit'

/** A category's verdict: how severe, whether it was found, whether the text was withheld for it, or that the filter failed. */
interface Verdict {
  readonly filtered?: boolean
  readonly detected?: boolean
  readonly severity?: string
  readonly code?: string
}

type Results = Readonly<Record<string, Verdict | undefined>>

interface Filtered {
  readonly content_filter_results?: Results | null
  readonly content_filter_offsets?: Json
}

interface Chunk {
  readonly type?: string
  readonly prompt_filter_results?: readonly Filtered[] | null
  readonly choices?: readonly Filtered[] | null
  readonly response?: {
    readonly content_filters?: readonly (Filtered & { readonly source_type?: string })[] | null
  }
}

const isFound = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined &&
  verdict !== null &&
  (verdict.filtered === true ||
    verdict.detected === true ||
    verdict.code !== undefined ||
    (verdict.severity !== undefined && verdict.severity !== 'safe'))

/** The categories in which something was found; `undefined` where there is none. */
function findings(results: Results | null | undefined): Results | undefined {
  let found: Record<string, Verdict | undefined> | undefined
  for (const category in results) {
    if (isFound(results[category])) (found ??= {})[category] = results[category]
  }
  return found
}

function eventOf(of: string, { content_filter_results: results, content_filter_offsets: offsets }: Filtered) {
  const found = findings(results)
  return (
    found &&
    ({ type: 'x-content-filter', data: { of, results: found, ...(offsets != null && { offsets }) } } as ChatEvent)
  )
}

const nothing: readonly never[] = []
// Chunks that come before hold a copy of what is not yet known.
const terminal: ReadonlySet<string | undefined> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
])

/** What the filter has found, in any of its three places. */
function eventsOf(chunk: Chunk): readonly ChatEvent[] {
  const { type, prompt_filter_results: prompts, choices, response } = chunk
  let events: ChatEvent[] | undefined
  const note = (event: ChatEvent | undefined): void => {
    if (event) (events ??= []).push(event)
  }
  for (const prompt of prompts ?? nothing) note(eventOf('prompt', prompt))
  for (const choice of choices ?? nothing) note(eventOf('completion', choice))
  if (response && terminal.has(type))
    for (const one of response.content_filters ?? nothing) note(eventOf(one.source_type ?? 'completion', one))
  return events ?? nothing
}

/**
 * A dialect that also tells what Azure's content filter has found, as `x-content-filter` events; a filter that finds
 * nothing says nothing. Verdicts of the asynchronous filter may follow the last piece of text, so the body is read to
 * its end.
 */
export function withFilterEvents<Chunk extends object, Reply>(
  dialect: ChatDialect<Chunk, Reply>,
): ChatDialect<Chunk, Reply> {
  return {
    ...dialect,
    reader(...given): Reader<Chunk> {
      const reader = dialect.reader(...given)
      return {
        read(chunk) {
          const events = reader.read(chunk)
          const found = eventsOf(chunk)
          return found.length === 0 ? events : [...found, ...events]
        },
        end: () => reader.end(),
      }
    },
  }
}

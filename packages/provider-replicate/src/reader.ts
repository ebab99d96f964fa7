import type { ChatEvent, StartEvent } from '@llmrr/core'
import type { Reader, ReplyContext } from '@llmrr/provider-kit'
import type { WireEvent } from './wire.ts'

/** Where a stream stands, over all the connections that it takes. */
export interface Position {
  /** Told with the first sign of life. */
  start?: StartEvent
  /** Id of the last event: what a new connection goes on after. */
  last?: string
  /** Where the present connection goes on: events up to there have been told. */
  resumed?: string
  /** The service has closed the connection because nothing happened for a while; the run goes on. */
  isIdle: boolean
  /** The service has said that there is no more, and why. */
  end?: string
}

const nothing: readonly ChatEvent[] = []

/** Ids are a time and a count within it. */
function isAfter(id: string, last: string): boolean {
  const [time = 0, count = 0] = id.split(':').map(Number)
  const [lastTime = 0, lastCount = 0] = last.split(':').map(Number)
  return !(time < lastTime || (time === lastTime && count <= lastCount))
}

/** Reads the events of a run's stream. The end of the run is told by `x-end`, because what the run took is asked for then. */
export function streamReader(position: Position, reply: ReplyContext): Reader<WireEvent> {
  function begun(chunk: WireEvent): readonly ChatEvent[] {
    const { start } = position
    delete position.start
    const events = told(chunk)
    return start ? [start, ...events] : events
  }

  function told({ event, id, data, comment }: WireEvent): readonly ChatEvent[] {
    if (comment) {
      if (/^408\b/.test(data.trim())) position.isIdle = true
      return nothing
    }
    switch (event) {
      case 'output':
        if (id !== undefined) {
          if (position.resumed !== undefined && !isAfter(id, position.resumed)) return nothing
          position.last = id
        }
        return data === '' ? nothing : [{ type: 'text-delta', index: 0, text: data }]
      case 'error':
        throw reply.error(jsonOrText(data))
      case 'done':
        position.end = reasonOf(jsonOrText(data))
        return [{ type: 'x-end' }]
      default:
        return nothing
    }
  }

  return { read: (chunk) => (position.start ? begun(chunk) : told(chunk)), end: () => nothing }
}

function jsonOrText(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return data // A plain sentence, which the table of errors reads as well.
  }
}

const reasonOf = (data: unknown): string => {
  const reason = (data as { readonly reason?: unknown } | null)?.reason
  return typeof reason === 'string' ? reason : ''
}

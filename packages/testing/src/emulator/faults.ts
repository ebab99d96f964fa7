import type { ServiceName } from './services/index.ts'

/**
 * One thing that goes wrong, and for which requests. Fields of what goes wrong combine where that makes sense (`slowFirstByte` with `cutAfter`).
 * `n` counts the events of a stream as the service writes them, from 0; a reply in one piece counts as one event, and is broken in its middle.
 */
export interface Fault {
  /** Only for this service. */
  readonly service?: ServiceName
  /** Only for paths (below the service's mount point) that begin with the text, or match. */
  readonly path?: string | RegExp
  /** Only for requests that name this model. */
  readonly model?: string
  /** How many matching requests it strikes. Default 1; `Infinity` for all. */
  readonly times?: number
  /** How many matching requests pass before. Default 0. */
  readonly after?: number

  /** Answers with this status and the service's own error body for it. */
  readonly status?: number
  /** Chooses among the errors of one status, such as 429 `insufficient_quota`. Default: the most usual one. */
  readonly code?: string
  /** Replaces the error body. */
  readonly body?: unknown
  /** Value of `retry-after`: seconds, or a text such as an HTTP date. */
  readonly retryAfter?: number | string
  /** Value of `retry-after-ms`. */
  readonly retryAfterMs?: number
  /** Further response headers. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds before the first byte, headers included. */
  readonly slowFirstByte?: number
  /** Sends n events and then nothing more; the connection stays open. */
  readonly stall?: number
  /** Ends the body cleanly after n events, without the terminal one. */
  readonly cutAfter?: number
  /** Destroys the socket after n events. */
  readonly resetAfter?: number
  /** Sends an event of broken JSON after n events, then goes on. */
  readonly malformedAfter?: number
  /** Sends the service's own error inside the stream after n events, and ends; `code` chooses which. */
  readonly inBandError?: number
  /** Cuts the body inside every character of several bytes; each piece in a write of its own. */
  readonly splitUtf8?: boolean
  /** Each byte in a write of its own. */
  readonly byteByByte?: boolean
  /** Adds a piece of text of so many bytes to the answer, as one event. */
  readonly bigEvent?: number
  /** Answers 307 to this origin; `true`: to `Emulator.otherOrigin`. */
  readonly redirect?: boolean | string
  /** Sends the right body under this content type; `true`: `text/plain`. */
  readonly wrongContentType?: boolean | string
  /** Answers with a proxy's HTML error page of this status; `true`: 502. */
  readonly html?: boolean | number
  /** Answers 200 with an empty body. */
  readonly emptyBody?: boolean
  /** Sends only comments or pings, one every 20 ms, until the client goes. */
  readonly keepAliveOnly?: boolean
}

/** What a fault is matched against. */
export interface Struck {
  readonly service: string
  readonly path: string
  readonly model: string | undefined
}

/** The faults that are armed; `pick` uses one up. */
export interface FaultBox {
  pick(request: Struck): Fault | undefined
  add(fault: Fault): void
  clear(): void
}

/** Keeps faults in the order in which they were armed; the first that matches and has strikes left is the one. */
export function faultBox(first: readonly Fault[]): FaultBox {
  const armed: { fault: Fault; passed: number; struck: number }[] = []
  const add = (fault: Fault): void => void armed.push({ fault, passed: 0, struck: 0 })
  first.forEach(add)
  return {
    add,
    clear: () => void (armed.length = 0),
    pick(request) {
      for (const entry of armed) {
        if (entry.struck >= (entry.fault.times ?? 1) || !matches(entry.fault, request)) continue
        if (entry.passed++ < (entry.fault.after ?? 0)) continue
        entry.struck++
        return entry.fault
      }
      return undefined
    },
  }
}

function matches({ service, path, model }: Fault, request: Struck): boolean {
  if (service !== undefined && service !== request.service) return false
  if (model !== undefined && model !== request.model) return false
  if (path === undefined) return true
  return typeof path === 'string'
    ? request.path.startsWith(path)
    : new RegExp(path.source, path.flags.replace(/[gy]/gu, '')).test(request.path)
}

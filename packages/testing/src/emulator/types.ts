import type { Answer, Ask } from './brain/types.ts'
import type { Fault } from './faults.ts'
import type { ServiceName } from './services/index.ts'

/** How the emulator is started. Everything may be left out. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1. Default 0: a free one. A port in use rejects with the operating system's error. */
  readonly port?: number
  /** Faults that are armed before the first request; see {@link Fault}. */
  readonly faults?: readonly Fault[]
  /**
   * What the "model" says: a text, a scripted answer, or a function of the request that may return `undefined` to leave the
   * answer to the emulator. Default: the emulator's own deterministic answers. A function that throws gives the caller a 500.
   */
  readonly answer?: AnswerOption
  /** Pauses in milliseconds. Default: none, and then no timer is ever started. */
  readonly latency?: Latency
  /** The credential that a service accepts. Default: one made-up key for each service, see `Emulator.key`. */
  readonly keys?: Partial<Record<ServiceName, string>>
  /**
   * How the events of a stream go to the socket. `'event'`: each in a write of its own, on its own turn of the event loop.
   * A number: gathered into writes of about that many bytes. Default 16384.
   */
  readonly writes?: 'event' | number
  /** How many requests `Emulator.requests` keeps (the newest). 0 keeps none, for benchmarks. Default 1000. */
  readonly keep?: number
}

/** Pauses, in milliseconds. */
export interface Latency {
  /** Before the first byte of the answer. Default 0. */
  readonly firstEventMs?: number
  /** Before each further event of a stream. Default 0. */
  readonly perEventMs?: number
}

/** See `EmulatorOptions.answer`. */
export type AnswerOption = string | Answer | ((ask: Ask) => string | Answer | undefined)

/** One request as it arrived. */
export interface CapturedRequest {
  /** The service it was meant for; `elsewhere` when a redirect was followed; `unknown` for a path of no service. */
  readonly service: ServiceName | 'elsewhere' | 'unknown'
  readonly method: string
  /** Path below the service's mount point, such as `/v1/responses`, without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON parsed; a multipart form as `{ fields, files }`; other text as a string; `undefined` without a body. */
  readonly body: unknown
  /** Whether the client closed the connection before the answer was complete. Becomes true when it happens. */
  readonly aborted: boolean
}

/** A running emulator. */
export interface Emulator {
  /** Its origin, `http://127.0.0.1:PORT`. */
  readonly url: string
  /** A second origin (another port) that redirect faults point to; what arrives there is captured as `elsewhere`. */
  readonly otherOrigin: string
  /** The names of the services it speaks. */
  readonly services: readonly ServiceName[]
  /** What to give as base URL to our provider of that service: the counterpart of the service's documented API root. */
  baseURL(service: ServiceName): string
  /** What to give as base URL to the service's official SDK, which may append part of the path itself. */
  sdkBaseURL(service: ServiceName): string
  /** The credential the service accepts here; any other gets the service's own 401. */
  key(service: ServiceName): string
  /** Environment variables, as the official SDKs read them, that point a child process here. */
  env(): Record<string, string>
  /** The newest requests, oldest first. */
  readonly requests: readonly CapturedRequest[]
  /** Arms one more fault, after those already armed. */
  inject(fault: Fault): void
  /** Disarms every fault. */
  clearFaults(): void
  /** Replaces `EmulatorOptions.answer`; `undefined` restores the emulator's own answers. */
  setAnswer(answer: AnswerOption | undefined): void
  /** Closes the server and every open connection. Resolves when the port is free. */
  close(): Promise<void>
}

import { sequence } from './brain/chance.ts'
import type { Loose } from './http/loose.ts'

/** A file that was uploaded, or that a job has written. */
export interface StoredFile {
  readonly bytes: Buffer
  readonly type: string
  /** The service's own description of it. */
  readonly facts: Loose
}

/** What one service remembers between requests, for as long as the emulator runs. */
export interface State {
  readonly files: Map<string, StoredFile>
  readonly batches: Map<string, Loose>
  /** Stored answers (Responses) with what was asked; the oldest go first when there are more than a thousand. */
  readonly stored: Map<string, Loose>
  /** Prompt prefixes that were seen, with the time (milliseconds) until which they are warm. */
  readonly prefixes: Map<string, number>
  /** A fresh id: the same sequence in every run. */
  id(prefix: string, length?: number): string
  /** A fresh id in the five groups of a UUID. */
  uuid(): string
  /** Seconds since 1970. */
  seconds(): number
  /** Milliseconds since 1970. */
  now(): number
}

/** An empty memory. */
export function createState(seed: number): State {
  const next = sequence(seed)
  const state: State = {
    files: new Map(),
    batches: new Map(),
    stored: new Map(),
    prefixes: new Map(),
    id(prefix, length = 24) {
      let text = ''
      while (text.length < length) text += next().toString(36).slice(2, 10)
      return prefix + text.slice(0, length)
    },
    uuid: () => state.id('', 32).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-'),
    seconds: () => Math.floor(Date.now() / 1000),
    now: () => Date.now(),
  }
  return state
}

/** Puts an entry into a map that holds at most `most`, dropping the oldest. */
export function remember<T>(map: Map<string, T>, key: string, value: T, most = 1000): void {
  map.set(key, value)
  if (map.size > most) map.delete(map.keys().next().value as string)
}

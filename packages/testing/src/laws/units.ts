import { cutFrames, framesOf, isFrameText } from '../event-stream.ts'
import type { Fixture, Reply } from './fixture.ts'

/** How the units of a stream are told apart in its bytes. */
export type Framing = 'sse' | 'ndjson' | 'frames' | 'whole'

/** The framing that a content type announces. */
export function framingOf(reply: Reply): Framing {
  const type = reply.headers['content-type'] ?? ''
  if (type.includes('amazon.eventstream')) return 'frames'
  return type.includes('event-stream') ? 'sse' : /ndjson|jsonl/.test(type) ? 'ndjson' : 'whole'
}

const encoder = new TextEncoder()

/** The text of a reply. */
export const textOf = (reply: Reply): string => new TextDecoder().decode(reply.bytes)

/** The same reply with another text. */
export const withText = (reply: Reply, text: string): Reply => ({ ...reply, bytes: encoder.encode(text) })

/** A stream's bytes, cut between its units: after each blank line, each line, or each frame. */
export function unitsOf(reply: Reply): readonly Uint8Array<ArrayBuffer>[] {
  const framing = framingOf(reply)
  if (framing === 'whole') return [reply.bytes]
  if (framing === 'frames') return cutFrames(reply.bytes)
  const ends = framing === 'sse' ? /(?<=\n\n)(?!\n)/ : /(?<=\n)(?!\n)/
  return textOf(reply)
    .split(ends)
    .filter(Boolean)
    .map((unit) => encoder.encode(unit))
}

/** The bytes of a unit that stands in a fixture by itself. */
export const unitBytes = (text: string): Uint8Array<ArrayBuffer> =>
  isFrameText(text) ? framesOf(text) : encoder.encode(text)

/** Bytes in one. */
export function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** Bytes cut at the given places. */
export function cutAt(bytes: Uint8Array<ArrayBuffer>, places: readonly number[]): readonly Uint8Array<ArrayBuffer>[] {
  const edges = [0, ...places, bytes.length]
  return edges.slice(1).map((end, at) => bytes.subarray(edges[at], end))
}

/** Bytes in pieces of one size. */
export function piecesOf(bytes: Uint8Array<ArrayBuffer>, size: number): readonly Uint8Array<ArrayBuffer>[] {
  return cutAt(
    bytes,
    Array.from({ length: Math.max(0, Math.ceil(bytes.length / size) - 1) }, (_, at) => (at + 1) * size),
  )
}

/** Number of the unit after which the service has said everything that matters. */
export function terminalUnit(fixture: Fixture, units: readonly Uint8Array[]): number {
  const texts = units.map((unit) => new TextDecoder().decode(unit))
  const last =
    fixture.terminal === undefined
      ? texts.findLastIndex((text) => /\S/.test(text) && !/^data: ?\[DONE\]/m.test(text) && !text.startsWith(':'))
      : texts.findIndex((text) => text.includes(fixture.terminal!))
  if (last < 0)
    throw new Error(
      `${fixture.name}: no unit of the stream holds the terminal text ${JSON.stringify(fixture.terminal)}.`,
    )
  return last
}

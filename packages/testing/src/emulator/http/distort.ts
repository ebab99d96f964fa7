import type { Fault } from '../faults.ts'
import type { StreamReply } from '../service.ts'

/** A piece of the body, or something that happens to the connection. */
export type Step = string | Buffer | 'hang' | 'reset'

/** The events of a stream as a fault lets them through. */
export function* distort({ events, broken }: StreamReply, fault: Fault): Iterable<Step> {
  const { cutAfter, resetAfter, stall, inBandError, malformedAfter, code } = fault
  let n = 0
  for (const event of events) {
    if (n === cutAfter) return
    if (n === resetAfter) return yield 'reset'
    if (n === stall) return yield 'hang'
    if (n === inBandError) return yield* broken(code)
    if (n === malformedAfter) yield malformed(event)
    yield event
    n++
  }
  if (resetAfter !== undefined) yield 'reset'
  if (stall !== undefined) yield 'hang'
}

/** The event with the second half of its data missing; a frame with a byte of its payload changed. */
function malformed(event: string | Buffer): string | Buffer {
  if (typeof event !== 'string')
    return Buffer.from(event.map((byte, at) => (at === event.length - 6 ? byte ^ 1 : byte)))
  const start = event.indexOf('data: ') + 6
  return `${event.slice(0, start + Math.max(1, Math.floor((event.length - start) / 2)))}\n\n`
}

/** Cuts a piece as a fault asks: inside characters of several bytes, or everywhere. */
export function splitBytes(piece: string | Buffer, fault: Fault | undefined): Iterable<string | Uint8Array> {
  if (!fault?.splitUtf8 && !fault?.byteByByte) return [piece]
  const bytes = Buffer.from(piece as string)
  const cuts: Uint8Array[] = []
  let from = 0
  for (let at = 1; at < bytes.length; at++) {
    // A byte 10xxxxxx continues a character; a cut before it is inside.
    if (!fault.byteByByte && (bytes[at]! & 0xc0) !== 0x80) continue
    cuts.push(bytes.subarray(from, at))
    from = at
  }
  cuts.push(bytes.subarray(from))
  return cuts
}

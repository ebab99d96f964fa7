import { crc32 } from 'node:zlib'

/** A message of an AWS event stream: its headers that are texts, and its payload. */
export interface Frame {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string
}

const utf8 = new TextEncoder()

/** Bytes of a frame: lengths, their checksum, headers, payload, checksum of all. */
export function encodeFrame({ headers, payload }: Frame): Uint8Array<ArrayBuffer> {
  const body = utf8.encode(payload)
  const named = Object.entries(headers).map(([name, value]) => [utf8.encode(name), utf8.encode(value)] as const)
  const headerBytes = named.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  const bytes = new Uint8Array(16 + headerBytes + body.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, bytes.length)
  view.setUint32(4, headerBytes)
  view.setUint32(8, crc32(bytes.subarray(0, 8)))
  let at = 12
  for (const [name, value] of named) {
    bytes[at] = name.length
    bytes.set(name, at + 1)
    at += 1 + name.length
    bytes[at] = 7 // A text.
    view.setUint16(at + 1, value.length)
    bytes.set(value, at + 3)
    at += 3 + value.length
  }
  bytes.set(body, at)
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(0, bytes.length - 4)))
  return bytes
}

/** Cuts bytes into frames; what is left behind the last whole one is a frame of its own. */
export function cutFrames(bytes: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[] {
  const frames: Uint8Array<ArrayBuffer>[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length;) {
    const length = at + 4 <= bytes.length ? view.getUint32(at) : 0
    const end = length < 16 ? bytes.length : Math.min(bytes.length, at + length)
    frames.push(bytes.subarray(at, end))
    at = end
  }
  return frames
}

/** Reads a frame whose headers are texts. */
export function decodeFrame(bytes: Uint8Array<ArrayBuffer>): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = new TextDecoder()
  const end = 12 + view.getUint32(4)
  const headers: Record<string, string> = {}
  for (let at = 12; at < end;) {
    const name = text.decode(bytes.subarray(at + 1, at + 1 + bytes[at]!))
    at += 1 + bytes[at]!
    const length = view.getUint16(at + 1)
    headers[name] = text.decode(bytes.subarray(at + 3, at + 3 + length))
    at += 3 + length
  }
  return { headers, payload: text.decode(bytes.subarray(end, bytes.length - 4)) }
}

/** A frame with an event, or (`exception`) with a failure. */
export const eventFrame = (kind: 'event' | 'exception', name: string, payload: string): Uint8Array<ArrayBuffer> =>
  encodeFrame({
    headers: { [`:${kind}-type`]: name, ':content-type': 'application/json', ':message-type': kind },
    payload,
  })

const line = /^(event|exception) (\S+) (\S.*)$/

/** Whether a text is frames, written a line each: `event messageStart {"role":"assistant"}`. */
export const isFrameText = (text: string): boolean => line.test(text.trimStart().split('\n')[0]!)

/**
 * The frames that lines stand for.
 *
 * @throws Error that shows a line which is none.
 */
export function framesOf(text: string): Uint8Array<ArrayBuffer> {
  const frames = text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const [, kind, name, payload] = line.exec(one) ?? []
      if (!kind) throw new Error(`${JSON.stringify(one)} is no frame; it would be: event name {"a":1}`)
      return eventFrame(kind as 'event', name!, payload!)
    })
  const all = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0))
  let at = 0
  for (const frame of frames) {
    all.set(frame, at)
    at += frame.length
  }
  return all
}

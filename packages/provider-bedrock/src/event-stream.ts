import { fromBase64, parseUnit } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import type { EventStreamCodec } from '@smithy/eventstream-codec'
import type { Decoder } from '@llmrr/provider-kit'

/** A message as the codec reads it. */
type Message = ReturnType<EventStreamCodec['decode']>

/** A failure that the service puts into a stream, in one shape for both kinds of frames. */
export interface WireException {
  /** By which Claude's own reader knows it. */
  readonly type: 'error'
  readonly exception: string
  readonly message?: string
  readonly originalStatusCode?: number
}

// Length of a frame, length of its headers, checksum of both.
const preludeBytes = 12
/** No frame of AWS is longer: 16 MiB of payload, 128 KiB of headers. */
const maxFrame = 16 * 1024 * 1024 + 128 * 1024 + 16

const broken = (why: string, cause?: unknown) =>
  llmError(
    'bad-response',
    `The service sent what is no AWS event stream (${why}); check the base URL, or a proxy in between.`,
    {
      retry: 'same',
      ...(cause !== undefined && { cause }),
    },
  )

const noFrames: readonly Uint8Array[] = []

/** Cuts bytes into frames. Bytes are copied at most twice, however they are split. */
function frameCutter(): (bytes: Uint8Array) => readonly Uint8Array[] {
  let pieces: Uint8Array[] = []
  let held = 0
  let needed = preludeBytes
  return (bytes) => {
    pieces.push(bytes)
    held += bytes.length
    if (held < needed) return noFrames
    const whole = pieces.length === 1 ? bytes : joined(pieces, held)
    const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength)
    const frames: Uint8Array[] = []
    let at = 0
    needed = preludeBytes
    while (held - at >= needed) {
      const length = view.getUint32(at)
      if (length < preludeBytes + 4 || length > maxFrame) throw broken('a frame of impossible length')
      needed = length
      if (held - at < length) break
      frames.push(whole.subarray(at, at + length))
      at += length
      needed = preludeBytes
    }
    held -= at
    pieces = held > 0 ? [whole.subarray(at)] : []
    return frames
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const failure = (exception = 'unknown', words: object): WireException => ({ ...words, type: 'error', exception })

/** What a frame holds, as a chunk: one event, or an exception. */
type ReadEvent = (name: string, payload: unknown) => unknown

const text = new TextDecoder()
const encoder = new TextEncoder()

/** Reads frames: bytes, split anywhere, to messages with their headers. */
export async function frameReader(): Promise<(bytes: Uint8Array) => readonly Message[]> {
  // Costs some 35 ms of CPU at import.
  const { EventStreamCodec } = await import('@smithy/eventstream-codec')
  const codec = new EventStreamCodec(
    (bytes) => (typeof bytes === 'string' ? bytes : text.decode(bytes)),
    (words) => encoder.encode(words),
  )
  const cut = frameCutter()
  return (bytes) =>
    cut(bytes).map((frame) => {
      try {
        return codec.decode(frame)
      } catch (cause) {
        throw broken('a frame whose checksum or headers are wrong', (cause as Error).name)
      }
    })
}

const none: readonly unknown[] = []

async function eventStream(readEvent: ReadEvent): Promise<Decoder> {
  const messagesOf = await frameReader()

  const chunkOf = ({ headers, body }: Message): unknown => {
    const word = (name: string): string | undefined => headers[name]?.value as string | undefined
    if (word(':message-type') === 'error') return failure(word(':error-code'), { message: word(':error-message') })
    const payload = body.length === 0 ? {} : parseUnit(text.decode(body))
    return word(':message-type') === 'exception'
      ? failure(word(':exception-type'), payload as object)
      : readEvent(word(':event-type') ?? '', payload)
  }

  return {
    feed: (bytes) => messagesOf(bytes).map(chunkOf),
    // What is left is a frame that was cut: the missing terminal chunk tells.
    end: () => none,
  }
}

/** The events of a Converse stream, each under its name: `{ contentBlockDelta: { ... } }`. */
export const converseEvents = (): Promise<Decoder> => eventStream((name, payload) => ({ [name]: payload }))

/** The vendor's own events in the stream of InvokeModel. */
export const invokeEvents = (): Promise<Decoder> =>
  eventStream((_, payload) => {
    const { bytes } = payload as { readonly bytes?: string }
    return parseUnit(text.decode(fromBase64(bytes ?? 'e30=')))
  })

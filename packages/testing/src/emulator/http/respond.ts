import type { ServerResponse } from 'node:http'
import type { Fault } from '../faults.ts'
import type { BytesReply, JsonReply, Reply, StreamReply } from '../service.ts'
import type { Latency } from '../types.ts'
import { distort, splitBytes, type Step } from './distort.ts'
import { drained, nextTurn, pause } from './pause.ts'

/** How answers go out: the emulator's settings, and the signal that ends every wait when it closes. */
export interface Manner {
  readonly latency: Latency
  readonly writes: 'event' | number
  readonly closing: AbortSignal
}

/** Writes a reply, with the fault's distortions. Resolves when all is handed to the socket, or the client has gone. */
export async function respond(
  res: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
  headers: Record<string, string>,
  manner: Manner,
) {
  const first = fault?.slowFirstByte ?? manner.latency.firstEventMs ?? 0
  if (first > 0) await pause(first, res, manner.closing)
  if (res.destroyed) return
  Object.assign(headers, reply.headers)
  if ('events' in reply) return sendEvents(res, reply, fault, headers, manner)
  const { body, type } = bodyOf(reply, fault)
  if (!headers['content-type']) headers['content-type'] = type
  if (!fault || !breaks(fault)) {
    headers['content-length'] = String(Buffer.byteLength(body))
    res.writeHead(reply.status ?? 200, headers)
    res.end(body)
    return
  }
  res.writeHead(reply.status ?? 200, headers)
  await play(res, halves(body, fault), fault, manner)
}

function bodyOf(reply: JsonReply | BytesReply, fault: Fault | undefined): { body: Uint8Array | string; type: string } {
  if ('bytes' in reply) return { body: reply.bytes, type: reply.type }
  const failed = fault?.inBandError === undefined ? undefined : reply.broken?.(fault.code)
  const body = JSON.stringify(failed ?? reply.json)
  return { body: fault?.malformedAfter === undefined ? body : body.slice(0, -1), type: 'application/json' }
}

const breaks = ({ cutAfter, resetAfter, stall, splitUtf8, byteByByte }: Fault): boolean =>
  cutAfter !== undefined || resetAfter !== undefined || stall !== undefined || splitUtf8 === true || byteByByte === true

function* halves(body: Uint8Array | string, { cutAfter, resetAfter, stall }: Fault): Iterable<Step> {
  const bytes = Buffer.from(body as string)
  const whole = cutAfter === undefined && resetAfter === undefined && stall === undefined
  yield whole ? bytes : bytes.subarray(0, Math.floor(bytes.length / 2))
  if (resetAfter !== undefined) yield 'reset'
  if (stall !== undefined) yield 'hang'
}

async function sendEvents(
  res: ServerResponse,
  reply: StreamReply,
  fault: Fault | undefined,
  headers: Record<string, string>,
  manner: Manner,
): Promise<void> {
  headers['content-type'] ??= 'text/event-stream; charset=utf-8'
  headers['cache-control'] ??= 'no-cache'
  res.writeHead(reply.status ?? 200, headers)
  if (!fault && !manner.latency.perEventMs && manner.writes !== 'event') return gather(res, reply.events, manner.writes)
  await play(res, fault ? distort(reply, fault) : reply.events, fault, manner)
}

// The hot path: no timer, no promise unless the socket is full.
async function gather(res: ServerResponse, events: Iterable<string | Buffer>, most: number): Promise<void> {
  let text = ''
  for (const event of events) {
    if (typeof event !== 'string') {
      // A stream is of one kind: frames are small, and the socket gathers them.
      if (!res.write(event)) await drained(res)
      if (res.destroyed) return
      continue
    }
    text += event
    if (text.length < most) continue
    if (!res.write(text)) await drained(res)
    if (res.destroyed) return
    text = ''
  }
  res.end(text)
}

async function play(
  res: ServerResponse,
  steps: Iterable<Step>,
  fault: Fault | undefined,
  manner: Manner,
): Promise<void> {
  const pace = fault?.keepAliveOnly ? 20 : (manner.latency.perEventMs ?? 0)
  let written = 0
  for (const step of steps) {
    if (res.destroyed) return
    if (step === 'hang') return pause(Infinity, res, manner.closing)
    if (step === 'reset') {
      await nextTurn()
      res.destroy()
      return
    }
    if (pace > 0 && written++ > 0) await pause(pace, res, manner.closing)
    for (const piece of splitBytes(step, fault)) {
      if (!res.write(piece)) await drained(res)
      await nextTurn()
      if (res.destroyed) return
    }
  }
  res.end()
}

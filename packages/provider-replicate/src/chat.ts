import { chatHandler, withoutRaw } from '@llmrr/provider-kit'
import { costOf } from './hardware.ts'
import { optionsOf } from './options.ts'
import { hasEnded } from './runs.ts'
import { limitNames, params, toInput } from './request.ts'
import { readUsage } from './usage.ts'
import { streamReader } from './reader.ts'
import { textEvents } from './events.ts'
import { textOf } from './output.ts'
import type { ChatEvent, Context, FinishEvent, Handler, ResolvedChatRequest, StartEvent } from '@llmrr/core'
import type { Input, Run, Runs } from './runs.ts'
import type { ModelReader } from './models-read.ts'
import type { Position } from './reader.ts'
import type { Service } from './service.ts'
import type { WireEvent, WirePrediction } from './wire.ts'

/** Between two connections to one stream. */
const reconnectMs = 500
const maxConnections = 100

/** Replicate's models of language: a run is started, then read as a stream, or looked at until it has ended. */
export function replicateChat(service: Service, runs: Runs, models: ModelReader): Handler<'chat'> {
  async function* chat(request: ResolvedChatRequest, context: Context): AsyncGenerator<ChatEvent, void, void> {
    const input = await toInput(request, context, models, service)
    const run = await runs.start(input, context)
    const { prediction } = run
    let isOver = hasEnded(prediction)
    try {
      if (request.raw) yield { type: 'x-raw', data: prediction }
      const start: StartEvent = { type: 'start', id: prediction.id }
      const url = context.stream ? prediction.urls?.stream : undefined
      let last: WirePrediction
      if (isOver || url === undefined || prediction.output) {
        yield start
        last = yield* looked(run, context)
      } else {
        const position: Position = { start, isIdle: false }
        yield* streamed(url, position, request, context)
        if (position.end === undefined) return // It was cut, which core sees.
        isOver = true
        last = await runs.measured(prediction, context)
        if (position.end === 'error' && last.status !== 'failed') last = { ...last, status: 'failed' }
        if (position.end === 'canceled' && !hasEnded(last)) last = { ...last, status: 'canceled' }
      }
      isOver = true
      if (last.status === 'failed') throw runs.failure(last, context)
      if (request.raw) yield { type: 'x-raw', data: last }
      yield finishOf(last, input, run, context)
    } finally {
      if (!isOver) runs.abandon(prediction.id, context)
    }
  }

  async function* looked(run: Run, context: Context): AsyncGenerator<ChatEvent, WirePrediction, void> {
    let told = ''
    const rest = ({ output }: WirePrediction): ChatEvent[] => {
      const text = textOf(output)
      if (text.length <= told.length) return []
      const piece = text.slice(told.length)
      told = text
      return [{ type: 'text-delta', index: 0, text: piece }]
    }
    let now = run.prediction
    if (!context.stream) now = await runs.ended(run, context)
    else {
      yield* rest(now)
      // Without a stream of its own, a run is told by what each look finds to be new.
      for await (now of runs.looks(run, context)) yield* rest(now)
    }
    yield* rest(now)
    return now
  }

  async function* streamed(
    url: string,
    position: Position,
    request: ResolvedChatRequest,
    context: Context,
  ): AsyncGenerator<ChatEvent, void, void> {
    const read = chatHandler<WireEvent, unknown>(service.at(url, context), {
      toRequest: () => ({
        method: 'GET',
        path: url,
        headers: { accept: 'text/event-stream', 'cache-control': 'no-store', 'last-event-id': position.last },
      }),
      decoder: textEvents,
      unfold: () => [],
      reader: (_, reply) => streamReader(position, reply),
      params,
    })
    for (let connection = 0; connection < maxConnections; connection++) {
      position.isIdle = false
      for await (const event of read(request, withoutRaw(context))) {
        if (event.type === 'x-end') return
        yield event
      }
      if (!position.isIdle) return
      if (position.last !== undefined) position.resumed = position.last
      await context.host.sleep(reconnectMs, context.signal)
    }
  }

  return Object.assign(chat, { params })
}

/** How a run ended. That it ran into its bound is not said, but can be seen. */
function finishOf(last: WirePrediction, input: Input, { limits }: Run, context: Context): FinishEvent {
  const usage = readUsage(last)
  const limit = limitNames.map((name) => input[name]).find((value) => typeof value === 'number') as number | undefined
  const written = (usage?.output ?? 0) + (usage?.reasoning ?? 0)
  const isCut = limit !== undefined && limit > 0 && written >= limit
  const isStopped = last.status === 'canceled' || last.status === 'aborted'
  const cost = costOf(usage, optionsOf(context).hardware)
  return {
    type: 'finish',
    reason: isStopped ? 'other' : isCut ? 'length' : 'stop',
    ...(last.status !== undefined && { raw: last.status }),
    ...(usage && { usage }),
    ...(cost && { cost }),
    ...(limits && { limits }),
  }
}

import { eachOf } from './batches.ts'
import { ignoreClosed } from './transports/body.ts'
import { ndjson } from './transports/ndjson.ts'
import { sse } from './transports/sse.ts'
import { notJson } from './error-body.ts'
import type { ChatEvent, Context, FinishEvent, Handler, ResolvedChatRequest, StartEvent, Target } from '@llmrr/core'
import type { Batches } from './batches.ts'
import type { Decoder } from './transports/decoder.ts'
import type { Http, WireReply, WireRequest } from './http.ts'

/**
 * Chunks in, events out. Synchronous and without I/O. It answers `finish` once, when its reason and usage are complete or
 * the body has ended; after a body that ended before the service's terminal chunk it answers none, and core throws `network`.
 */
export interface Reader<Chunk> {
  read(chunk: Chunk): readonly ChatEvent[]
  /** The body has ended. Not called when `read` has answered `finish`. */
  end(): readonly ChatEvent[]
  /**
   * For a reader that answers `finish` at the end only: whether all that counts has come, so that a body which stays open
   * after it is not waited for.
   */
  complete?(): boolean
}

/** What came with a reply, for readers that need it. */
export interface ReplyContext {
  /** Makes our error of one that arrives inside a 200. */
  error(body: unknown): unknown
  /** The body is one reply laid out as chunks, not a stream. */
  readonly unfolded: boolean
}

/** One wire format of chat, or of another capability that answers chat events. */
export interface ChatDialect<Chunk, Reply, Request = ResolvedChatRequest> {
  /** Our request in the service's words. `context.stream` goes into it and nowhere else. */
  toRequest(request: Request, context: Context): WireRequest | Promise<WireRequest>
  /** One reply, as the chunks that its stream would have sent. */
  unfold(reply: Reply): Iterable<Chunk>
  reader(context: Context, reply: ReplyContext, request: Request): Reader<Chunk>
  /** The request fields that it understands. */
  readonly params: readonly string[] | ((target: Target) => readonly string[])
  /** Decoder of its streams; a promise where its library is imported when first used. Default: by content type, `sse` or `ndjson`. */
  readonly decoder?: () => Decoder | Promise<Decoder>
  /** Decoder of bodies that are JSON, where a reply has the form of a chunk. Default: such a body is one reply, to be unfolded. */
  readonly jsonDecoder?: () => Decoder
}

// How long a body may stay open after its terminal chunk before it is closed from here.
const closeGraceMs = 1000

const decoderFor = (type: string): Decoder | undefined =>
  type.includes('event-stream') ? sse() : type.includes('ndjson') || type.includes('jsonl') ? ndjson() : undefined

/** The one handler of a chat dialect: sends, reads what came back by its content type, and drives the reader. */
export function chatHandler<Chunk, Reply, Request extends { readonly raw?: boolean } = ResolvedChatRequest>(
  http: Http,
  dialect: ChatDialect<Chunk, Reply, Request>,
): ((request: Request, context: Context) => AsyncIterable<ChatEvent>) & Pick<Handler<'chat'>, 'params'> {
  const chat = (request: Request, context: Context): AsyncIterable<ChatEvent> =>
    eachOf(async () => {
      const asked = dialect.toRequest(request, context)
      const reply = await http.send(asked instanceof Promise ? await asked : asked, context)
      const { response } = reply
      const type = response.headers.get('content-type') ?? ''
      const given = isJson(type) ? dialect.jsonDecoder?.() : dialect.decoder?.()
      const decoder = (given instanceof Promise ? await given : given) ?? decoderFor(type)
      return decoder ? streamed(reply, decoder, request, context) : whole(reply, request, context)
    })

  function streamed(reply: WireReply, decoder: Decoder, request: Request, context: Context): Batches<ChatEvent> {
    const reader = dialect.reader(context, { error: reply.error, unfolded: false }, request)
    const { take, end, isComplete } = driven(reader, reply, request.raw)
    const body = reply.response.body?.getReader()
    let open = body !== undefined
    let ended = false
    let failure: { readonly error: unknown } | undefined
    let stopGrace: (() => void) | undefined

    const arrived = ({ done, value }: ReadableStreamReadResult<Uint8Array>): Promise<ChatEvent[]> | ChatEvent[] => {
      const events: ChatEvent[] = []
      open = !done
      try {
        take((done ? decoder.end() : decoder.feed(value)) as readonly Chunk[], events)
      } catch (error) {
        // What came before it goes first.
        failure = { error }
      }
      // The rest is read so that the connection can be used again, but a service that keeps it open is not waited for.
      if (open && isComplete())
        stopGrace ??= context.host.timer(closeGraceMs, () => void body!.cancel().catch(ignoreClosed))
      return events.length > 0 ? events : next()
    }
    // Without `await`, which costs a frame for each chunk.
    const next = (): Promise<ChatEvent[]> =>
      failure ? Promise.reject(failure.error) : open ? body!.read().then(arrived) : rest()
    async function rest(): Promise<ChatEvent[]> {
      const events: ChatEvent[] = []
      if (!ended) {
        ended = true
        end(events)
      }
      return events
    }
    return {
      next,
      async close() {
        stopGrace?.()
        if (open) await body?.cancel().catch(ignoreClosed)
      },
    }
  }

  async function whole(reply: WireReply, request: Request, context: Context): Promise<Batches<ChatEvent>> {
    const text = await reply.response.text()
    let chunks: Iterable<unknown>
    let events: ChatEvent[] = []
    // A stream under a wrong content type is one all the same.
    const unfolded = !/^\s*(?:data|event|id|retry)?:/.test(text)
    if (unfolded) {
      let body: unknown
      try {
        body = JSON.parse(text)
      } catch {
        throw notJson(reply.response, text, context)
      }
      chunks = dialect.unfold(body as Reply)
      if (request.raw) events.push({ type: 'x-raw', data: body })
    } else {
      const decoder = sse()
      chunks = [...decoder.feed(new TextEncoder().encode(text)), ...decoder.end()]
    }
    const reader = dialect.reader(context, { error: reply.error, unfolded }, request)
    const { take, end } = driven(reader, reply, request.raw && !unfolded)
    take(chunks as Iterable<Chunk>, events)
    end(events)
    return {
      async next() {
        const all = events
        events = []
        return all
      },
    }
  }

  return Object.assign(chat, { params: dialect.params })
}

/** Takes chunks to a reader, and adds to what it answers what came beside the body. `raw` shows each chunk, too. */
function driven<Chunk>(reader: Reader<Chunk>, reply: WireReply, raw: boolean | undefined) {
  let finish: FinishEvent | undefined
  const add = (read: readonly ChatEvent[], events: ChatEvent[]): void => {
    for (const event of read) {
      if (event.type === 'finish') finish = event as FinishEvent
      else if (event.type === 'start') events.push(...startWith(event as StartEvent, reply))
      else events.push(event)
    }
  }
  return {
    take(chunks: Iterable<Chunk>, events: ChatEvent[]): void {
      for (const chunk of chunks) {
        if (raw) events.push({ type: 'x-raw', data: chunk })
        add(reader.read(chunk), events)
      }
    },
    end(events: ChatEvent[]): void {
      if (!finish) add(reader.end(), events)
      if (finish) events.push(finishWith(finish, reply))
    },
    isComplete: (): boolean => finish !== undefined || reader.complete?.() === true,
  }
}

function startWith(start: StartEvent, { requestId, gateway, event }: WireReply): ChatEvent[] {
  const told = {
    ...start,
    ...(requestId !== undefined && { requestId }),
    ...(gateway && { gateway: { ...gateway, ...start.gateway } }),
  }
  return event ? [told, event] : [told]
}

// A cost in the body is nearer to the answer than one in the headers.
const finishWith = (event: FinishEvent, { limits, cost }: WireReply): FinishEvent => ({
  ...(cost && { cost }),
  ...event,
  ...(limits && { limits }),
})

const isJson = (type: string): boolean => /[/+]json/.test(type)

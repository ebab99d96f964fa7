import { llmError } from '@llmrr/core'
import { acme } from '../acme/acme.ts'
import { pieces } from '../acme/pieces.ts'
import type { ChatEvent, Context, Provider, ResolvedChatRequest } from '@llmrr/core'
import type { Pieces } from '../acme/pieces.ts'
import type { AcmeChunk } from '../acme/wire.ts'

/** A provider with one thing broken, and the law that must say so: that one and no other. */
export interface Mutant {
  readonly name: string
  readonly law: string
  readonly provider: Provider
}

type Events = AsyncGenerator<ChatEvent, void, void>

/** The reference with its stream of events changed on the way out. */
function rewired(
  change: (events: Events, request: ResolvedChatRequest, context: Context) => AsyncIterable<ChatEvent>,
  changed: Partial<Pieces> = {},
): Provider {
  const { chat, ...rest } = acme(changed)
  const handler = (request: ResolvedChatRequest, context: Context) =>
    change(chat!(request, context) as Events, request, context)
  return { ...rest, chat: Object.assign(handler, { params: chat!.params }) } as Provider
}

const each = (change: (event: ChatEvent) => readonly ChatEvent[]): Provider =>
  rewired(async function* (events) {
    for await (const event of events) yield* change(event)
  })

/** The reference with its reader changed. */
const reading = (
  change: (read: (chunk: AcmeChunk) => readonly ChatEvent[], context: Context) => Partial<ReturnType<Pieces['reader']>>,
): Provider =>
  acme({
    reader(context, trouble, own) {
      const reader = pieces.reader(context, trouble, own)
      return { ...reader, ...change(reader.read, context) }
    },
  })

const index = (event: ChatEvent): number | undefined => (event as { index?: number }).index

export const mutants: readonly Mutant[] = [
  {
    name: 'finishes twice',
    law: 'there is one finish, and it is last',
    provider: each((event) => (event.type === 'finish' ? [event, event] : [event])),
  },
  {
    name: 'says more after the finish',
    law: 'there is one finish, and it is last',
    provider: each((event) => (event.type === 'finish' ? [event, { type: 'x-late' }] : [event])),
  },
  {
    name: 'pretends that a cut stream has stopped',
    law: 'a stream that ends before its terminal unit has no finish',
    provider: rewired(async function* (events) {
      let seen = false
      let content = false
      for await (const event of events) {
        seen ||= event.type === 'finish'
        content ||= event.type === 'text-delta'
        yield event
      }
      if (!seen && content) yield { type: 'finish', reason: 'stop' }
    }),
  },
  {
    name: 'swallows an error inside a stream',
    law: 'an error inside a stream is thrown with its own code, wherever it comes',
    provider: reading((read) => ({
      read: (chunk) =>
        chunk.type === 'trouble' ? [{ type: 'finish', reason: 'other', raw: chunk.code }] : read(chunk),
    })),
  },
  {
    name: 'takes every error inside a stream for one of the server',
    law: 'an error inside a stream is thrown with its own code, wherever it comes',
    provider: acme({
      toError: (status, trouble, headers, context) =>
        status === undefined ? llmError('server', 'acme failed.') : pieces.toError(status, trouble, headers, context),
    }),
  },
  {
    name: 'puts the key into an error',
    law: 'no credential and no prompt shows in an error',
    provider: acme({
      toError(status, trouble, headers, context) {
        const { message, ...rest } = pieces.toError(status, trouble, headers, context)
        return llmError(rest.code, `acme refused the key ${context.host.env('ACME_API_KEY')}.`, rest)
      },
    }),
  },
  {
    name: 'puts the prompt into an error',
    law: 'no credential and no prompt shows in an error',
    provider: acme({
      toError(status, trouble, headers, context) {
        const { message, ...rest } = pieces.toError(status, trouble, headers, context)
        return llmError(rest.code, `acme said: ${trouble.message}`, rest)
      },
    }),
  },
  {
    name: 'puts the request into the cause of an error',
    law: 'no credential and no prompt shows in an error',
    provider: acme({
      async send(url, init, context) {
        try {
          return await pieces.send(url, init, context)
        } catch (error) {
          if (context.signal.aborted) throw error
          throw llmError('network', 'acme could not be reached.', {
            cause: Object.assign(new Error('fetch failed'), { request: init }),
          })
        }
      },
    }),
  },
  {
    name: 'counts what is not a number',
    law: 'meters are finite and not negative',
    provider: acme({ usage: (usage) => ({ ...pieces.usage(usage), searches: Number(undefined) }) }),
  },
  {
    name: 'counts below zero',
    law: 'meters are finite and not negative',
    provider: acme({ usage: (usage) => ({ ...pieces.usage(usage), input: usage.cached - usage.prompt }) }),
  },
  {
    name: 'counts cached tokens twice',
    law: 'meters are disjoint and add up to the total of the service',
    provider: acme({ usage: (usage) => ({ ...pieces.usage(usage), input: usage.prompt, output: usage.answer }) }),
  },
  {
    name: 'keeps the signal from the socket',
    law: 'an abort reaches the socket at every stage',
    provider: acme({ send: (url, init, context) => context.host.fetch(url, { ...init, redirect: 'manual' }) }),
  },
  {
    name: 'keeps the connection when the reader breaks off',
    law: 'a consumer who breaks off at any event lets the connection go',
    provider: rewired((events) => ({
      [Symbol.asyncIterator]: () => ({
        next: () => events.next(),
        return: async () => ({ done: true, value: undefined }),
      }),
    })),
  },
  {
    name: 'reads ahead',
    law: 'no more than two pieces are pulled ahead of what was consumed',
    provider: rewired((events) => ahead(events, 8)),
  },
  {
    name: 'sends the state of strangers',
    law: 'foreign state is dropped',
    provider: acme({
      toBlock: (part, provider) =>
        pieces.toBlock(part.state ? { ...part, state: { [provider]: Object.values(part.state)[0]! } } : part, provider),
    }),
  },
  {
    name: 'loses its own state',
    law: 'own state comes back in the next turn',
    provider: each((event) => {
      if (event.type !== 'part') return [event]
      const { state, ...part } = (event as { part: { state?: unknown } }).part
      return [{ ...event, part } as ChatEvent]
    }),
  },
  {
    name: 'leaves a gap between parts',
    law: 'parts are numbered densely in order of first appearance',
    provider: each((event) => [
      index(event) === undefined ? event : ({ ...event, index: index(event)! * 2 } as ChatEvent),
    ]),
  },
  {
    name: 'does not complete its tool calls',
    law: 'every tool call ends in a part',
    provider: each((event) =>
      event.type === 'part' && (event as { part: { type: string } }).part.type === 'tool-call' ? [] : [event],
    ),
  },
  {
    name: 'breaks characters that are split over two pieces',
    law: 'any split of the bytes gives the same events',
    provider: acme({
      decode() {
        const decoder = pieces.decode()
        return { ...decoder, feed: (bytes) => decoder.feed(new TextEncoder().encode(new TextDecoder().decode(bytes))) }
      },
    }),
  },
  {
    name: 'chokes on comments',
    law: 'CRLF, a byte order mark, comments and a missing last blank line change nothing',
    provider: acme({
      decode() {
        const decoder = pieces.decode()
        const feed = (bytes: Uint8Array): readonly AcmeChunk[] => {
          if (/^: keep/m.test(new TextDecoder().decode(bytes)))
            throw llmError('bad-response', 'acme sent a line without data.')
          return decoder.feed(bytes)
        }
        return { ...decoder, feed }
      },
    }),
  },
  {
    name: 'drops a field in silence',
    law: 'a field that is understood is sent or warned about, never dropped in silence',
    provider: acme({ toBody: ({ seed: _, ...request }, context) => pieces.toBody(request, context) }),
  },
  {
    name: 'warns when it is too late',
    law: 'a warning comes before the request is sent',
    provider: rewired(async function* (events, request, context) {
      for await (const event of events) {
        if (event.type === 'start' && request.stop) context.warn('stop', 'Acme stops where it likes.')
        yield event
      }
    }),
  },
  {
    name: 'takes a prompt that is too long for a wrong request',
    law: 'each failure has its own code',
    provider: acme({
      toError: (status, trouble, headers, context) =>
        trouble.code === 'too_long'
          ? pieces.toError(status, { code: 'bad_request' }, headers, context)
          : pieces.toError(status, trouble, headers, context),
    }),
  },
  {
    name: 'does not know what a 403 is',
    law: 'a status with an unknown body still has the code of its status',
    provider: acme({ toError: (status, ...rest) => pieces.toError(status === 403 ? 400 : status, ...rest) }),
  },
  {
    name: 'forgets how long to wait',
    law: 'Retry-After is honoured',
    provider: acme({
      toError: (status, trouble, _headers, context) => pieces.toError(status, trouble, new Headers(), context),
    }),
  },
  {
    name: 'asks the clock of the process',
    law: 'no global is touched',
    provider: each((event) =>
      event.type === 'start'
        ? [
            { ...event, id: event.id ?? String(Date.now()) },
            { type: 'x-latency', data: Date.now() > 0 },
          ]
        : [event],
    ),
  },
  {
    name: 'reads the environment of the process',
    law: 'no global is touched',
    provider: acme({
      toBody: (request, context) => (process.env['ACME_TRACE'] ? {} : pieces.toBody(request, context)),
    }),
  },
  {
    name: 'leaves a promise alone',
    law: 'no rejection is left unhandled',
    provider: acme({
      async send(url, init, context) {
        const response = await pieces.send(url, init, context)
        const log = async (): Promise<void> => {
          throw new Error('nobody listens')
        }
        void log()
        return response
      },
    }),
  },
  {
    name: 'leaves a timer',
    law: 'no timer is left behind',
    provider: acme({
      toError(status, trouble, headers, context) {
        context.host.timer(1000, () => {})
        return pieces.toError(status, trouble, headers, context)
      },
    }),
  },
  {
    name: 'follows a redirect',
    law: 'a redirect is refused',
    provider: acme({
      async send(url, init, context) {
        const response = await pieces.send(url, init, context)
        return response.status === 307 ? pieces.send(response.headers.get('location')!, init, context) : response
      },
    }),
  },
  {
    name: 'answers a page of HTML with a finish',
    law: 'a 200 that is no answer is an error',
    provider: acme({
      async send(url, init, context) {
        const response = await pieces.send(url, init, context)
        if (
          response.status !== 200 ||
          response.headers.get('content-type') !== 'text/html' ||
          (await response.clone().text()) !== '<html></html>'
        )
          return response
        return Response.json({
          id: 'x',
          model: 'x',
          content: [],
          why: 'done',
          usage: { prompt: 0, cached: 0, answer: 0, thought: 0 },
        })
      },
    }),
  },
  {
    name: 'does not say which key is missing',
    law: 'a missing credential is named by its variable',
    provider: rewired(async function* (events, _request, context) {
      if (!context.host.env('ACME_API_KEY')) throw llmError('auth', 'There is no API key.')
      yield* events
    }),
  },
  {
    name: 'does not merge the hatch',
    law: 'the raw hatch is merged into body, headers and query',
    provider: acme({
      send(url, init, context) {
        const { x_hatch: _, ...body } = JSON.parse(init.body as string) as Record<string, unknown>
        return pieces.send(url, { ...init, body: JSON.stringify(body) }, context)
      },
    }),
  },
  {
    name: 'reads a reply otherwise than a stream',
    law: 'one reply equals the collected stream',
    provider: acme({
      unfold: (reply) =>
        pieces.unfold(reply).map((chunk) => (chunk.type === 'begin' ? { ...chunk, model: 'acme' } : chunk)),
    }),
  },
  {
    name: 'sends another role',
    law: 'the wire request is the expected one',
    provider: acme({
      toBody(request, context) {
        const body = pieces.toBody(request, context)
        const messages = (body['messages'] as { role: string }[]).map((message) =>
          message.role === 'system' ? { ...message, role: 'developer' } : message,
        )
        return { ...body, messages }
      },
    }),
  },
  {
    name: 'takes a full answer for a finished one',
    law: 'the answer is the expected one',
    provider: each((event) => (event.type === 'finish' ? [{ ...event, reason: 'length' }] : [event])),
  },
  {
    name: 'keeps parts that are not data',
    law: 'parts are plain JSON data',
    provider: each((event) =>
      event.type === 'part' && (event as { part: { type: string } }).part.type === 'tool-call'
        ? [
            {
              ...event,
              part: { ...(event as { part: object }).part, state: { acme: new Date(0) } },
            } as unknown as ChatEvent,
          ]
        : [event],
    ),
  },
  {
    name: 'believes that it gets what it asked for',
    law: 'a stream where a reply was asked for is read all the same, and the other way round',
    provider: acme({
      async send(url, init, context) {
        const response = await pieces.send(url, init, context)
        const isStream = response.headers.get('content-type') === 'text/event-stream'
        if (response.status === 200 && isStream !== context.stream)
          throw llmError('bad-response', 'acme answered in another form than asked for.')
        return response
      },
    }),
  },
  {
    name: 'has no patience',
    law: 'pauses of the service change nothing',
    provider: acme({ send: async (url, init, context) => impatient(await pieces.send(url, init, context), 4) }),
  },
  {
    name: 'always keeps the wire chunks',
    law: 'wire chunks come exactly when the request says raw',
    provider: each((event) => (event.type === 'start' ? [event, { type: 'x-raw', data: {} }] : [event])),
  },
]

/** An iterator that has up to `depth` events ready before they are asked for, and lets go when it is told to. */
function ahead(events: Events, depth: number): AsyncIterable<ChatEvent> {
  const ready: Promise<IteratorResult<ChatEvent>>[] = []
  const fill = (): void => {
    while (ready.length < depth) {
      const next = events.next() as Promise<IteratorResult<ChatEvent>>
      next.catch(() => {}) // Thrown when it is asked for.
      ready.push(next)
    }
  }
  return {
    [Symbol.asyncIterator]: () => ({
      next() {
        fill()
        return ready.shift()!
      },
      return: async () => {
        await Promise.race([events.return(), new Promise((resolve) => setImmediate(resolve))])
        return { done: true, value: undefined }
      },
    }),
  }
}

/** The response, whose body fails when its next piece is not there after a few turns of the event loop. */
function impatient(response: Response, turns: number): Response {
  const reader = response.body?.getReader()
  if (!reader) return response
  const giveUp = async (): Promise<'late'> => {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
    return 'late'
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await Promise.race([reader.read(), giveUp()])
        if (next === 'late') {
          await reader.cancel()
          controller.error(llmError('timeout', 'acme took too long.'))
        } else if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, response)
}

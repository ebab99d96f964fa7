import { expect, test } from 'vitest'
import { chatHandler, createHttp, openaiErrors } from '../src/index.ts'
import { contextOf, gather } from './context.ts'
import { virtualHost } from '@llmrr/testing/host'
import type { ChatDialect } from '../src/index.ts'
import type { ResolvedChatRequest } from '@llmrr/core'

interface Chunk {
  readonly text?: string
  readonly end?: boolean
}

/** A dialect of text and an end; `late` answers its finish at the end of the body, and says when it is complete. */
const dialect = (late: boolean): ChatDialect<Chunk, { readonly all: readonly Chunk[] }> => ({
  params: ['messages'],
  toRequest: () => ({ path: '/x', body: {} }),
  unfold: ({ all }) => all,
  reader() {
    let ended = false
    const finish = { type: 'finish', reason: 'stop' } as const
    return {
      read({ text, end }) {
        if (text !== undefined) return [{ type: 'text-delta', index: 0, text }]
        ended ||= end === true
        return ended && !late ? [finish] : []
      },
      end: () => (ended && late ? [finish] : []),
      ...(late && { complete: () => ended }),
    }
  },
})

const request: ResolvedChatRequest = { messages: [] }

function answering(body: ReadableStream<Uint8Array> | string, type = 'text/event-stream', late = false) {
  const host = virtualHost({
    fetch: async () => new Response(body, { headers: { 'content-type': type, 'x-request-id': 'r' } }),
  })
  const chat = chatHandler(createHttp({ baseURL: 'https://a.test', readError: openaiErrors() }), dialect(late))
  return { host, chat }
}

const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type)

test.each([false, true])('ends with one finish, also where it comes late (%s)', async (late) => {
  const { host, chat } = answering(
    'data: {"text":"a"}\n\ndata: {"end":true}\n\ndata: {"end":true}\n\n',
    'text/event-stream',
    late,
  )
  expect(types(await gather(chat(request, contextOf({ host }).context)))).toEqual(['text-delta', 'finish'])
})

test.each([false, true])('reads one reply, and a stream under a wrong type (late: %s)', async (late) => {
  const whole = answering('{"all":[{"text":"a"},{"end":true}]}', 'application/json', late)
  expect(types(await gather(whole.chat(request, contextOf(whole).context)))).toEqual(['text-delta', 'finish'])
  const wrong = answering('data: {"text":"a"}\n\ndata: {"end":true}\n\n', 'text/plain', late)
  expect(types(await gather(wrong.chat(request, contextOf(wrong).context)))).toEqual(['text-delta', 'finish'])
})

test('has no finish for a body that ended too early', async () => {
  const { host, chat } = answering('data: {"text":"a"}\n\n')
  expect(types(await gather(chat(request, contextOf({ host }).context)))).toEqual(['text-delta'])
})

test.each([false, true])('does not wait for a body that stays open after its end (late: %s)', async (late) => {
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: {"text":"a"}\n\ndata: {"end":true}\n\n')),
    cancel: () => void (cancelled = true),
  })
  const { host, chat } = answering(body, 'text/event-stream', late)
  const start = host.now()
  expect(types(await host.run(gather(chat(request, contextOf({ host }).context))))).toEqual(['text-delta', 'finish'])
  expect([cancelled, host.now() - start, host.pending]).toEqual([true, 1000, 0])
})

test('lets the body go when the consumer breaks off', async () => {
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('data: {"text":"a"}\n\n')),
    cancel: () => void (cancelled = true),
  })
  const { host, chat } = answering(body)
  for await (const event of chat(request, contextOf({ host }).context)) if (event.type === 'text-delta') break
  expect(cancelled).toBe(true)
})

test('shows the wire chunks when they are asked for', async () => {
  const { host, chat } = answering('data: {"text":"a"}\n\ndata: {"end":true}\n\n')
  const events = await gather(chat({ ...request, raw: true }, contextOf({ host }).context))
  expect(events.filter(({ type }) => type === 'x-raw')).toEqual([
    { type: 'x-raw', data: { text: 'a' } },
    { type: 'x-raw', data: { end: true } },
  ])
})

import { describe, expect, it } from 'vitest'
import { replay } from '../../src/replay/index.ts'
import { echo } from './echo.ts'
import type { Recording } from '../../src/replay/index.ts'
import type { Breaks } from './echo.ts'

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const stream: Recording = {
  file: 'stream.json',
  method: 'POST',
  path: '/v1/chat/completions',
  requestHeaders: {},
  sent: { model: 'm', messages: [{ role: 'user', content: 'Grüß mich.' }], temperature: 0.5, stream: true },
  status: 200,
  headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req-1' },
  bytes: bytes(
    [
      '{"choices":[{"index":0,"delta":{"content":"Grüß "}}]}',
      '{"choices":[{"index":0,"delta":{"content":"dich"}}]}',
      '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
      '{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}',
      '[DONE]',
    ]
      .map((data) => `data: ${data}\n\n`)
      .join(''),
  ),
  trimmed: false,
}

const refused: Recording = {
  ...stream,
  file: 'refused.json',
  status: 429,
  headers: { 'content-type': 'application/json', 'x-request-id': 'req-2' },
  bytes: bytes('{"error":{"code":"rate_limit_exceeded","message":"Too many."}}'),
}

const whyOf = async (recording: Recording, breaks: Breaks = {}): Promise<readonly string[]> =>
  (await replay(recording, echo(breaks))).why

describe('the replay of a recording', () => {
  it('passes what is right', async () => {
    expect(await replay(stream, echo())).toMatchObject({ outcome: 'passed', why: [], capability: 'chat' })
    expect(await replay(refused, echo())).toMatchObject({ outcome: 'passed', why: [] })
  })

  it('finds another path', async () => {
    expect(await whyOf(stream, { path: '/v2/chat' })).toEqual(['path: recorded /v1/chat/completions, ours /v2/chat'])
  })

  it('finds a field that is missing, changed or added', async () => {
    expect(await whyOf(stream, { body: ({ temperature: _, ...body }) => body })).toEqual([
      'request.temperature: recorded 0.5, ours absent',
    ])
    expect(await whyOf(stream, { body: (body) => ({ ...body, messages: [{ role: 'user', content: 'Hi' }] }) })).toEqual(
      ['request.messages[0].content[0].text: recorded "Grüß mich.", ours "Hi"'],
    )
    expect(await whyOf(stream, { body: (body) => ({ ...body, seed: 1 }) })).toEqual([
      'request.seed: recorded absent, ours 1',
    ])
  })

  it('finds other text, usage, finish reason and request id', async () => {
    const without = (type: string) => (events: readonly { readonly type: string }[]) =>
      events.filter((event) => event.type !== type) as never
    expect(await whyOf(stream, { events: without('text-delta') })).toEqual(['text is "" instead of "Grüß dich"'])
    expect(await whyOf(stream, { events: without('start') })).toEqual(['requestId is absent instead of "req-1"'])
    expect(
      await whyOf(stream, {
        events: (events) =>
          events.map((event) =>
            event.type === 'finish' ? { ...event, reason: 'length', usage: { input: 5 } } : event,
          ),
      }),
    ).toEqual(['finish is "length" instead of "stop"', 'usage total is 5 instead of 8'])
  })

  it('finds a stream that is read otherwise in pieces', async () => {
    expect((await whyOf(stream, { eager: true })).map((why) => why.slice(0, 14))).toEqual(['in pieces of 1'])
  })

  it('finds another error code', async () => {
    expect(await whyOf(refused, { code: 'server' })).toEqual([
      'error: the service means rate-limit or quota, ours is server',
    ])
  })

  it('says what is outside', async () => {
    expect(await replay({ ...stream, path: '/v1/vector_stores' }, echo())).toMatchObject({
      outcome: 'outside',
      why: ['POST /v1/vector_stores is of no capability of the contract'],
    })
    expect(await replay({ ...stream, path: '/v1/embeddings' }, echo())).toMatchObject({
      outcome: 'outside',
      why: ['echo does not offer embed'],
    })
  })

  it('tolerates what is on the list', async () => {
    const tolerated = [{ at: /^seed$/, why: 'chance is no matter here' }]
    const done = await replay(stream, echo({ body: (body) => ({ ...body, seed: 1 }) }), { tolerated })
    expect(done).toMatchObject({ outcome: 'passed', tolerated: ['chance is no matter here'] })
  })
})

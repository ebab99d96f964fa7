import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { startEmulator, type Emulator, type Fault } from '../../src/emulator/index.ts'

let emulator: Emulator
beforeEach(async () => void (emulator = await startEmulator()))
afterEach(() => emulator.close())

/** What arrived before the body ended, was cut off, or stayed silent for 100 ms. */
interface Seen {
  status: number
  headers: Record<string, unknown>
  pieces: Buffer[]
  text: string
  end: 'end' | 'reset' | 'hang'
}

function post(stream: boolean, path = '/v1/chat/completions', url = `${emulator.url}/openai`): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${emulator.key('openai')}`, 'content-type': 'application/json' }
    const req = request(`${url}${path}`, { method: 'POST', headers }, (res) => {
      const pieces: Buffer[] = []
      let timer = setTimeout(() => finish('hang'), 100)
      const finish = (end: Seen['end']) => {
        clearTimeout(timer)
        resolve({ status: res.statusCode!, headers: res.headers, pieces, text: Buffer.concat(pieces).toString(), end })
        req.destroy()
      }
      res.on('data', (piece: Buffer) => {
        pieces.push(piece)
        clearTimeout(timer)
        timer = setTimeout(() => finish('hang'), 100)
      })
      res.on('end', () => finish('end'))
      res.on('error', () => finish('reset'))
    })
    req.on('error', reject)
    req.end(JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hi' }], input: undefined, stream }))
  })
}

const eventsOf = (text: string) => text.split('\n\n').filter(Boolean)
async function struck(fault: Fault, stream = true): Promise<Seen> {
  emulator.inject(fault)
  return post(stream)
}

test('without a fault the answer is whole and says that it comes from an emulator', async () => {
  const seen = await post(true)
  expect(seen).toMatchObject({
    status: 200,
    end: 'end',
    headers: { 'x-llmrr-emulator': '1', 'content-type': 'text/event-stream; charset=utf-8' },
  })
  expect(seen.text.endsWith('data: [DONE]\n\n')).toBe(true)
})

test('cutAfter ends cleanly after n events, stall hangs, resetAfter breaks the connection', async () => {
  const cut = await struck({ cutAfter: 3 })
  expect(cut.end).toBe('end')
  expect(eventsOf(cut.text)).toHaveLength(3)
  const stalled = await struck({ stall: 2 })
  expect(stalled.end).toBe('hang')
  expect(eventsOf(stalled.text)).toHaveLength(2)
  const reset = await struck({ resetAfter: 4 })
  expect(reset.end).toBe('reset')
  expect(eventsOf(reset.text)).toHaveLength(4)
  expect(emulator.requests.map(({ aborted }) => aborted)).toEqual([false, true, true])
})

test('a reply in one piece is broken in its middle', async () => {
  const whole = (await post(false)).text.length
  const cut = await struck({ cutAfter: 0 }, false)
  expect(cut.end).toBe('end')
  expect(cut.text.length).toBeLessThan(whole)
  expect((await struck({ resetAfter: 0 }, false)).end).toBe('reset')
  expect((await struck({ stall: 0 }, false)).end).toBe('hang')
  const malformed = await struck({ malformedAfter: 0 }, false)
  expect(() => JSON.parse(malformed.text)).toThrow(SyntaxError)
  expect(JSON.parse((await struck({ inBandError: 0 }, false)).text).error.type).toBe('server_error')
})

test('malformedAfter puts one broken event between good ones', async () => {
  const events = eventsOf((await struck({ malformedAfter: 2 })).text).map((event) => event.slice(6))
  expect(() => JSON.parse(events[1]!)).not.toThrow()
  expect(() => JSON.parse(events[2]!)).toThrow(SyntaxError)
  expect(() => JSON.parse(events[3]!)).not.toThrow()
  expect(events.at(-1)).toBe('[DONE]')
})

test('splitUtf8 and byteByByte change no byte, only where the pieces end', async () => {
  const plain = (await post(false)).pieces
  const split = await struck({ splitUtf8: true }, false)
  // A piece that begins with a continuation byte began inside a character.
  expect(split.pieces.some((piece) => (piece[0]! & 0xc0) === 0x80)).toBe(true)
  const content = (text: string) => JSON.parse(text).choices[0].message.content
  expect(content(split.text)).toBe(content(Buffer.concat(plain).toString()))
  const single = await struck({ byteByByte: true }, false)
  expect(single.pieces.length).toBeGreaterThan(Buffer.byteLength(single.text) / 2)
  expect(content(single.text)).toBe(content(split.text))
})

test('bigEvent sends one event of that size', async () => {
  const { text } = await struck({ bigEvent: 1_000_000 })
  expect(Math.max(...eventsOf(text).map(({ length }) => length))).toBeGreaterThan(1_000_000)
})

test('a status has the real error body of the service, a code chooses, and retry-after is sent', async () => {
  const limited = await struck({ status: 429, retryAfter: 2, retryAfterMs: 1500 })
  expect(limited).toMatchObject({ status: 429, headers: { 'retry-after': '2', 'retry-after-ms': '1500' } })
  expect(JSON.parse(limited.text).error).toMatchObject({ type: 'requests', code: 'rate_limit_exceeded' })
  expect(JSON.parse((await struck({ status: 429, code: 'insufficient_quota' })).text).error.type).toBe(
    'insufficient_quota',
  )
  expect(JSON.parse((await struck({ status: 400, body: { mine: true } })).text)).toEqual({ mine: true })
})

test('an HTML page, a wrong content type, an empty body, and pings only', async () => {
  const html = await struck({ html: true })
  expect(html).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } })
  expect(html.text).toContain('<html>')
  const wrong = await struck({ wrongContentType: true }, false)
  expect(wrong.headers['content-type']).toBe('text/plain')
  expect(JSON.parse(wrong.text).object).toBe('chat.completion')
  expect(await struck({ emptyBody: true })).toMatchObject({ status: 200, text: '', end: 'end' })
  emulator.inject({ keepAliveOnly: true, service: 'anthropic' })
  const headers = { 'x-api-key': emulator.key('anthropic') }
  const reply = await fetch(`${emulator.baseURL('anthropic')}/v1/messages`, { method: 'POST', headers, body: '{}' })
  const reader = reply.body!.getReader()
  const { value } = await reader.read()
  expect(new TextDecoder().decode(value)).toBe('event: ping\ndata: {"type": "ping"}\n\n')
  await reader.cancel()
})

test('a redirect leads to another origin, and what follows it is captured there', async () => {
  const { status, headers } = await struck({ redirect: true })
  expect(status).toBe(307)
  expect(headers.location).toBe(`${emulator.otherOrigin}/openai/v1/chat/completions`)
  await post(true, '', headers.location as string)
  expect(emulator.requests.at(-1)).toMatchObject({
    service: 'elsewhere',
    headers: { authorization: `Bearer ${emulator.key('openai')}` },
  })
})

test('slowFirstByte delays the headers', async () => {
  const before = performance.now()
  await struck({ slowFirstByte: 60 })
  expect(performance.now() - before).toBeGreaterThanOrEqual(59)
})

test('in-band errors are the ones of the service, and the official SDKs throw them', async () => {
  const openai = new OpenAI({ apiKey: emulator.key('openai'), baseURL: emulator.sdkBaseURL('openai'), maxRetries: 0 })
  emulator.inject({ service: 'openai', path: '/v1/responses', inBandError: 3, code: 'insufficient_quota' })
  const events: { type: string }[] = []
  const drained = (async () => {
    for await (const event of await openai.responses.create({ model: 'gpt-4.1', input: 'Hi', stream: true }))
      events.push(event)
  })()
  await expect(drained).rejects.toMatchObject({ code: 'insufficient_quota' })
  expect(events).toHaveLength(3)
  const anthropic = new Anthropic({
    apiKey: emulator.key('anthropic'),
    baseURL: emulator.sdkBaseURL('anthropic'),
    maxRetries: 0,
  })
  emulator.inject({ service: 'anthropic', inBandError: 4 })
  const stream = anthropic.messages.stream({
    model: 'claude-haiku-4-5',
    max_tokens: 99,
    messages: [{ role: 'user', content: 'Hi' }],
  })
  await expect(stream.finalMessage()).rejects.toMatchObject({ error: { error: { type: 'overloaded_error' } } })
})

test('a fault strikes as often as it says, after what it lets pass, and only what it names', async () => {
  emulator.inject({ status: 500, after: 1, times: 2, path: /chat/u, model: 'gpt-4.1', service: 'openai' })
  const statuses: number[] = []
  for (let i = 0; i < 4; i++) statuses.push((await post(false)).status)
  expect(statuses).toEqual([200, 500, 500, 200])
  emulator.inject({ status: 500, model: 'another', times: Infinity })
  expect((await post(false)).status).toBe(200)
  emulator.inject({ status: 503, times: Infinity })
  expect((await post(false)).status).toBe(503)
  emulator.clearFaults()
  expect((await post(false)).status).toBe(200)
})

test('the SDK retries what the service says is worth it, and succeeds', async () => {
  const openai = new OpenAI({ apiKey: emulator.key('openai'), baseURL: emulator.sdkBaseURL('openai'), maxRetries: 2 })
  emulator.inject({ status: 429, retryAfterMs: 1, times: 2 })
  const answer = await openai.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hi' }] })
  expect(answer.choices[0]!.message.content).toContain('Hi')
  expect(emulator.requests).toHaveLength(3)
})

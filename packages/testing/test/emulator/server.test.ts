import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.ts'

let emulator: Emulator | undefined
afterEach(() => emulator?.close())
const start = async (options?: EmulatorOptions) => (emulator = await startEmulator(options))

async function chat({ baseURL, key }: Emulator, more: object = {}): Promise<Response> {
  const body = JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hi' }], ...more })
  const headers = { authorization: `Bearer ${key('openai')}`, 'content-type': 'application/json' }
  return fetch(`${baseURL('openai')}/chat/completions?trace=1`, { method: 'POST', headers, body })
}

test('requests are captured as they came, the newest ones only', async () => {
  const running = await start({ keep: 2 })
  for (const seed of [1, 2, 3]) await (await chat(running, { seed })).text()
  expect(running.requests).toHaveLength(2)
  expect(running.requests[1]).toMatchObject({
    service: 'openai',
    method: 'POST',
    path: '/v1/chat/completions',
    query: { trace: '1' },
    headers: { 'content-type': 'application/json' },
    body: { model: 'gpt-4.1', seed: 3 },
    aborted: false,
  })
})

test('an abort is seen', async () => {
  const running = await start({ faults: [{ stall: 1 }] })
  const abort = new AbortController()
  const body = JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hi' }], stream: true })
  const headers = { authorization: `Bearer ${running.key('openai')}` }
  const reply = await fetch(`${running.baseURL('openai')}/chat/completions`, {
    method: 'POST',
    headers,
    body,
    signal: abort.signal,
  })
  abort.abort()
  await expect(reply.text()).rejects.toThrow(/abort/iu)
  await expect.poll(() => running.requests[0]!.aborted).toBe(true)
})

test('the environment points the official SDKs here, with keys of the test', async () => {
  const running = await start({ keys: { groq: 'gsk_mine' } })
  expect(running.env()).toMatchObject({
    OPENAI_API_KEY: running.key('openai'),
    OPENAI_BASE_URL: `${running.url}/openai/v1`,
    ANTHROPIC_API_KEY: running.key('anthropic'),
    ANTHROPIC_BASE_URL: `${running.url}/anthropic`,
    GROQ_API_KEY: 'gsk_mine',
    GROQ_BASE_URL: `${running.url}/groq`,
  })
  const reply = await fetch(`${running.baseURL('groq')}/models`, { headers: { authorization: 'Bearer gsk_mine' } })
  expect(reply.status).toBe(200)
})

test('a scripted answer is what the model says, and an answer function sees the request', async () => {
  const running = await start({ answer: ({ model, messages }) => `${model} heard ${messages[0]!.text}` })
  const first = (await (await chat(running)).json()) as { choices: { message: { content: string } }[] }
  expect(first.choices[0]!.message.content).toBe('gpt-4.1 heard Hi')
  running.setAnswer({
    text: ['a', 'b'],
    toolCalls: [{ name: 'f', input: 'not json', id: 'call_mine' }],
    usage: { input: 7, output: 9 },
  })
  const second = await (await chat(running)).json()
  expect(second).toMatchObject({
    choices: [
      {
        message: { content: 'ab', tool_calls: [{ id: 'call_mine', function: { arguments: 'not json' } }] },
        finish_reason: 'tool_calls',
      },
    ],
    usage: { prompt_tokens: 7, completion_tokens: 9 },
  })
  running.setAnswer(() => {
    throw new Error('my own mistake')
  })
  const third = await chat(running)
  expect(third.status).toBe(500)
  expect(await third.text()).toContain('my own mistake')
})

test('a stream has as many events as were asked for, together or each in its own write', async () => {
  const answer = { events: 500 }
  for (const writes of [16_384, 'event'] as const) {
    const running = await start({ answer, writes })
    const text = await (await chat(running, { stream: true, max_tokens: 5 })).text()
    // Besides the text: the role, the finish reason and [DONE].
    expect(text.split('\n\n').filter(Boolean)).toHaveLength(503)
    await running.close()
  }
})

test('latency is kept, for the first byte and between events', async () => {
  const running = await start({ answer: { events: 3 }, latency: { firstEventMs: 20, perEventMs: 5 } })
  const before = performance.now()
  await (await chat(running, { stream: true })).text()
  expect(performance.now() - before).toBeGreaterThanOrEqual(40)
})

test('closing ends every connection, also one that hangs', async () => {
  const running = await start({ faults: [{ stall: 1 }, { slowFirstByte: 60_000 }] })
  const first = await chat(running, { stream: true })
  const second = expect(chat(running)).rejects.toThrow()
  await expect.poll(() => running.requests.length).toBe(2)
  await running.close()
  await expect(first.text()).rejects.toThrow()
  await second
  await expect(fetch(running.url)).rejects.toThrow()
})

test('a port in use rejects, and a path of no service says what there is', async () => {
  const running = await start()
  await expect(startEmulator({ port: Number(new URL(running.url).port) })).rejects.toThrow(/EADDRINUSE/u)
  const lost = await fetch(`${running.url}/nowhere`)
  expect(lost.status).toBe(404)
  expect(await lost.text()).toContain('anthropic, azure-openai, bedrock')
})

test('the README names every service', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `([\w-]+)` \| [A-Z]/gm)].map(([, name]) => name)
  expect(rows).toEqual((await start()).services)
})

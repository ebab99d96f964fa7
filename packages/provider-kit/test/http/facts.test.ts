import { createRouter, defineProvider } from '@llmrr/core'
import { openaiChat, openaiEmbed, openaiError, openaiSpeech, openaiTranscribe } from '../../src/index.ts'
import { expect, test } from 'vitest'
import { gather } from '../context.ts'
import { virtualHost } from '@llmrr/testing/host'
import type { OpenAIVendor } from '../../src/index.ts'

const vendor: OpenAIVendor = {
  baseURL: 'https://gateway.test/v1',
  readFacts(headers) {
    const provider = headers.get('x-by') ?? undefined
    const usd = headers.get('x-cost')
    return {
      ...(provider && { gateway: { provider } }),
      ...(usd && { cost: { usd: Number(usd), source: 'reported' } }),
    }
  },
  readError: (status, body, headers, target) => ({
    ...openaiError(status, body, headers),
    ...(target?.options?.['patient'] === false && { retry: 'other' }),
  }),
}

const gateway = defineProvider('gateway', () => ({
  chat: openaiChat(vendor),
  embed: openaiEmbed(vendor),
  speech: openaiSpeech(vendor),
  transcribe: openaiTranscribe(vendor),
}))

function answering(body: BodyInit, { type = 'application/json', status = 200, usd = '0.25' } = {}) {
  const headers = { 'content-type': type, 'x-by': 'acme', ...(usd && { 'x-cost': usd }) }
  return createRouter({
    use: [gateway()],
    host: virtualHost({ fetch: async () => new Response(body, { headers, status }) }),
  })
}

const told = { gateway: { provider: 'acme' }, cost: { usd: 0.25, source: 'reported' } }
const reply = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }
const model = 'gateway/m'

test('what the headers tell stands on the result of every capability', async () => {
  expect(await answering(JSON.stringify(reply)).chat({ model, prompt: 'Hi' })).toMatchObject(told)
  expect(await answering(JSON.stringify({ data: [{ embedding: [1] }] })).embed({ model, input: 'Hi' })).toMatchObject(
    told,
  )
  const sound = answering(new Uint8Array([1]), { type: 'audio/mpeg' })
  expect(await sound.speech({ model, input: 'Hi' })).toMatchObject(told)
  const audio = { type: 'media', mediaType: 'audio/wav', data: 'AAAA' } as const
  expect(await answering('{"text":"Hi"}').transcribe({ model, audio })).toMatchObject(told)
})

test('a stream tells its way at the start, and its cost at the end', async () => {
  const chunk = { choices: [{ delta: { content: 'Hi' }, finish_reason: 'stop' }] }
  const events = await gather(
    answering(`data: ${JSON.stringify(chunk)}\n\n`, { type: 'text/event-stream' }).stream({ model, prompt: 'Hi' }),
  )
  expect(events[0]).toMatchObject({ type: 'start', gateway: told.gateway })
  expect(events.at(-1)).toMatchObject({ type: 'finish', cost: told.cost })
})

test('nothing is told where the headers tell nothing', async () => {
  expect(await answering(JSON.stringify(reply), { usd: '' }).chat({ model, prompt: 'Hi' })).not.toHaveProperty('cost')
})

test('the target that was asked decides what its error means', async () => {
  const failing = answering('{}', { status: 503 })
  const ask = (patient: boolean) =>
    failing.chat({ model: { provider: 'gateway', model: 'm', options: { patient } }, prompt: 'Hi' })
  await expect(ask(false)).rejects.toMatchObject({ code: 'overloaded', attempts: { length: 1 } })
})

test('what only one service tells, in its headers or in a chunk, is an event', async () => {
  const own = defineProvider('own', () => ({
    chat: openaiChat({
      ...vendor,
      readEvent: (headers) => ({ type: 'x-own', data: headers.get('x-by') }),
      quirks: { readEvent: (chunk) => (chunk['took'] ? { type: 'x-own', data: chunk['took'] } : undefined) },
    }),
  }))
  const body = `data: ${JSON.stringify(reply)}\n\ndata: {"choices":[],"took":5}\n\n`
  const headers = { 'content-type': 'text/event-stream', 'x-by': 'acme' }
  const llm = createRouter({ use: [own()], host: virtualHost({ fetch: async () => new Response(body, { headers }) }) })
  const events = await gather(llm.stream({ model: 'own/m', prompt: 'Hi' }))
  expect(events.map(({ type }) => type)).toEqual(['start', 'x-own', 'x-own', 'finish'])
  expect(events.slice(1, 3).map((event) => (event as { data: unknown }).data)).toEqual(['acme', 5])
})

test('a good reply whose JSON tells of a failure is one', async () => {
  const own = defineProvider('own', () => ({
    embed: openaiEmbed({ ...vendor, isFailure: (body) => (body as { error?: unknown }).error !== undefined }),
  }))
  const fetch = async () => Response.json({ error: { code: 402, message: 'No credits.' } })
  const llm = createRouter({ use: [own()], host: virtualHost({ fetch }) })
  await expect(llm.embed({ model: { provider: 'own', model: 'm' }, input: 'Hi' })).rejects.toMatchObject({
    code: 'quota',
    status: 402,
  })
})

test('a recording may go in JSON, and its transcript tell what it cost', async () => {
  const sent: unknown[] = []
  const own = defineProvider('own', () => ({
    transcribe: openaiTranscribe(
      { ...vendor, quirks: { readCost: ({ usage }) => usage?.['cost'] as number } },
      { writeAudio: ({ data }) => ({ sound: data }) },
    ),
  }))
  const fetch = async (_: string, init?: RequestInit) => {
    sent.push(JSON.parse(init!.body as string))
    return Response.json({ text: 'Hi', usage: { seconds: 3, cost: 0.5 } })
  }
  const llm = createRouter({ use: [own()], host: virtualHost({ fetch }) })
  const audio = { type: 'media', mediaType: 'audio/wav', data: 'AAAA' } as const
  expect(await llm.transcribe({ model: { provider: 'own', model: 'm' }, audio, timestamps: 'word' })).toMatchObject({
    text: 'Hi',
    usage: { seconds: 3 },
    cost: { usd: 0.5, source: 'reported' },
  })
  expect(sent).toEqual([
    { model: 'm', sound: 'AAAA', response_format: 'verbose_json', timestamp_granularities: ['word', 'segment'] },
  ])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRouter, target } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { xai } from '../src/index.ts'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const setup = () => {
  const plugin = xai({ apiKey: emulator.key('xai'), baseURL: emulator.baseURL('xai') })
  return { plugin, llm: createRouter({ use: [plugin], host: { sleep: () => Promise.resolve() } }) }
}
const lastPath = () => emulator.requests.at(-1)?.path

test('an answer that is asked for later is there at the second look', async () => {
  const { llm, plugin } = setup()
  const asked = await llm.of(plugin).defer({ model: 'grok-4.3', prompt: 'Greet me.', seed: 1 })
  expect(emulator.requests.at(-1)?.body).toMatchObject({ deferred: true, seed: 1 })
  expect(await llm.of(plugin).deferred(asked)).toEqual({ id: asked.id })
  const { answer } = await llm.of(plugin).deferred(asked)
  expect(answer).toMatchObject({
    finishReason: 'stop',
    text: expect.stringMatching(/\w/),
    cost: { source: 'reported' },
  })
  await expect(llm.of(plugin).deferred(asked)).rejects.toMatchObject({ code: 'not-found' })
})

test('a stored answer is gone on from, looked at and forgotten', async () => {
  const { llm, plugin } = setup()
  const first = await llm.chat({ model: target(xai, 'grok-4.3', { store: true }), prompt: 'Greet me.' })
  const options = { previousResponseId: first.id! }
  const second = await llm.chat({ model: target(xai, 'grok-4.3', options), prompt: 'And then?' })
  expect(second.text).not.toBe('')
  expect((await llm.of(plugin).response({ id: first.id! })).answer?.text).toBe(first.text)
  await llm.of(plugin).deleteResponse({ id: first.id! })
  await expect(llm.of(plugin).response({ id: first.id! })).rejects.toMatchObject({ code: 'not-found' })
})

test('searches of the web and of X are counted, and go back with their conversation', async () => {
  const { llm } = setup()
  for (const type of ['web_search', 'x_search']) {
    const model = target(xai, 'grok-4.3', { tools: [{ type }] })
    const first = await llm.chat({ model, prompt: 'What is new?' })
    expect(first).toMatchObject({ finishReason: 'stop', toolCalls: [], usage: { searches: 1 } })
    const messages = [
      { role: 'user' as const, content: 'What is new?' },
      { role: 'assistant' as const, content: first.parts },
      { role: 'user' as const, content: 'And then?' },
    ]
    expect((await llm.chat({ model, messages })).text).not.toBe('')
  }
})

test('sealed reasoning that came from elsewhere is refused by the service, and never sent by us', async () => {
  const { llm } = setup()
  const foreign = { openai: { item: { type: 'reasoning', id: 'rs_1', encrypted_content: 'x', summary: [] } } }
  const content = [
    { type: 'reasoning' as const, text: 'Hm.', state: foreign },
    { type: 'text' as const, text: 'Hello.' },
  ]
  const { text } = await llm.chat({ model: 'xai/grok-4.3', messages: [{ role: 'assistant', content }], prompt: 'Hi' })
  expect(text).not.toBe('')
})

test('a batch over both APIs, with a failure', async () => {
  const { llm } = setup()
  const requests = [
    { id: 'a', request: { prompt: 'One?' } },
    { id: 'b', request: { prompt: 'Two?', seed: 2 } },
  ]
  const { items } = await llm.batch({ model: 'xai/grok-4.3', requests })
  expect(items.map((item) => [item.id, 'result' in item && item.result.finishReason])).toEqual([
    ['a', 'stop'],
    ['b', 'stop'],
  ])
  const failed = await llm.batch({ model: 'xai/grok-does-not-exist', requests: requests.slice(1) })
  expect(failed.items).toMatchObject([{ id: 'b', error: { code: 'not-found' } }])
})

test('a batch is stopped', async () => {
  const { llm } = setup()
  const ref = await llm.batch.submit({ model: 'xai/grok-4.3', requests: [{ id: 'a', request: { prompt: 'Hi' } }] })
  await llm.batch.cancel(ref)
  expect(lastPath()).toMatch(/:cancel$/)
  expect(await llm.batch.poll(ref)).toEqual({ state: 'cancelled' })
})

test('files come page by page', async () => {
  const { llm } = setup()
  for (let count = 0; count < 101; count++)
    await llm.files.put({ provider: 'xai', data: 'a', name: `${count}.txt`, expiresInSeconds: 3600 })
  const files = await llm.files.list({ provider: 'xai' })
  expect(files).toHaveLength(101)
  expect(new TextDecoder().decode(await llm.files.content(files[0]!.file))).toBe('a')
})

test('pictures are changed, films begin with one', async () => {
  const { llm } = setup()
  const images = [{ type: 'media' as const, mediaType: 'image/png', data: 'iVBORw0KGgo=' }]
  const changed = await llm.image({ model: 'xai/grok-imagine-image', prompt: 'Make it blue.', images })
  expect(changed).toMatchObject({ cost: { usd: 0.02, source: 'reported' }, usage: { images: 1 } })
  const film = await llm.video({ model: 'xai/grok-imagine-video', prompt: 'It moves.', images, durationSeconds: 2 })
  expect(film).toMatchObject({ usage: { seconds: 2 }, cost: { usd: 0.1, source: 'reported' } })
})

test('a recording is written down with terms to expect', async () => {
  const { llm } = setup()
  const model = target(xai, 'grok-voice-transcribe-2.0', { keyterms: ['heron', 'bittern'], format: true })
  const audio = {
    type: 'media' as const,
    mediaType: 'audio/wav',
    data: Buffer.from('RIFF....WAVEfmt ').toString('base64'),
  }
  const { words } = await llm.transcribe({ model, audio, language: 'en', diarize: true })
  expect(words?.length).toBeGreaterThan(3)
})

test('tells the tokens of a text, and about the key', async () => {
  const { llm, plugin } = setup()
  const tokens = await llm.of(plugin).tokenize({ model: 'grok-4.3', text: 'Two words' })
  expect(tokens.map(({ text }) => text).join('')).toBe('Two words')
  expect(await llm.of(plugin).keyInfo(undefined)).toEqual({
    id: 'ae1ce841',
    name: 'emulated',
    team: 'team-1',
    permissions: ['api-key:model:*', 'api-key:endpoint:*'],
    blocked: false,
  })
})

test('a key that is refused with a 400 is fetched anew once', async () => {
  const keys = ['xai-wrong', emulator.key('xai')]
  const plugin = xai({ apiKey: () => keys.shift()!, baseURL: emulator.baseURL('xai') })
  const before = emulator.requests.length
  const { text } = await createRouter({ use: [plugin] }).chat({ model: 'xai', prompt: 'Greet me.' })
  expect(text).not.toBe('')
  expect(emulator.requests.length - before).toBe(2)
})

test('what is wrong with a request is no reason to fetch another key', async () => {
  let fetched = 0
  const plugin = xai({
    apiKey: () => {
      fetched++
      return emulator.key('xai')
    },
    baseURL: emulator.baseURL('xai'),
  })
  const asked = createRouter({ use: [plugin] }).chat({
    model: { provider: 'xai', model: 'grok-4.3', options: { previousResponseId: 'resp_none' } },
    prompt: 'Greet me.',
  })
  await expect(asked).rejects.toMatchObject({ name: 'LLMError', status: expect.any(Number) })
  expect(fetched).toBe(1)
})

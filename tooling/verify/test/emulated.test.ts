import { createRouter } from '@llmrr/core'
import { keep } from '@llmrr/testing'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emulated } from './emulated-services.ts'
import type { ChatRequest, Router } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

const weather = {
  name: 'get_weather',
  description: 'The weather of a city.',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
}
const schema = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
}

let emulator: Emulator
const kept: Record<string, string[]> = {}

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(async () => {
  keep('emulated', kept)
  await emulator.close()
})

it('every service has its row', () => {
  expect(emulated.map(({ service }) => service)).toEqual(emulator.services)
})

for (const row of emulated) {
  const {
    service,
    plugin,
    models,
    lacks = [],
    voice = 'alloy',
    purpose = 'batch',
    trainingPurpose,
    wrongKey = 401,
  } = row
  describe(`${service} against the emulator`, () => {
    let llm: Router
    const model = (capability: string): string => `${service}/${models[capability]}`
    const chat = (request: ChatRequest) => llm.chat({ model: model('chat'), ...request })
    beforeAll(() => {
      const provider = plugin({ apiKey: emulator.key(service), baseURL: emulator.baseURL(service) })
      // Jobs are polled at once.
      llm = createRouter({ use: [provider], host: { sleep: () => Promise.resolve() } }) as Router
      kept[service] = []
    })
    const hasFiles = plugin({ apiKey: '', baseURL: '' }).files !== undefined
    const isOffered = (capability: string): boolean =>
      capability === 'models' || (capability === 'files' && hasFiles) || models[capability] !== undefined
    const can = (capability: string, what: string, check: () => Promise<void>, needs?: 'tools' | 'schemas'): void => {
      if (!isOffered(capability) || (needs !== undefined && lacks.includes(needs))) return
      it(`${capability}: ${what}`, async () => {
        await check()
        if (!kept[service]!.includes(capability)) kept[service]!.push(capability)
      })
    }

    can('chat', 'answers, with usage', async () => {
      const answer = await chat({ prompt: 'Say something.' })
      expect(answer.text.length).toBeGreaterThan(10)
      expect(answer.finishReason).toBe('stop')
      expect(answer.usage!.input).toBeGreaterThan(0)
    })
    can('chat', 'streams the same answer', async () => {
      const whole = await chat({ prompt: 'Say something.' })
      let text = ''
      for await (const event of llm.stream({ model: model('chat'), prompt: 'Say something.' }))
        if (event.type === 'text-delta') text += (event as { text: string }).text
      expect(text).toBe(whole.text)
    })
    can(
      'chat',
      'calls a tool and reads its result, with its state',
      async () => {
        const request = { prompt: 'Call get_weather.', tools: [weather], reasoning: 'low' as const }
        const first = await chat(request)
        expect(first.toolCalls.map((call) => call.name)).toEqual(['get_weather'])
        const [call] = first.toolCalls
        const second = await chat({
          tools: [weather],
          reasoning: 'low',
          messages: [
            { role: 'user', content: request.prompt },
            { role: 'assistant', content: first.parts },
            {
              role: 'tool',
              content: [{ type: 'tool-result', id: call!.id, name: call!.name, output: 'Seven degrees.' }],
            },
          ],
        })
        expect(second.text).toContain('Seven degrees')
      },
      'tools',
    )
    can(
      'chat',
      'keeps to a schema',
      async () => {
        const { output } = await chat({ prompt: 'Describe a person.', output: { schema, strict: true } })
        expect(output).toEqual({ name: expect.any(String), age: expect.any(Number) })
      },
      'schemas',
    )
    can('chat', 'refuses a wrong key with auth', async () => {
      const stranger = createRouter({ use: [plugin({ apiKey: 'wrong', baseURL: emulator.baseURL(service) })] })
      await expect(stranger.chat({ model: model('chat'), prompt: 'Hello' })).rejects.toMatchObject({
        code: 'auth',
        status: wrongKey,
      })
    })
    can('complete', 'goes on with a text', async () => {
      const { text } = await llm.complete({ model: model('complete'), prompt: 'Once upon a time' })
      expect(text.length).toBeGreaterThan(3)
    })
    can('embed', 'a vector for each text', async () => {
      const { embeddings } = await llm.embed({ model: model('embed'), input: ['a', 'b'] })
      expect(embeddings.length).toBe(2)
      expect(embeddings[0]!.every(Number.isFinite)).toBe(true)
    })
    can('rerank', 'the documents, best first', async () => {
      const { ranking } = await llm.rerank({ model: model('rerank'), query: 'fish', documents: ['a fish', 'a car'] })
      expect(ranking.map(({ index }) => index).toSorted()).toEqual([0, 1])
      expect(ranking[0]!.score).toBeGreaterThanOrEqual(ranking[1]!.score)
    })
    can('search', 'pages, best first', async () => {
      const { results } = await llm.search({ model: model('search'), query: 'goldfish', maxResults: 3 })
      expect(results).toHaveLength(3)
      expect(results.every(({ url }) => URL.canParse(url))).toBe(true)
    })
    can('image', 'a picture', async () => {
      const { images } = await llm.image({ model: model('image'), prompt: 'A goldfish' })
      const [picture] = images
      expect((picture!.data ?? picture!.url)!.length).toBeGreaterThan(10)
    })
    can('speech', 'a sound', async () => {
      const { audio } = await llm.speech({
        model: model('speech'),
        input: 'Hello',
        voice,
      })
      expect(audio.data!.length).toBeGreaterThan(10)
    })
    can('transcribe', 'a text', async () => {
      const data = Buffer.from('RIFF....WAVEfmt ').toString('base64')
      const { text } = await llm.transcribe({
        model: model('transcribe'),
        audio: { type: 'media', mediaType: 'audio/wav', data },
      })
      expect(text.length).toBeGreaterThan(3)
    })
    can('ocr', 'the text of each page', async () => {
      const document = { type: 'media', mediaType: 'application/pdf', data: 'JVBERi0xLjE=' } as const
      const { pages } = await llm.ocr({ model: model('ocr'), document, includeImages: true })
      expect(pages.map(({ index }) => index)).toEqual([0, 1])
      expect(pages[0]!.images).toHaveLength(1)
    })
    can('moderate', 'a verdict for each text', async () => {
      const { results } = await llm.moderate({ model: model('moderate'), input: ['a', 'b'] })
      expect(results.map(({ flagged }) => flagged)).toEqual([false, false])
    })
    can('countTokens', 'a number', async () => {
      const { inputTokens } = await llm.countTokens({ model: model('countTokens'), prompt: 'Hello there, goldfish.' })
      expect(inputTokens).toBeGreaterThan(2)
    })
    can('models', 'a list with the models that were used', async () => {
      const listed = await llm.models({ provider: service, live: true })
      expect(listed.map(({ id }) => id)).toContain(models['chat'])
    })
    can('files', 'are stored, listed and deleted', async () => {
      const { file } = await llm.files.put({
        provider: service,
        data: '{"a":1}\n',
        name: 'a.jsonl',
        mediaType: 'application/jsonl',
        ...(purpose !== false && { purpose }),
      })
      expect((await llm.files.list({ provider: service })).map((info) => info.file.id)).toContain(file.id)
      await llm.files.delete(file)
      expect((await llm.files.list({ provider: service })).map((info) => info.file.id)).not.toContain(file.id)
    })
    can('video', 'a film', async () => {
      const { videos } = await llm.video({ model: model('video'), prompt: 'A goldfish' })
      expect(videos).toHaveLength(1)
    })
    can('tune', 'a model of its own', async () => {
      const stored =
        trainingPurpose &&
        (await llm.files.put({ provider: service, data: '{"text":"a"}\n', name: 'a.jsonl', purpose: trainingPurpose }))
      const trainingFile = stored ? stored.file : { provider: service, id: 'gs://bucket/a.jsonl' }
      const tuned = await llm.tune({ model: model('tune'), trainingFile })
      const answer = await llm.chat({ model: `${service}/${tuned.model}`, prompt: 'Hello' })
      expect(answer.text).not.toBe('')
    })
    can('batch', 'answers every request by its id', async () => {
      const requests = ['one', 'two'].map((id) => ({ id, request: { prompt: `Say ${id}.`, maxOutputTokens: 100 } }))
      const { items } = await llm.batch({ model: model('batch'), requests })
      expect(items.map((item) => item.id).toSorted()).toEqual(['one', 'two'])
      expect(items.every((item) => 'result' in item)).toBe(true)
    })
  })
}

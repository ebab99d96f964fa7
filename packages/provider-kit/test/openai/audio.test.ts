import { collectorOf } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answering, contextOf, gather } from '../context.ts'
import { audioFormat, openaiSpeech, openaiTranscribe } from '../../src/index.ts'
import type { SpeechRequest, TranscribeRequest } from '@llmrr/core'
import type { SpeechQuirks, TranscribeQuirks } from '../../src/index.ts'

const vendor = { baseURL: 'https://a.test' }
const bytes = (...values: number[]) =>
  new Response(new Uint8Array(values), { headers: { 'content-type': 'audio/mpeg', 'x-request-id': 'r' } })

async function speak(
  request: SpeechRequest,
  answer: Response | object | string = bytes(1, 2, 3),
  quirks?: SpeechQuirks,
) {
  const { host, sent } = answering(answer)
  const events = await gather(openaiSpeech(vendor, quirks)(request, contextOf({ host }).context))
  return { events, body: sent[0]!.body }
}

test('speaks in bytes as they come', async () => {
  const { events, body } = await speak({ input: 'Hé', voice: 'v', instructions: 'Softly.', speed: 1.5 })
  expect(body).toEqual({ model: 'm', input: 'Hé', voice: 'v', instructions: 'Softly.', speed: 1.5 })
  expect(events).toEqual([
    { type: 'start', mediaType: 'audio/mpeg', model: 'm', requestId: 'r' },
    { type: 'audio-delta', data: new Uint8Array([1, 2, 3]) },
    { type: 'finish', requestId: 'r' },
  ])
})

test('speaks in the format that is asked for, whatever the label says', async () => {
  const { events, body } = await speak({ input: 'Hi', mediaType: 'audio/x-wav' })
  expect(body).toMatchObject({ response_format: 'wav' })
  expect(events[0]).toMatchObject({ mediaType: 'audio/wav' })
  // Also where the service names it elsewhere.
  const elsewhere = ({ response_format: codec, ...body }: Record<string, unknown>) => ({ ...body, output: { codec } })
  const other = await speak({ input: 'Hi', mediaType: 'audio/wav' }, undefined, { body: elsewhere })
  expect(other.events[0]).toMatchObject({ mediaType: 'audio/wav' })
})

test('says which formats there are when it has not the one asked for', async () => {
  await expect(speak({ input: 'Hi', mediaType: 'audio/midi' })).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('mp3, opus'),
  })
})

test('takes the defaults of a vendor, and counts the characters that it bills', async () => {
  const { events, body } = await speak({ input: 'Hé🥧' }, undefined, {
    defaultFormat: 'wav',
    defaultVoice: 'troy',
    billsCharacters: true,
  })
  expect(body).toEqual({ model: 'm', input: 'Hé🥧', voice: 'troy', response_format: 'wav' })
  expect(events.at(-1)).toMatchObject({ usage: { characters: 3 } })
})

test('reads speech in events', async () => {
  const { events } = await speak(
    { input: 'Hi' },
    'data: {"type":"speech.audio.delta","audio":"AQI="}\n\ndata: {"type":"speech.audio.done","usage":{"input_tokens":3,"output_tokens":9}}\n\n',
  )
  expect(events.slice(1)).toEqual([
    { type: 'audio-delta', data: new Uint8Array([1, 2]) },
    { type: 'finish', usage: { input: 3, audioOutput: 9 } },
  ])
})

test('has no finish for speech in events that was cut', async () => {
  const { events } = await speak({ input: 'Hi' }, 'data: {"type":"speech.audio.delta","audio":"AQI="}\n\n')
  expect(events.map(({ type }) => type)).toEqual(['start', 'audio-delta'])
})

test.each([
  ['JSON', { error: { message: 'm', code: 'server_error' } }, 'server'],
  ['an event', 'data: {"error":{"message":"m","code":429}}\n\n', 'rate-limit'],
  ['a page', new Response('<p>Log in', { headers: { 'content-type': 'text/html' } }), 'bad-response'],
])('throws an error that comes as %s', async (_name, answer, code) => {
  await expect(speak({ input: 'Hi' }, answer)).rejects.toMatchObject({ code })
})

test.each([
  ['audio/mpeg', 'mp3'],
  ['audio/mp3', 'mp3'],
  ['audio/WAV', 'wav'],
  ['audio/L16;rate=24000', 'pcm'],
  ['audio/opus', 'opus'],
  ['audio/ogg', 'opus'],
  ['audio/midi', undefined],
])('knows %s as %s', (type, format) => expect(audioFormat(type, ['mp3', 'opus', 'wav', 'pcm'])).toBe(format))

const audio = { type: 'media' as const, mediaType: 'audio/mpeg', data: 'AAAA' }

async function write(
  request: Partial<TranscribeRequest>,
  answer: Response | object | string,
  quirks?: TranscribeQuirks,
  stream = false,
) {
  const { host, sent } = answering(answer)
  const collector = collectorOf('transcribe')
  const events = await gather(
    openaiTranscribe(vendor, quirks)({ audio, ...request }, contextOf({ host, stream }).context),
  )
  for (const event of events) collector.add(event)
  return { events, result: () => collector.result(), ...sent[0]! }
}

test('writes a recording down', async () => {
  const { url, body, result } = await write(
    { language: 'de', prompt: 'Namen', temperature: 0 },
    {
      text: 'Hallo.',
      usage: { type: 'tokens', input_tokens: 25, input_token_details: { audio_tokens: 21 }, output_tokens: 6 },
    },
  )
  expect(url).toBe('https://a.test/audio/transcriptions')
  expect(body).toEqual([
    ['model', 'm'],
    ['language', 'de'],
    ['prompt', 'Namen'],
    ['temperature', '0'],
    ['file', 'audio.mp3 (audio/mpeg, 3)'],
    ['response_format', 'json'],
  ])
  expect(result()).toEqual({ text: 'Hallo.', model: 'm', usage: { input: 4, audioInput: 21, output: 6 } })
})

test('asks for times, and tells them', async () => {
  const { body, result } = await write(
    { timestamps: 'word' },
    {
      text: 'Hi you',
      language: 'english',
      duration: '1.5',
      segments: [{ start: 0, end: 1.5, text: 'Hi you', speaker: 'A' }],
      words: [{ start: 0, end: 0.5, word: 'Hi' }],
      usage: { type: 'duration', seconds: 2 },
    },
  )
  expect(body).toContainEqual(['timestamp_granularities[]', 'word'])
  expect(body).toContainEqual(['response_format', 'verbose_json'])
  expect(result()).toEqual({
    text: 'Hi you',
    language: 'english',
    durationSeconds: 1.5,
    segments: [{ start: 0, end: 1.5, text: 'Hi you', speaker: 'A' }],
    words: [{ start: 0, end: 0.5, text: 'Hi' }],
    usage: { seconds: 2 },
    model: 'm',
  })
})

test('writes down as it goes where a model can', async () => {
  const { body, events, result } = await write(
    {},
    'data: {"type":"transcript.text.delta","delta":"Hel"}\n\ndata: {"type":"transcript.text.delta","delta":"lo"}\n\ndata: {"type":"transcript.text.segment","start":0,"end":1,"text":"Hello","speaker":"A"}\n\ndata: {"type":"transcript.text.done","text":"Hello.","usage":{"input_tokens":5,"output_tokens":2}}\n\n',
    { streams: (model) => model === 'm' },
    true,
  )
  expect(body).toContainEqual(['stream', 'true'])
  expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta', 'text-delta', 'segment', 'finish'])
  expect(result()).toMatchObject({
    text: 'Hello.',
    segments: [{ start: 0, end: 1, text: 'Hello', speaker: 'A' }],
    usage: { input: 5, output: 2 },
  })
})

test('has no finish for a transcript that was cut', async () => {
  const { events } = await write(
    {},
    'data: {"type":"transcript.text.delta","delta":"Hel"}\n\n',
    { streams: true },
    true,
  )
  expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta'])
})

test('takes plain text for the transcript, and a page for an error', async () => {
  expect((await write({}, new Response(' Hi.', { headers: { 'content-type': 'text/plain' } }))).result()).toMatchObject(
    { text: ' Hi.' },
  )
  await expect(write({}, new Response('<p>', { headers: { 'content-type': 'text/html' } }))).rejects.toMatchObject({
    code: 'bad-response',
  })
  await expect(write({}, { error: { code: 'insufficient_quota' } })).rejects.toMatchObject({ code: 'quota' })
})

test('answers in English at a place of its own, by address where the service reads it, and bills time', async () => {
  const at = { ...audio, data: undefined, url: 'https://a.test/x.mp3' }
  const { url, body, result } = await write(
    { audio: at as never, translate: true, diarize: true },
    { text: 'Hi', duration: 3 },
    { urlField: 'url', diarize: { diarize: true }, billedSeconds: (seconds) => Math.max(10, seconds) },
  )
  expect(url).toBe('https://a.test/audio/translations')
  expect(body).toEqual([
    ['model', 'm'],
    ['url', 'https://a.test/x.mp3'],
    ['response_format', 'json'],
    ['diarize', 'true'],
  ])
  expect(result()).toMatchObject({ usage: { seconds: 10 } })
})

test('needs the data where the service reads no addresses', async () => {
  const at = { ...audio, data: undefined, url: 'https://a.test/x.mp3' }
  await expect(write({ audio: at as never }, {})).rejects.toMatchObject({ code: 'unsupported' })
})

test('understands only what the service can', () => {
  expect(openaiTranscribe(vendor, { translatePath: undefined }).params).not.toContain('translate')
  expect(openaiTranscribe(vendor).params).not.toContain('diarize')
  expect(openaiTranscribe(vendor, { without: ['prompt'] }).params).not.toContain('prompt')
})

test('reads speech in events of another form, which end with their `[DONE]`', async () => {
  const readAudio = ({ b64 }: Readonly<Record<string, unknown>>) => b64
  const event = 'data: {"object":"audio.tts.chunk","b64":"AQI="}\n\n'
  const { events } = await speak({ input: 'Hi' }, `${event}data: [DONE]\n\n`, { readAudio })
  expect(events.slice(1)).toEqual([{ type: 'audio-delta', data: new Uint8Array([1, 2]) }, { type: 'finish' }])
  const cut = await speak({ input: 'Hi' }, event, { readAudio })
  expect(cut.events.map(({ type }) => type)).toEqual(['start', 'audio-delta'])
})

test('reads a transcript of another form as a service makes it', async () => {
  const { result } = await write(
    {},
    { text: 'Hi.', parts: [{ start: 0, end: 1, text: 'Hi.' }] },
    {
      transcript: (whole) => ({ ...whole, segments: (whole as unknown as { parts: [] }).parts }),
    },
  )
  expect(result()).toMatchObject({ text: 'Hi.', segments: [{ start: 0, end: 1, text: 'Hi.' }] })
})

test('takes the sound out of a reply that is JSON, and calls one without any what it is', async () => {
  const readAudio = ({ b64 }: Readonly<Record<string, unknown>>) => b64
  const { events } = await speak({ input: 'Hi' }, { b64: 'AQI=' }, { readAudio, billsCharacters: true })
  expect(events).toEqual([
    { type: 'start', mediaType: 'audio/mpeg', model: 'm' },
    { type: 'audio-delta', data: new Uint8Array([1, 2]) },
    { type: 'finish', usage: { characters: 2 } },
  ])
  await expect(speak({ input: 'Hi' }, { error: { code: 'server_error' } }, { readAudio })).rejects.toMatchObject({
    code: 'server',
  })
})

test('sends lists without brackets and stored files where a service takes them, and reads its own events', async () => {
  const stream = 'data: {"kind":"piece","words":"Hi."}\n\ndata: {"kind":"over","words":"Hi."}\n\n'
  const { host, sent } = answering(stream)
  const transcribe = openaiTranscribe(vendor, {
    fileField: 'file_id',
    plainLists: true,
    streams: true,
    transcript: (event) => {
      const { kind, words } = event as unknown as { kind: string; words: string }
      return kind === 'over'
        ? { type: 'transcript.text.done', text: words, usage: { prompt_tokens: 1, prompt_audio_seconds: 2 } }
        : { type: 'transcript.text.delta', delta: words }
    },
  })
  const audio = { type: 'media' as const, mediaType: 'audio/wav', file: { provider: 'acme', id: 'f1' } }
  const { context } = contextOf({ host, stream: true })
  expect(await gather(transcribe({ audio, timestamps: 'word' }, context))).toEqual([
    { type: 'start', model: 'm' },
    { type: 'text-delta', text: 'Hi.' },
    { type: 'finish', text: 'Hi.', usage: { input: 1, seconds: 2 } },
  ])
  expect(sent[0]!.body).toEqual([
    ['model', 'm'],
    ['file_id', 'f1'],
    ['response_format', 'verbose_json'],
    ['timestamp_granularities', 'word'],
    ['timestamp_granularities', 'segment'],
    ['stream', 'true'],
  ])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { collect, collectChat, collectorOf } from '../src/index.ts'
import { toBase64 } from '../src/base64.ts'
import { unfoldChat } from '../src/unfold.ts'
import type { ChatEvent, Part } from '../src/index.ts'

const finish: ChatEvent = { type: 'finish', reason: 'stop' }
const text = (index: number, piece: string): ChatEvent => ({ type: 'text-delta', index, text: piece })

test('interleaved parts stand in the order in which they began', () => {
  const answer = collectChat([
    { type: 'start', id: 'x', model: 'm', requestId: 'r' },
    { type: 'reasoning-delta', index: 0, text: 'hm ' },
    text(1, 'one '),
    { type: 'reasoning-delta', index: 0, text: 'yes' },
    text(1, 'two'),
    { type: 'finish', reason: 'length', raw: 'max_tokens', usage: { output: 3 }, serviceTier: 'flex' },
  ])
  expect(answer).toEqual({
    id: 'x',
    model: 'm',
    requestId: 'r',
    text: 'one two',
    parts: [
      { type: 'reasoning', text: 'hm yes' },
      { type: 'text', text: 'one two' },
    ],
    toolCalls: [],
    finishReason: 'length',
    rawFinishReason: 'max_tokens',
    usage: { output: 3 },
    serviceTier: 'flex',
  })
})

test('a part event replaces what its deltas have built', () => {
  const call: Part = { type: 'tool-call', id: 'c', name: 'find', input: { q: 1 } }
  const answer = collectChat([
    { type: 'tool-call-delta', index: 0, id: 'c', name: 'find', input: '{"q"' },
    { type: 'part', index: 0, part: call },
    { type: 'part', index: 1, part: { type: 'tool-call', id: 's', name: 'web', input: {}, by: 'provider' } },
    finish,
  ])
  expect(answer.toolCalls).toEqual([call])
  expect(answer.parts).toHaveLength(2)
})

test('empty text is dropped, unless it carries state', () => {
  const answer = collectChat([
    text(0, ''),
    { type: 'part', index: 1, part: { type: 'text', text: '', state: { a: 1 } } },
    { type: 'part', index: 2, part: { type: 'reasoning', text: '', state: { a: 2 } } },
    finish,
  ])
  expect(answer.parts).toEqual([
    { type: 'text', text: '', state: { a: 1 } },
    { type: 'reasoning', text: '', state: { a: 2 } },
  ])
})

test('wire chunks and log probabilities are kept', () => {
  const answer = collectChat([
    { type: 'x-raw', data: 1 },
    { type: 'text-delta', index: 0, text: 'a', logprobs: [{ token: 'a', logprob: -1 }] },
    { type: 'x-other', data: 2 },
    finish,
  ])
  expect(answer).toMatchObject({ raw: [1], logprobs: [{ token: 'a', logprob: -1 }] })
})

test.each<[string, ChatEvent[], string]>([
  ['no finish', [text(0, 'a')], 'network'],
  ['a gap in the parts', [text(1, 'a'), finish], 'bad-response'],
])('%s', async (_, events, code) => {
  expect(() => collectChat(events)).toThrow(expect.objectContaining({ code }))
  const later = async function* (): AsyncGenerator<ChatEvent> {
    yield* events
  }
  await expect(collect(later())).rejects.toMatchObject({ code })
})

test('a cut tool call is partial, and says so', () => {
  const collector = collectorOf('chat')
  collector.add({ type: 'tool-call-delta', index: 0, id: 'c', name: 'find', input: '{"q":' } as ChatEvent)
  expect(collector.parts()).toEqual([{ type: 'tool-call', id: 'c', name: 'find', input: null, invalid: '{"q":' }])
})

test('long answers in many pieces are whole', () => {
  const pieces = Array.from({ length: 5000 }, (_, index) => `${index} `)
  expect(collectChat([...pieces.map((piece) => text(0, piece)), finish]).text).toBe(pieces.join(''))
})

test('an answer unfolds into events that collect to it', () => {
  const answer = collectChat([
    { type: 'start', id: 'x', requestId: 'r' },
    { type: 'part', index: 0, part: { type: 'reasoning', text: 'hm', state: { a: 's' } } },
    { type: 'text-delta', index: 1, text: 'hello', logprobs: [{ token: 'hello', logprob: -0.1 }] },
    { type: 'part', index: 2, part: { type: 'tool-call', id: 'c', name: 'find', input: {} } },
    { type: 'x-raw', data: { a: 1 } },
    { type: 'finish', reason: 'tool-calls', raw: 'tool_use', usage: { input: 1 } },
  ])
  expect(collectChat(unfoldChat(answer))).toEqual(answer)
})

test('speech: the pieces become one base64 text', () => {
  const collector = collectorOf('speech')
  for (const event of [
    { type: 'start', mediaType: 'audio/mpeg', model: 'm' },
    { type: 'audio-delta', data: new Uint8Array([1, 2]) },
    { type: 'audio-delta', data: new Uint8Array([3, 4]) },
    { type: 'finish', usage: { characters: 2 } },
  ])
    collector.add(event)
  expect(collector.result()).toEqual({
    audio: { type: 'media', mediaType: 'audio/mpeg', data: 'AQIDBA==' },
    model: 'm',
    usage: { characters: 2 },
  })
})

test('transcripts: deltas and segments, and the whole text of the end', () => {
  const collector = collectorOf('transcribe')
  const segment = { start: 0, end: 1, text: 'hello' }
  for (const event of [
    { type: 'start', requestId: 'r' },
    { type: 'text-delta', text: 'hello ' },
    { type: 'text-delta', text: 'there' },
    { type: 'segment', segment },
    { type: 'finish', language: 'en', usage: { seconds: 1 } },
  ])
    collector.add(event)
  expect(collector.result()).toEqual({
    requestId: 'r',
    text: 'hello there',
    segments: [segment],
    language: 'en',
    usage: { seconds: 1 },
  })
  collector.add({ type: 'finish', text: 'Hello there.' } as never)
  expect(collector.result()).toMatchObject({ text: 'Hello there.' })
})

test('completions have text and no parts', () => {
  const collector = collectorOf('complete')
  for (const event of [text(0, 'a'), text(0, 'b'), finish]) collector.add(event)
  expect(collector.result()).toEqual({ text: 'ab', finishReason: 'stop' })
})

test('base64 of any bytes in any pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (pieces) => {
      expect(toBase64(pieces)).toBe(Buffer.concat(pieces).toString('base64'))
    }),
    { seed: 1 },
  )
})

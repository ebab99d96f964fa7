import { expect, test } from 'vitest'
import { answerOf, chunk, end, quirks, read } from './setting.ts'
import { answering, contextOf, gather } from '../context.ts'
import { chatHandler } from '../../src/chat-handler.ts'
import { createHttp } from '../../src/http.ts'
import { gemini } from '../../src/dialects/gemini/dialect.ts'
import { readGeminiError } from '../../src/dialects/gemini/errors.ts'
import { readUsage } from '../../src/dialects/gemini/usage.ts'
import { resolveChat } from '@llmrr/core'

const whatIs = (parts: readonly object[]) => parts.map(({ ...part }) => ({ ...part }))

test('a signature belongs to the text before it, also when it comes alone', () => {
  const { parts } = answerOf(
    chunk([{ text: 'a' }]),
    chunk([{ text: 'b' }]),
    chunk([{ text: '', thoughtSignature: 's' }]),
    end(),
  )
  expect(whatIs(parts)).toEqual([{ type: 'text', text: 'ab', state: { acme: { thoughtSignature: 's' } } }])
})

test('text behind a signed one is a part of its own', () => {
  const { parts } = answerOf(chunk([{ text: 'a', thoughtSignature: 's' }, { text: 'b' }]), end())
  expect(parts.map((part) => (part as { text: string }).text)).toEqual(['a', 'b'])
})

test('an unsigned thought is shown and not kept', () => {
  const { parts } = answerOf(chunk([{ text: 'Hm', thought: true }, { text: 'a' }]), end())
  expect(whatIs(parts)).toEqual([
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'a' },
  ])
})

test('STOP with calls is tool-calls, and an unexpected call is one all the same', () => {
  const call = { functionCall: { name: 'x', args: {} } }
  expect(answerOf(chunk([call], { finishReason: 'STOP' })).finishReason).toBe('tool-calls')
  expect(answerOf(chunk([call], { finishReason: 'UNEXPECTED_TOOL_CALL' })).finishReason).toBe('tool-calls')
})

test.each(['MALFORMED_FUNCTION_CALL', 'MALFORMED_RESPONSE', 'TOO_MANY_TOOL_CALLS', 'UNEXPECTED_TOOL_CALL'])(
  '%s without a call is an error that is worth another try',
  (finishReason) => {
    let body: unknown
    try {
      read(end({ finishReason, finishMessage: 'Malformed: print(1' }))
    } catch (thrown) {
      body = thrown
    }
    expect(readGeminiError(undefined, body)).toMatchObject({ code: 'bad-response', rawCode: finishReason })
  },
)

test('without a reason there is no finish', () => {
  expect(read(chunk([{ text: 'a' }])).map(({ type }) => type)).toEqual(['start', 'text-delta'])
})

test('a result without an id belongs to the call before it', () => {
  const { parts } = answerOf(
    chunk([
      { executableCode: { code: '1', language: 'PYTHON' } },
      { codeExecutionResult: { outcome: 'OUTCOME_FAILED' } },
    ]),
    end(),
  )
  expect(parts).toMatchObject([
    { type: 'tool-call', id: 'own_r1_1', by: 'provider' },
    { type: 'tool-result', id: 'own_r1_1', error: true },
  ])
})

test('a part of a kind that is not known here is kept for its owner', () => {
  const { parts } = answerOf(chunk([{ holoData: { a: 1 } }]), end())
  expect(parts).toEqual([{ type: 'x-holo-data', data: null, state: { acme: { part: { holoData: { a: 1 } } } } }])
})

test('citations find their place behind characters of several bytes, and in the right text', () => {
  const first = 'Zürich 🐟. '
  const { parts } = answerOf(
    chunk([{ text: first }, { functionCall: { name: 'x', args: {} } }, { text: 'Oslo. ' }]),
    end({
      groundingMetadata: {
        groundingChunks: [{ web: { uri: 'https://a.example' } }],
        groundingSupports: [
          { segment: { endIndex: 12, text: 'Zürich 🐟' }, groundingChunkIndices: [0] },
          { segment: { startIndex: 14, endIndex: 18, text: 'Oslo' }, groundingChunkIndices: [0] },
          { segment: { startIndex: 900, endIndex: 904, text: 'Rome' }, groundingChunkIndices: [0] },
        ],
      },
    }),
  )
  expect(parts[0]).toMatchObject({ citations: [{ url: 'https://a.example', start: 0, end: 9 }] })
  expect(parts[2]).toMatchObject({
    citations: [{ url: 'https://a.example', start: 0, end: 4 }, { url: 'https://a.example' }],
  })
})

test('an address that was read is a source, once', () => {
  const { parts } = answerOf(
    chunk([{ text: 'a' }]),
    end({
      groundingMetadata: { groundingChunks: [{ web: { uri: 'https://a.example' } }] },
      urlContextMetadata: {
        urlMetadata: [
          { retrievedUrl: 'https://a.example', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_SUCCESS' },
          { retrievedUrl: 'https://b.example', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_SUCCESS' },
          { retrievedUrl: 'https://c.example', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_ERROR' },
        ],
      },
    }),
  )
  expect(parts.slice(1)).toEqual([
    { type: 'source', url: 'https://a.example' },
    { type: 'source', url: 'https://b.example' },
  ])
})

test('meters are disjoint whatever a cache is said to have held', () => {
  const usage = readUsage(
    {
      promptTokenCount: 1344,
      cachedContentTokenCount: 1274,
      candidatesTokenCount: 99,
      thoughtsTokenCount: 74,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 54 },
        { modality: 'IMAGE', tokenCount: 1290 },
      ],
      cacheTokensDetails: [{ modality: 'TEXT', tokenCount: 1274 }],
    },
    0,
  )
  expect(usage).toEqual({ input: 0, cacheRead: 1274, imageInput: 70, output: 99, reasoning: 74 })
})

const ask = async (answer: Response) => {
  const { host } = answering(answer)
  const http = createHttp({ baseURL: 'https://api.example', readError: readGeminiError })
  const { context } = contextOf({ host, stream: true, model: 'gemini-3.5-flash' })
  return gather(chatHandler(http, gemini(quirks))(resolveChat({ prompt: 'Hi' }), context))
}
const text = (value: string, type: string) => new Response(value, { headers: { 'content-type': type } })
const first = JSON.stringify(chunk([{ text: 'a' }]))

test('an error in bare JSON, outside of the events, is an error', async () => {
  const bare = '{\n  "error": {\n    "code": 503,\n    "message": "Overloaded",\n    "status": "UNAVAILABLE"\n  }\n}\n'
  await expect(ask(text(`data: ${first}\r\n\r\n${bare}`, 'text/event-stream'))).rejects.toMatchObject({
    code: 'overloaded',
    status: 503,
  })
})

test('a stream without framing is read as it comes', async () => {
  const body = `[${first}\n,\r\n${JSON.stringify(end())}\n]`
  const events = await ask(text(body, 'application/json; charset=UTF-8'))
  expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta', 'finish'])
  await expect(
    ask(text(`[${first},{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}]`, 'application/json')),
  ).rejects.toMatchObject({ code: 'rate-limit', status: 429 })
})

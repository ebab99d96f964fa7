import { expect, test } from 'vitest'
import { anthropicMessages } from '../../src/dialects/anthropic-messages/dialect.ts'
import { answerOf, message, read } from './setting.ts'
import type { WireChunk } from '../../src/dialects/anthropic-messages/wire.ts'

const start: WireChunk = {
  type: 'message_start',
  message: { id: 'msg_1', model: 'm', usage: { input_tokens: 5, output_tokens: 1 } },
}
const stop: WireChunk = { type: 'message_stop' }
const end = (stop_reason: string, usage: object = {}): WireChunk => ({
  type: 'message_delta',
  delta: { stop_reason },
  usage,
})
const block = (index: number, content_block: object, ...deltas: readonly object[]): WireChunk[] => [
  { type: 'content_block_start', index, content_block: content_block as never },
  ...deltas.map((delta) => ({ type: 'content_block_delta' as const, index, delta: delta as never })),
  { type: 'content_block_stop', index },
]

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['tool_use', 'tool-calls'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content-filter'],
  ['pause_turn', 'other'],
  ['compaction', 'other'],
  ['a_new_word', 'other'],
])('finishes %s as %s', (raw, reason) => {
  expect(read([start, end(raw), stop]).at(-1)).toMatchObject({ type: 'finish', reason, raw })
})

test('has no finish without `message_stop`, whatever came before', () => {
  expect(read([start, end('end_turn')]).map(({ type }) => type)).toEqual(['start'])
})

test('throws an error of the stream through the table of errors', () => {
  const error = { type: 'error', error: { type: 'overloaded_error' } } as never
  expect(() => read([start, error])).toThrow(expect.objectContaining({ type: 'error' }) as never)
})

test('passes over pings, events and deltas that it does not know', () => {
  const events = read([
    { type: 'vertex_event' } as never,
    start,
    { type: 'ping' } as never,
    ...block(
      0,
      { type: 'text', text: '' },
      { type: 'text_delta', text: '' },
      { type: 'new_delta' },
      { type: 'text_delta', text: 'Hi' },
    ),
    { type: 'content_block_delta', index: 9, delta: { type: 'text_delta', text: 'lost' } },
    end('end_turn'),
    stop,
  ])
  expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta', 'finish'])
})

test('reads the arguments of a call in pieces, none as an empty object, broken ones as they are', () => {
  const call = (id: string) => ({ type: 'tool_use', id, name: 'f', input: {} })
  const json = (partial_json: string) => ({ type: 'input_json_delta', partial_json })
  const events = read([
    start,
    ...block(0, call('a'), json(''), json('{"n"'), json(':1}')),
    ...block(1, call('b'), json('')),
    ...block(2, call('c'), json('{"n')),
    end('max_tokens'),
    stop,
  ])
  expect(events.filter(({ type }) => type === 'part').map((event) => (event as { part: object }).part)).toEqual([
    { type: 'tool-call', id: 'a', name: 'f', input: { n: 1 } },
    { type: 'tool-call', id: 'b', name: 'f', input: {} },
    { type: 'tool-call', id: 'c', name: 'f', input: null, invalid: '{"n' },
  ])
  expect(events[1]).toEqual({ type: 'tool-call-delta', index: 0, id: 'a', name: 'f', input: '' })
})

test('keeps thinking whose text is left out for its signature', () => {
  const events = read([
    start,
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: '', estimated_tokens: 50 },
      { type: 'signature_delta', signature: 'Eq' },
    ),
    end('end_turn'),
    stop,
  ])
  expect(events.slice(1, -1)).toEqual([
    { type: 'part', index: 0, part: { type: 'reasoning', text: '', state: { anthropic: { signature: 'Eq' } } } },
  ])
})

test('takes counts from the end of a stream over those of its beginning, and runs over both', () => {
  const begun: WireChunk = {
    type: 'message_start',
    message: {
      usage: {
        input_tokens: 5,
        output_tokens: 1,
        cache_creation_input_tokens: 10,
        cache_read_input_tokens: 0,
        cache_creation: { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 6 },
        service_tier: 'standard',
      },
    },
  }
  const usage = {
    input_tokens: 50,
    output_tokens: 20,
    cache_creation_input_tokens: 30,
    cache_read_input_tokens: null,
    output_tokens_details: { thinking_tokens: 8 },
    server_tool_use: { web_search_requests: 2 },
  }
  expect(read([begun, end('end_turn', usage), stop]).at(-1)).toEqual({
    type: 'finish',
    reason: 'stop',
    raw: 'end_turn',
    serviceTier: 'standard',
    usage: { input: 50, cacheRead: 0, cacheWrite: 24, cacheWriteLong: 6, output: 12, reasoning: 8, searches: 2 },
  })
})

test('adds up the runs of one answer, and counts an adviser by itself', () => {
  const { usage } = answerOf(
    message([], {
      usage: {
        input_tokens: 700,
        output_tokens: 130,
        cache_read_input_tokens: 0,
        iterations: [
          { type: 'compaction', input_tokens: 60_000, output_tokens: 600, cache_read_input_tokens: 7 },
          { type: 'message', input_tokens: 700, output_tokens: 130, cache_read_input_tokens: 0 },
          { type: 'advisor_message', input_tokens: 2500, output_tokens: 22 },
        ],
      },
    }),
  )
  expect(usage).toEqual({ input: 60_700, cacheRead: 7, output: 730, 'x-advisor-input': 2500, 'x-advisor-output': 22 })
})

test('names fast mode as the tier, since it has its own price', () => {
  expect(
    answerOf(message([], { usage: { input_tokens: 1, output_tokens: 1, speed: 'fast', service_tier: 'standard' } }))
      .serviceTier,
  ).toBe('fast')
})

test('answers an empty message as one without parts', () => {
  expect(answerOf(message([]))).toMatchObject({ text: '', parts: [], finishReason: 'stop' })
})

const citations = [
  {
    type: 'page_location',
    cited_text: 'P',
    document_index: 1,
    document_title: 'B',
    start_page_number: 1,
    end_page_number: 2,
    file_id: 'file_1',
  },
  {
    type: 'content_block_location',
    cited_text: 'C',
    document_index: 0,
    document_title: null,
    start_block_index: 0,
    end_block_index: 1,
  },
  {
    type: 'search_result_location',
    cited_text: 'S',
    source: 'https://example.org',
    title: 'T',
    search_result_index: 0,
    start_block_index: 0,
    end_block_index: 1,
  },
  {
    type: 'search_result_location',
    cited_text: 'S',
    source: 'wiki/7',
    title: null,
    search_result_index: 1,
    start_block_index: 0,
    end_block_index: 1,
  },
]
const image = { type: 'media', mediaType: 'image/png', data: 'AQID' } as const
const document = { type: 'media', mediaType: 'application/pdf', data: 'JVBERi0=', citations: true } as const

test('reads citations of every kind of place, with documents by their place among the media', () => {
  const { parts } = answerOf(message([{ type: 'text', text: 'Said.', citations }]), {
    prompt: [image, document, image, document],
  })
  expect(parts).toEqual([
    {
      type: 'text',
      text: 'Said.',
      citations: [
        { title: 'B', quote: 'P', document: 3, sourceId: 'file_1' },
        { quote: 'C', document: 1 },
        { url: 'https://example.org', title: 'T', quote: 'S', sourceId: 'https://example.org' },
        { quote: 'S', sourceId: 'wiki/7' },
      ],
      state: { acme: { citations } },
    },
  ])
})

test('keeps citations that nothing let expect, whenever they come', () => {
  const cited = { type: 'citations_delta', citation: citations[3] }
  const said = (text: string) => ({ type: 'text_delta', text })
  const parts = (...deltas: readonly object[]) =>
    read([start, ...block(0, { type: 'text', text: '' }, ...deltas), end('end_turn'), stop])
      .slice(1, -1)
      .map((event) => [event.type, (event as { index: number }).index])
  expect(parts(cited, said('A'))).toEqual([
    ['text-delta', 0],
    ['part', 0],
  ])
  expect(parts(said('A'), cited, said('B'))).toEqual([
    ['text-delta', 0],
    ['text-delta', 1],
    ['part', 1],
  ])
})

test('holds nothing of a text that cannot be cited', () => {
  const events = read([
    start,
    ...block(0, { type: 'text', text: '' }, { type: 'text_delta', text: 'Hi' }),
    end('end_turn'),
    stop,
  ])
  expect(events.some(({ type }) => type === 'part')).toBe(false)
})

test('tells of pages that were fetched, and of a fetch that failed', () => {
  const fetched = {
    type: 'web_fetch_tool_result',
    tool_use_id: 's1',
    content: {
      type: 'web_fetch_result',
      url: 'https://example.org/a',
      content: { type: 'document', title: 'A', source: { type: 'text', media_type: 'text/plain', data: 'Words.' } },
    },
  }
  const failed = {
    type: 'web_fetch_tool_result',
    tool_use_id: 's2',
    content: { type: 'web_fetch_tool_result_error', error_code: 'unavailable' },
  }
  const { parts, toolCalls } = answerOf(
    message([
      { type: 'server_tool_use', id: 's1', name: 'web_fetch', input: { url: 'https://example.org/a' } },
      fetched,
      failed,
    ]),
  )
  expect(toolCalls).toEqual([])
  expect(parts.map(({ type }) => type)).toEqual(['tool-call', 'tool-result', 'source', 'tool-result'])
  expect(parts[2]).toEqual({ type: 'source', url: 'https://example.org/a', title: 'A', mediaType: 'text/plain' })
  expect(parts[3]).toMatchObject({ error: true, by: 'provider', state: { acme: failed } })
})

test('keeps what only Claude knows as it came', () => {
  const compaction = [
    ...block(
      0,
      { type: 'compaction', content: null },
      { type: 'compaction_delta', content: 'Sum.', encrypted_content: 'Ek' },
    ),
  ]
  const [part] = read([start, ...compaction, end('compaction'), stop]).slice(1)
  expect(part).toEqual({
    type: 'part',
    index: 0,
    part: {
      type: 'x-compaction',
      data: { content: 'Sum.' },
      state: { acme: { type: 'compaction', content: 'Sum.', encrypted_content: 'Ek' } },
    },
  })
})

test('tells the stop sequence and why it refused in an event of its own', () => {
  const events = read(anthropicMessages().unfold(message([], { stop_reason: 'stop_sequence', stop_sequence: 'END' })))
  expect(events).toContainEqual({ type: 'x-anthropic', data: { stop_sequence: 'END' } })
})

test('refuses JSON that is no message', () => {
  expect(() => answerOf({ ok: true } as never)).toThrow(expect.objectContaining({ code: 'bad-response' }) as never)
})

import { collectChat } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answerOf, read, setting } from './setting.ts'
import { openaiResponses } from '../../src/dialects/openai-responses/dialect.ts'
import type { WireChunk, WireResponse } from '../../src/dialects/openai-responses/wire.ts'

const created: WireChunk = { type: 'response.created', response: { id: 'resp_1', model: 'm-1', status: 'in_progress' } }
const completed = (more: object = {}): WireChunk => ({
  type: 'response.completed',
  response: { status: 'completed', output: [], usage: { input_tokens: 10, output_tokens: 5 }, ...more },
})
const added = (place: number, item: object): WireChunk =>
  ({ type: 'response.output_item.added', output_index: place, item }) as WireChunk
const done = (place: number, item: object): WireChunk =>
  ({ type: 'response.output_item.done', output_index: place, item }) as WireChunk
const text = (place: number, delta: string, content = 0): WireChunk => ({
  type: 'response.output_text.delta',
  output_index: place,
  content_index: content,
  delta,
})

test('reads a stream of text', () => {
  const message = { type: 'message', id: 'msg_1', content: [{ type: 'output_text', text: 'Hello', annotations: [] }] }
  const state = { openai: { item: { type: 'message', id: 'msg_1' } } }
  expect(
    read([created, added(0, { type: 'message' }), text(0, 'Hel'), text(0, 'lo'), done(0, message), completed()]),
  ).toEqual([
    { type: 'start', id: 'resp_1', model: 'm-1' },
    { type: 'text-delta', index: 0, text: 'Hel' },
    { type: 'text-delta', index: 0, text: 'lo' },
    { type: 'part', index: 0, part: { type: 'text', text: 'Hello', state } },
    { type: 'finish', reason: 'stop', raw: 'completed', usage: { input: 10, output: 5 } },
  ])
})

test('reads interleaved parallel calls with the ids of their beginnings', () => {
  const call = (n: number, json: string) => ({
    type: 'function_call',
    id: `fc_${n}`,
    call_id: `call_${n}`,
    name: `f${n}`,
    arguments: json,
  })
  const piece = (place: number, delta: string): WireChunk => ({
    type: 'response.function_call_arguments.delta',
    output_index: place,
    delta,
  })
  const events = read([
    created,
    added(1, call(1, '')),
    added(2, call(2, '')),
    piece(2, '{"b"'),
    piece(1, '{}'),
    piece(2, ':2}'),
    done(1, call(1, '{}')),
    done(2, call(2, '{"b":2}')),
    completed(),
  ])
  expect(events.filter(({ type }) => type === 'tool-call-delta')).toEqual([
    { type: 'tool-call-delta', index: 0, id: 'call_2', name: 'f2', input: '{"b"' },
    { type: 'tool-call-delta', index: 1, id: 'call_1', name: 'f1', input: '{}' },
    { type: 'tool-call-delta', index: 0, id: 'call_2', name: 'f2', input: ':2}' },
  ])
  const { toolCalls, finishReason } = collectChat(events)
  expect(toolCalls.map(({ name, input }) => [name, input])).toEqual([
    ['f2', { b: 2 }],
    ['f1', {}],
  ])
  expect(finishReason).toBe('tool-calls')
})

test('keeps arguments that were cut, and says that the length was reached', () => {
  const item = {
    type: 'function_call',
    id: 'fc_1',
    call_id: 'call_1',
    name: 'f',
    arguments: '{"a":',
    status: 'incomplete',
  }
  const answer = answerOf({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [item] })
  expect(answer.toolCalls[0]).toMatchObject({ input: null, invalid: '{"a":' })
  expect(answer).toMatchObject({ finishReason: 'length', rawFinishReason: 'max_output_tokens' })
})

test('tells the pieces of a custom tool as the JSON text of one string', () => {
  const item = { type: 'custom_tool_call', id: 'ctc_1', call_id: 'c', name: 'sql', input: '' }
  const piece = (delta: string): WireChunk => ({
    type: 'response.custom_tool_call_input.delta',
    output_index: 0,
    delta,
  })
  const events = read([
    created,
    added(0, item),
    piece('a "b"'),
    piece('\nc'),
    done(0, { ...item, input: 'a "b"\nc' }),
    completed(),
  ])
  const pieces = events.map((event) => (event.type === 'tool-call-delta' ? (event as { input: string }).input : ''))
  expect(JSON.parse(pieces.join(''))).toBe('a "b"\nc')
  expect(collectChat(events).toolCalls[0]?.input).toBe('a "b"\nc')
})

test('joins the pieces of a reasoning summary and keeps the item as state', () => {
  const piece = (summary: number, delta: string): WireChunk => ({
    type: 'response.reasoning_summary_text.delta',
    output_index: 0,
    summary_index: summary,
    delta,
  })
  const item = {
    type: 'reasoning',
    id: 'rs_1',
    summary: [
      { type: 'summary_text', text: 'One.' },
      { type: 'summary_text', text: 'Two.' },
    ],
  }
  const events = read([
    created,
    added(0, { type: 'reasoning' }),
    piece(0, 'One.'),
    piece(1, 'Tw'),
    piece(1, 'o.'),
    done(0, item),
    completed(),
  ])
  const deltas = events.map((event) => (event.type === 'reasoning-delta' ? (event as { text: string }).text : ''))
  expect(deltas.join('')).toBe('One.\n\nTwo.')
  expect(collectChat(events).parts).toEqual([{ type: 'reasoning', text: 'One.\n\nTwo.', state: { openai: { item } } }])
})

test('turns annotations into citations, and each source into one part', () => {
  const cite = (start: number, end: number) => ({
    type: 'url_citation',
    url: 'https://a.example',
    title: 'A',
    start_index: start,
    end_index: end,
  })
  const file = { type: 'file_citation', file_id: 'file_1', filename: 'a.pdf', index: 3 }
  const content = [{ type: 'output_text', text: '😀 so it is', annotations: [cite(2, 4), cite(5, 7), file] }]
  const { parts } = answerOf({ status: 'completed', output: [{ type: 'message', content }] })
  expect(parts).toEqual([
    {
      type: 'text',
      text: '😀 so it is',
      citations: [
        { url: 'https://a.example', title: 'A', start: 3, end: 5 },
        { url: 'https://a.example', title: 'A', start: 6, end: 8 },
        { title: 'a.pdf', sourceId: 'file_1' },
      ],
    },
    { type: 'source', url: 'https://a.example', title: 'A' },
    { type: 'source', id: 'file_1', title: 'a.pdf' },
  ])
})

test('marks a refusal and finishes with content-filter', () => {
  const content = [{ type: 'refusal', refusal: "I can't." }]
  const answer = answerOf({ status: 'completed', output: [{ type: 'message', content }] })
  expect(answer.parts).toEqual([{ type: 'text', text: "I can't.", refusal: true }])
  expect(answer.finishReason).toBe('content-filter')
})

test('shows what hosted tools did as their own calls and results, and their pictures as media', () => {
  const { parts, toolCalls, finishReason } = answerOf({
    status: 'completed',
    output: [
      {
        type: 'web_search_call',
        id: 'ws_1',
        action: { type: 'search', query: 'q', sources: [{ type: 'url', url: 'https://a.example' }] },
      },
      {
        type: 'code_interpreter_call',
        id: 'ci_1',
        code: '1+1',
        outputs: [
          { type: 'logs', logs: '2' },
          { type: 'image', url: 'data:image/png;base64,QQ==' },
        ],
      },
      { type: 'mcp_call', id: 'mcp_1', name: 'ask', server_label: 's', arguments: '{"q":1}', error: 'no' },
      { type: 'image_generation_call', id: 'ig_1', revised_prompt: 'a cat', output_format: 'webp', result: 'QQ==' },
    ],
  })
  const shown = parts.map(({ state: _, ...part }) => part)
  expect(shown).toEqual([
    { type: 'tool-call', by: 'provider', id: 'ws_1', name: 'web_search', input: { type: 'search', query: 'q' } },
    {
      type: 'tool-result',
      by: 'provider',
      id: 'ws_1',
      name: 'web_search',
      output: [{ type: 'url', url: 'https://a.example' }],
    },
    { type: 'source', url: 'https://a.example' },
    { type: 'tool-call', by: 'provider', id: 'ci_1', name: 'code_interpreter', input: { code: '1+1' } },
    {
      type: 'tool-result',
      by: 'provider',
      id: 'ci_1',
      name: 'code_interpreter',
      parts: [
        { type: 'text', text: '2' },
        { type: 'media', mediaType: 'image/png', data: 'QQ==' },
      ],
    },
    { type: 'tool-call', by: 'provider', id: 'mcp_1', name: 'ask', input: { q: 1 } },
    { type: 'tool-result', by: 'provider', id: 'mcp_1', name: 'ask', output: 'no', error: true },
    { type: 'tool-call', by: 'provider', id: 'ig_1', name: 'image_generation', input: { prompt: 'a cat' } },
    { type: 'media', mediaType: 'image/webp', data: 'QQ==' },
  ])
  expect(toolCalls).toEqual([])
  expect(finishReason).toBe('stop')
})

test('makes the meters disjoint', () => {
  const { usage } = answerOf({
    status: 'completed',
    output: [],
    usage: {
      input_tokens: 100,
      input_tokens_details: {
        cached_tokens: 40,
        cache_write_tokens: 30,
        cache_write_tokens_details: { ttl_30m_tokens: 10, ttl_12h_tokens: 20 },
      },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 20 },
    },
    tool_usage: { web_search: { num_requests: 2 }, image_gen: { input_tokens: 0, output_tokens: 7 } },
  })
  expect(usage).toEqual({
    input: 30,
    cacheRead: 40,
    cacheWrite: 10,
    cacheWriteLong: 20,
    output: 30,
    reasoning: 20,
    searches: 2,
    'x-image-tool-output': 7,
  })
})

test('reads log probabilities alike from a stream and from one reply', () => {
  const logprobs = [{ token: 'a', logprob: -0.1, top_logprobs: [{ token: 'b', logprob: -2 }] }]
  const message = { type: 'message', content: [{ type: 'output_text', text: 'a', logprobs }] }
  const streamed = collectChat(read([created, { ...text(0, 'a'), logprobs }, done(0, message), completed()]))
  const expected = [{ token: 'a', logprob: -0.1, top: [{ token: 'b', logprob: -2 }] }]
  expect(streamed.logprobs).toEqual(expected)
  expect(answerOf({ status: 'completed', output: [message] }).logprobs).toEqual(expected)
})

test('throws errors of every shape: nested, flat, and a failed answer with its usage', () => {
  const nested = { type: 'error', error: { code: 'insufficient_quota', message: 'No credit.' } } as WireChunk
  expect(() => read([created, nested])).toThrow(
    expect.objectContaining({ error: { code: 'insufficient_quota', message: 'No credit.' } }),
  )
  const flat = { type: 'error', code: 'server_error', message: 'Oh.' } as WireChunk
  expect(() => read([created, flat])).toThrow(expect.objectContaining({ code: 'server_error' }))
  const failed: WireChunk = {
    type: 'response.failed',
    response: { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'Slow.' } },
  }
  expect(() => read([created, failed])).toThrow(
    expect.objectContaining({ error: { code: 'rate_limit_exceeded', message: 'Slow.' } }),
  )
})

test('answers no finish when the stream ends before its terminal chunk', () => {
  const events = read([created, text(0, 'Hel')])
  expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta'])
})

test('passes over chunks, items and fields that it does not know', () => {
  const events = read([
    { type: 'keepalive' },
    created,
    { type: 'response.steer.accepted' },
    completed({ service_tier: 'priority' }),
  ])
  expect(events).toEqual([
    { type: 'start', id: 'resp_1', model: 'm-1' },
    { type: 'finish', reason: 'stop', raw: 'completed', usage: { input: 10, output: 5 }, serviceTier: 'priority' },
  ])
})

test('refuses JSON that is no answer', () => {
  expect(() => answerOf({ id: 'x' })).toThrow(expect.objectContaining({ code: 'bad-response' }))
})

test('says that an answer is not ready rather than that it is empty', () => {
  expect(() => answerOf({ id: 'resp_1', status: 'queued', output: [] })).toThrow(
    expect.objectContaining({ code: 'bad-response', rawCode: 'queued' }),
  )
})

test('reads a call that the service has run itself, its own usage and its own cost, where it is told how', () => {
  const response = {
    id: 'r',
    output: [
      { type: 'custom_tool_call', id: 'c', call_id: 'c', name: 'x_search', input: '{"q":1}' },
      { type: 'message', id: 'm', content: [{ type: 'output_text', text: 'Found.' }] },
    ],
    usage: { input_tokens: 3, output_tokens: 2, ticks: 5 } as WireResponse['usage'],
  }
  const dialect = openaiResponses({
    isHosted: ({ name }) => name === 'x_search',
    readUsage: ({ usage }) => ({ input: usage?.input_tokens ?? 0, searches: 1 }),
    readCost: ({ usage }) => (usage as { ticks?: number }).ticks! / 10,
  })
  const reader = dialect.reader(setting().context, { error: (body) => body, unfolded: true }, { messages: [] })
  const begun = [
    { type: 'response.output_item.added', output_index: 0, item: { type: 'custom_tool_call', name: 'x_search' } },
    { type: 'response.custom_tool_call_input.delta', output_index: 0, delta: '{"q":1}' },
  ]
  const events = [...begun, ...dialect.unfold(response)].flatMap((chunk) => reader.read(chunk))
  expect(events.filter(({ type }) => type === 'tool-call-delta')).toEqual([])
  expect(collectChat(events)).toMatchObject({
    text: 'Found.',
    toolCalls: [],
    finishReason: 'stop',
    usage: { input: 3, searches: 1 },
    cost: { usd: 0.5, source: 'reported' },
    parts: [
      { type: 'tool-call', by: 'provider', id: 'c', name: 'x_search', input: { q: 1 } },
      { type: 'text', text: 'Found.' },
    ],
  })
})

test('reads the input of a hosted tool where it is told as arguments', () => {
  const item = { type: 'code_interpreter_call', id: 'ci', name: 'code_execution', arguments: '{"code":"1+1"}' }
  expect(answerOf({ id: 'r', output: [item] }).parts).toMatchObject([
    { type: 'tool-call', by: 'provider', id: 'ci', name: 'code_execution', input: { code: '1+1' } },
  ])
})

test('takes an event with an error for one, whatever its type', () => {
  const failure = { code: 'internal', error: 'It failed.' } as unknown as WireChunk
  expect(() => read([created, failure])).toThrow(expect.objectContaining({ code: 'internal' }))
})

import { collectChat } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answerOf, delta, read } from './setting.ts'

const stop = delta({}, { finish_reason: 'stop' })
const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type)

test('holds the finish until the body has ended, with the last usage and tier', () => {
  const events = read([
    delta({ role: 'assistant', content: 'Hi' }),
    { ...stop, usage: { prompt_tokens: 1, completion_tokens: 1 } },
    {
      id: 'c1',
      choices: [],
      usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
      service_tier: 'default',
    },
  ])
  expect(events).toEqual([
    { type: 'start', id: 'c1', model: 'm-1' },
    { type: 'text-delta', index: 0, text: 'Hi' },
    { type: 'finish', reason: 'stop', raw: 'stop', usage: { input: 5, output: 2 }, serviceTier: 'default' },
  ])
})

test('has no finish without a reason, whatever came', () => {
  expect(typesOf(read([delta({ content: 'Hi' }), { choices: [], usage: { prompt_tokens: 1 } }]))).toEqual([
    'start',
    'text-delta',
  ])
})

test('is not disturbed by a reason that comes again, a filter without a delta, or a first chunk without a choice', () => {
  const answer = collectChat(
    read([
      { id: '', model: '', choices: [] },
      delta({ content: 'Hi' }, { finish_reason: 'stop' }),
      delta({ role: 'assistant', content: '' }, { finish_reason: 'stop' }),
      { id: '', choices: [{ index: 0, delta: null, finish_reason: 'content_filter' }] },
    ]),
  )
  expect(answer).toMatchObject({ text: 'Hi', id: 'c1', finishReason: 'content-filter' })
})

test('numbers parts in the order in which they appear, and lets them interleave', () => {
  const events = read([
    delta({ reasoning_content: 'Hm' }),
    delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '' } }] }),
    delta({ content: 'Text' }),
    delta({ reasoning: ' more' }),
    delta({
      tool_calls: [
        { index: 1, id: 'b', function: { name: 'g', arguments: '{}' } },
        { index: 0, function: { arguments: '{"x":1}' } },
      ],
    }),
    delta({}, { finish_reason: 'tool_calls' }),
  ])
  expect(events.slice(1, -1)).toEqual([
    { type: 'reasoning-delta', index: 0, text: 'Hm' },
    { type: 'tool-call-delta', index: 1, id: 'a', name: 'f', input: '' },
    { type: 'text-delta', index: 2, text: 'Text' },
    { type: 'reasoning-delta', index: 0, text: ' more' },
    { type: 'tool-call-delta', index: 3, id: 'b', name: 'g', input: '{}' },
    { type: 'tool-call-delta', index: 1, id: 'a', name: 'f', input: '{"x":1}' },
    { type: 'part', index: 1, part: { type: 'tool-call', id: 'a', name: 'f', input: { x: 1 } } },
    { type: 'part', index: 3, part: { type: 'tool-call', id: 'b', name: 'g', input: {} } },
  ])
})

test('keeps id and name of a call when later pieces have none, or empty ones', () => {
  const { toolCalls } = collectChat(
    read([
      delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"x"' } }] }),
      delta({ tool_calls: [{ index: 0, id: '', function: { name: '', arguments: ':' } }] }),
      delta({ tool_calls: [{ index: 0, id: null, function: { name: null, arguments: '1}' } }] }),
      stop,
    ]),
  )
  expect(toolCalls).toEqual([{ type: 'tool-call', id: 'a', name: 'f', input: { x: 1 } }])
})

test('takes arguments that are an object, and calls of a whole reply that all have the same number', () => {
  const { toolCalls, finishReason } = answerOf({
    choices: [
      {
        message: {
          content: null,
          tool_calls: [
            { index: 0, id: 'a', function: { name: 'f', arguments: { x: 1 } } },
            { index: 0, id: 'b', function: { name: 'f', arguments: '{"x":2}' } },
          ],
        },
        finish_reason: 'stop',
      },
    ],
  })
  expect(toolCalls.map(({ input }) => input)).toEqual([{ x: 1 }, { x: 2 }])
  expect(finishReason).toBe('tool-calls')
})

test('gives a call without an id one of its own', () => {
  const { toolCalls } = answerOf({
    id: 'r1',
    choices: [{ message: { function_call: { name: 'f', arguments: '{}' } }, finish_reason: 'function_call' }],
  })
  expect(toolCalls).toEqual([{ type: 'tool-call', id: 'call_r1_0', name: 'f', input: {} }])
})

test('keeps arguments that were cut as they are', () => {
  const answer = collectChat(
    read([
      delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"x' } }] }),
      delta({}, { finish_reason: 'length' }),
    ]),
  )
  expect(answer).toMatchObject({ finishReason: 'length', toolCalls: [{ input: null, invalid: '{"x' }] })
})

test.each([
  ['stop', false, 'stop'],
  ['eos', false, 'stop'],
  ['stop', true, 'tool-calls'],
  ['tool_call', true, 'tool-calls'],
  ['tool_calls', false, 'stop'],
  ['model_length', false, 'length'],
  ['length', true, 'length'],
  ['content_filter', false, 'content-filter'],
  ['something_new', false, 'other'],
] as const)('maps the reason %s (with calls: %s) to %s', (raw, calls, reason) => {
  const call = { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] }
  expect(read([delta(calls ? call : { content: 'x' }), delta({}, { finish_reason: raw })]).at(-1)).toMatchObject({
    reason,
    raw,
  })
})

test('reads a refusal as text of its own that ends the answer', () => {
  const answer = collectChat(read([delta({ refusal: 'I will ' }), delta({ refusal: 'not.' }), stop]))
  expect(answer).toMatchObject({
    text: 'I will not.',
    parts: [{ type: 'text', text: 'I will not.', refusal: true }],
    finishReason: 'content-filter',
    rawFinishReason: 'stop',
  })
})

test.each([
  ['beside the choices', { error: { message: 'm', code: 503 } }],
  ['as words', { error: 'overloaded' }],
  ['as an object of its own', { object: 'error', message: 'm' }],
  ['inside a choice', { id: 'c1', choices: [{ index: 0, delta: {}, finish_reason: 'stop', error: { code: 502 } }] }],
  ['as a reason', delta({}, { finish_reason: 'insufficient_system_resource' })],
])('throws an error %s', (_name, chunk) => {
  expect(() => read([delta({ content: 'Hi' }), chunk])).toThrow('in-band')
})

test('finds a reply without choices wrong, and one without a reason complete', () => {
  expect(() => answerOf({ hello: 1 })).toThrow(expect.objectContaining({ code: 'bad-response' }))
  expect(answerOf({ choices: [{ message: { content: 'Hi' }, finish_reason: null }] })).toMatchObject({
    text: 'Hi',
    finishReason: 'other',
  })
})

test('takes the first of several choices', () => {
  const two = (first: string, second: string) => ({
    choices: [
      { index: 1, delta: { content: second } },
      { index: 0, delta: { content: first } },
    ],
  })
  expect(collectChat(read([two('a', 'x'), two('b', 'y'), stop])).text).toBe('ab')
})

test('reads log probabilities of both forms', () => {
  const content = [
    {
      token: 'Hi',
      logprob: -0.1,
      top_logprobs: [
        { token: 'Hi', logprob: -0.1 },
        { token: 'Ho', logprob: -2 },
      ],
    },
  ]
  const legacy = { tokens: ['Hi', '!'], token_logprobs: [null, -0.5], top_logprobs: [null, { '!': -0.5 }] }
  const of = (logprobs: object) => collectChat(read([delta({ content: 'Hi' }, { logprobs }), stop])).logprobs
  expect(of({ content })).toEqual([
    {
      token: 'Hi',
      logprob: -0.1,
      top: [
        { token: 'Hi', logprob: -0.1 },
        { token: 'Ho', logprob: -2 },
      ],
    },
  ])
  expect(of(legacy)).toEqual([{ token: '!', logprob: -0.5, top: [{ token: '!', logprob: -0.5 }] }])
})

test('joins a spoken answer of several pieces', () => {
  const { parts } = collectChat(
    read(
      [
        delta({ audio: { id: 'a1', transcript: 'Hel' } }),
        delta({ audio: { data: 'AAE=', transcript: 'lo' } }),
        delta({ audio: { data: 'Ag==' } }),
        stop,
      ],
      { options: { audio: { format: 'pcm16' } } },
    ),
  )
  expect(parts).toEqual([
    { type: 'media', mediaType: 'audio/pcm', data: 'AAEC', transcript: 'Hello', state: { acme: { audio: 'a1' } } },
  ])
})

const cited = [
  delta({ content: '🥧 is ' }),
  delta({ content: 'good.' }),
  delta({
    annotations: [
      { type: 'url_citation', url_citation: { url: 'https://a.test', title: 'A', start_index: 2, end_index: 10 } },
      { type: 'url_citation', url: 'https://a.test', title: 'A' },
      { type: 'file' },
    ],
  }),
  stop,
]

test('puts citations at their places where the text is held', () => {
  const { parts } = collectChat(read(cited, { vendor: { quirks: { citesText: true } } }))
  expect(parts).toEqual([
    {
      type: 'text',
      text: '🥧 is good.',
      citations: [
        { url: 'https://a.test', title: 'A', start: 3, end: 11 },
        { url: 'https://a.test', title: 'A' },
      ],
    },
  ])
})

test('lets what is cited follow as sources, each once, where it is not', () => {
  const { parts } = collectChat(read(cited))
  expect(parts).toEqual([
    { type: 'text', text: '🥧 is good.' },
    { type: 'source', url: 'https://a.test', title: 'A' },
  ])
})

test('takes each part of the service once, by its key', () => {
  const quirks = { readParts: () => [{ key: 'k', part: { type: 'source' as const, url: 'https://a.test' } }] }
  const { parts } = collectChat(read([delta({ content: 'a' }), delta({ content: 'b' }), stop], { vendor: { quirks } }))
  expect(parts).toEqual([
    { type: 'source', url: 'https://a.test' },
    { type: 'text', text: 'ab' },
  ])
})

test('says what the answer cost where the service tells', () => {
  const quirks = { readCost: (chunk: object) => (chunk as { usage?: { cost?: number } }).usage?.cost }
  const events = read(
    [delta({ content: 'a' }), stop, { choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, cost: 3.4e-7 } }],
    { vendor: { quirks } },
  )
  expect(events.at(-1)).toMatchObject({ cost: { usd: 3.4e-7, source: 'reported' } })
})

test('splits reasoning off the text where a model writes it there', () => {
  const { parts } = collectChat(
    read([delta({ content: '<think>Hm' }), delta({ content: '</think>\n\nYes' }), stop], {
      vendor: { quirks: { thinkTags: true } },
    }),
  )
  expect(parts).toEqual([
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'Yes' },
  ])
})

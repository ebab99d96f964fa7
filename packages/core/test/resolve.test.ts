import { describe, expect, test } from 'vitest'
import { resolveChat, resolveRequest } from '../src/index.ts'
import { ok, scripted } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { ChatRequest, Part } from '../src/index.ts'

const image: Part = { type: 'media', mediaType: 'image/png', data: 'AAAA' }
const user = (...content: Part[]) => [{ role: 'user' as const, content }]

describe('what adapters see', () => {
  test('system goes first, prompt last, and strings are text parts', () => {
    const { messages, temperature } = resolveChat({
      system: 'be brief',
      messages: [{ role: 'assistant', content: 'yes?' }],
      prompt: 'hi',
      temperature: 0,
    })
    expect(messages).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'be brief' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'yes?' }] },
      { role: 'user', content: [{ type: 'text', text: 'hi' }] },
    ])
    expect(temperature).toBe(0)
  })

  test('empty text parts go, unless they carry state', () => {
    const { messages } = resolveChat({
      messages: user({ type: 'text', text: '' }, { type: 'text', text: '', state: { a: 1 } }, image),
    })
    expect(messages[0]!.content).toEqual([{ type: 'text', text: '', state: { a: 1 } }, image])
  })

  test('a data: URL becomes data', () => {
    const { messages } = resolveChat({
      messages: user({ type: 'media', mediaType: 'image/*', url: 'data:image/jpeg;base64,/9j/', name: 'x' }),
    })
    expect(messages[0]!.content).toEqual([{ type: 'media', mediaType: 'image/jpeg', data: '/9j/', name: 'x' }])
  })

  test('media inside tool results, too', () => {
    const part: Part = {
      type: 'tool-result',
      id: 'c',
      name: 'look',
      parts: [{ type: 'media', mediaType: 'image/*', url: 'data:image/png;base64,AAAA' }],
    }
    expect(resolveChat({ messages: [{ role: 'tool', content: [part] }] }).messages[0]!.content[0]).toMatchObject({
      parts: [{ type: 'media', mediaType: 'image/png', data: 'AAAA' }],
    })
  })

  test('schemas of any library are JSON Schema; a tool without input takes an empty object', () => {
    const standard = {
      '~standard': { version: 1 as const, vendor: 'some', jsonSchema: { input: () => ({ type: 'object' }) } },
    }
    const { tools, output } = resolveChat({
      prompt: 'hi',
      tools: [{ name: 'a', input: standard }, { name: 'b' }],
      output: { schema: standard, name: 'thing' },
    })
    expect(tools!.map(({ input }) => input)).toEqual([{ type: 'object' }, { type: 'object', properties: {} }])
    expect(output).toEqual({ schema: { type: 'object' }, name: 'thing' })
    expect(resolveChat({ prompt: 'hi', output: { type: 'string' } }).output).toEqual({
      schema: { type: 'string' },
      name: 'answer',
    })
  })

  test('the requests of a batch are resolved, media of other capabilities as well', () => {
    expect(resolveRequest('batch', { requests: [{ id: '1', request: { prompt: 'hi' } }] })).toEqual({
      requests: [{ id: '1', request: { messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] } }],
    })
    expect(
      resolveRequest('transcribe', {
        audio: { type: 'media', mediaType: 'audio/*', url: 'data:audio/wav;base64,AA==' },
      }),
    ).toEqual({
      audio: { type: 'media', mediaType: 'audio/wav', data: 'AA==' },
    })
  })
})

const wrong = (request: unknown) => request as ChatRequest
const call = { type: 'tool-result', id: 'c', name: 'look' } as const

test.each<[string, ChatRequest, string, RegExp]>([
  ['nothing to answer', {}, 'messages', /nothing to answer/],
  ['an empty prompt', { prompt: '', system: 'be brief' }, 'messages', /nothing to answer/],
  ['a number as text', wrong({ prompt: 1 }), 'prompt', /a string or a list of parts; it is 1/],
  ['NaN', { prompt: 'x', temperature: Number.NaN }, 'temperature', /a finite number; it is NaN/],
  ['text as number', wrong({ prompt: 'x', maxOutputTokens: '10' }), 'maxOutputTokens', /a finite number; it is string/],
  ['a word as list', wrong({ prompt: 'x', stop: 'END' }), 'stop', /a list; it is string/],
  ['text as boolean', wrong({ prompt: 'x', parallelToolCalls: 'no' }), 'parallelToolCalls', /true or false/],
  ['a number as user', wrong({ prompt: 'x', user: 7 }), 'user', /a string; it is 7/],
  [
    'an unknown role',
    wrong({ messages: [{ role: 'bot', content: 'x' }] }),
    'messages[0].role',
    /one of system, user, assistant, tool; it is "bot"/,
  ],
  [
    'a part of a type that another library has',
    wrong({ messages: [{ role: 'user', content: [{ type: 'image_url', url: 'https://x' }] }] }),
    'messages[0].content[0].type',
    /text, media, .* or x-\.\.\.; it is "image_url"/,
  ],
  ['no content', wrong({ messages: [{ role: 'user' }] }), 'messages[0].content', /a string or a list of parts/],
  [
    'a part without a type',
    wrong({ messages: [{ role: 'user', content: [{ text: 'x' }] }] }),
    'messages[0].content[0]',
    /a part with a "type"/,
  ],
  [
    'a text part without text',
    wrong({ messages: [{ role: 'user', content: [{ type: 'text' }] }] }),
    'messages[0].content[0].text',
    /a string/,
  ],
  [
    'media with two sources',
    { messages: user({ ...image, url: 'https://x' }) },
    'messages[0].content[0]',
    /exactly one of "data", "url" and "file"; it has 2/,
  ],
  [
    'a media type that is a kind only',
    { messages: user({ ...image, mediaType: 'image' }) },
    'messages[0].content[0].mediaType',
    /a media type such as "image\/png"; it is "image"/,
  ],
  [
    'media without a source',
    { messages: user({ type: 'media', mediaType: 'image/png' }) },
    'messages[0].content[0]',
    /it has 0/,
  ],
  [
    'a data: URL that is not base64',
    { messages: user({ type: 'media', mediaType: 'text/*', url: 'data:text/plain,hi' }) },
    'messages[0].content[0].url',
    /base64/,
  ],
  [
    'a tool result with both',
    { messages: [{ role: 'tool', content: [{ ...call, output: 1, parts: [] }] }] },
    'messages[0].content[0]',
    /exactly one of "output" and "parts"; it has both/,
  ],
  [
    'a tool result with neither',
    { messages: [{ role: 'tool', content: [call] }] },
    'messages[0].content[0]',
    /it has none/,
  ],
  [
    'two tools of one name',
    { prompt: 'x', tools: [{ name: 'a' }, { name: 'a' }] },
    'tools[1]',
    /Two tools are named "a"/,
  ],
  ['a tool without a name', wrong({ prompt: 'x', tools: [{}] }), 'tools[0].name', /a string/],
])('%s is refused', (_, request, field, message) => {
  expect(() => resolveChat(request)).toThrow(
    expect.objectContaining({ code: 'invalid-request', field, message: expect.stringMatching(message) as unknown }),
  )
})

test.each([
  ['embed', 'input'],
  ['rerank', 'query'],
  ['image', 'prompt'],
  ['speech', 'input'],
  ['transcribe', 'audio'],
  ['ocr', 'document'],
])('%s without %s is refused', (capability, field) => {
  expect(() => resolveRequest(capability, {})).toThrow(expect.objectContaining({ code: 'invalid-request', field }))
})

test.each<[string, unknown, string, RegExp]>([
  ['nothing in it', [], 'requests', /at least one/],
  ['a request without an id', [{ request: { prompt: 'x' } }], 'requests[0].id', /a string/],
  ['one id twice', ['a', 'b', 'a'].map((id) => ({ id, request: { prompt: 'x' } })), 'requests[2].id', /its own/],
])('a batch with %s is refused', (_, requests, field, message) => {
  expect(() => resolveRequest('batch', { requests })).toThrow(
    expect.objectContaining({ code: 'invalid-request', field, message: expect.stringMatching(message) as unknown }),
  )
})

test('an empty prompt beside messages, and an empty system, add nothing', () => {
  const { messages } = resolveChat({ system: '', messages: user(image), prompt: '' })
  expect(messages.map(({ role }) => role)).toEqual(['user'])
})

test('no text of a prompt stands in an error', () => {
  const secret = 'my secret prompt'
  for (const request of [
    { prompt: 'x', temperature: secret },
    { messages: secret },
    { prompt: 'x', tools: secret },
    { messages: [{ role: secret }] },
  ]) {
    expect(() => resolveChat(wrong(request))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) as unknown }),
    )
  }
})

test('what is no schema, or says what JSON Schema cannot, is refused by name', () => {
  expect(() => resolveChat(wrong({ prompt: 'x', output: 'json' }))).toThrow(
    expect.objectContaining({ code: 'invalid-request', message: expect.stringContaining('"output"') as unknown }),
  )
  const input = () => {
    throw new Error('Date cannot be represented')
  }
  const dated = { '~standard': { version: 1 as const, vendor: 'zod', jsonSchema: { input } } }
  expect(() => resolveChat({ prompt: 'x', tools: [{ name: 'a', input: dated }] })).toThrow(
    expect.objectContaining({
      code: 'invalid-request',
      message: 'The zod schema of tool "a" holds what JSON Schema cannot say (Date cannot be represented).',
    }),
  )
})

test('a schema that cannot write itself names the way out', () => {
  const bare = { '~standard': { version: 1 as const, vendor: 'valibot' } }
  expect(() => resolveChat({ prompt: 'x', output: bare })).toThrow(/toStandardJsonSchema/)
})

describe('fields that a provider does not know', () => {
  const picky = (params: readonly string[] | (() => readonly string[])) => {
    const { provider } = scripted('a', ok('hello'))
    const chat = Object.assign((...args: Parameters<NonNullable<typeof provider.chat>>) => provider.chat!(...args), {
      params,
    })
    return { ...scripted('a', ok('hello')), provider: { ...provider, chat } }
  }

  test('are warned of, once each, and stand on the result', async () => {
    const { host, llm } = setUp([picky(['temperature'])])
    const { warnings } = await host.run(
      llm.chat({ prompt: 'hi', temperature: 0, topK: 3, seed: undefined, session: 'x' }),
    )
    expect(warnings).toMatchObject([{ field: 'topK', target: { provider: 'a' } }])
  })

  test('are an error under strict', async () => {
    const { host, llm } = setUp([picky(() => [])])
    expect(await failure(host.run(llm.chat({ prompt: 'hi', topK: 3, strict: true })))).toMatchObject({
      code: 'unsupported',
      field: 'topK',
    })
  })

  test('the adapter may warn as well', async () => {
    const warning = {
      async *play(_: unknown, { warn }: { warn(field: string, why: string): void }) {
        warn('toolChoice', 'It was taken as "auto".')
        yield { type: 'text-delta' as const, index: 0, text: 'hi' }
        yield { type: 'finish' as const, reason: 'stop' as const }
      },
    }
    const { host, llm } = setUp([scripted('a', warning)])
    expect((await host.run(llm.chat({ prompt: 'hi' }))).warnings).toMatchObject([
      { field: 'toolChoice', why: 'It was taken as "auto".' },
    ])
  })
})

describe('the answer held to a schema', () => {
  const schema = {
    '~standard': {
      version: 1 as const,
      vendor: 'some',
      jsonSchema: { input: () => ({ type: 'object' }) },
      validate: (value: unknown) =>
        typeof (value as { n?: unknown }).n === 'number'
          ? { value: { n: (value as { n: number }).n * 2 } }
          : { issues: [{ message: 'must be a number', path: ['n'] }] },
    },
  }

  test('is parsed and checked, also inside a fence, collected or streamed', async () => {
    const { host, llm } = setUp([scripted('a', [ok('{"n": 2}'), ok('```json\n{"n": 3}\n```')])])
    const answer = await host.run(llm.chat({ prompt: 'hi', output: schema }))
    expect(answer.output).toEqual({ n: 4 })
    expect((await host.run(llm.stream({ prompt: 'hi', output: schema }).result())).output).toEqual({ n: 6 })
  })

  test('an answer that breaks it is tried again, and counts against nobody', async () => {
    const a = scripted('a', [ok('no json'), ok('{"n": "x"}'), ok('{"n": 1}')])
    const { host, llm } = setUp([a])
    const { output, attempts } = await host.run(llm.chat({ prompt: 'hi', output: { schema } }))
    expect(output).toEqual({ n: 2 })
    expect(attempts.map(({ rawCode }) => rawCode)).toEqual(['output', 'output', undefined])
  })

  test('the error names what is wrong, not what was said', async () => {
    const quoting = {
      '~standard': {
        ...schema['~standard'],
        validate: (value: unknown) => ({ issues: [{ message: `received ${JSON.stringify(value)}`, path: ['n'] }] }),
      },
    }
    const { host, llm } = setUp([scripted('a', ok('{"n": "secret"}'))])
    const error = await failure(host.run(llm.chat({ prompt: 'hi', output: quoting })))
    expect(error).toMatchObject({ code: 'bad-response', detail: 'received {"n":"secret"}' })
    expect(error.message).toContain('"n" is refused')
    expect(JSON.stringify([error.message, error, error.attempts])).not.toContain('secret')
  })
})

import { expect, test } from 'vitest'
import { answering, contextOf } from '../context.ts'
import { openaiBatch, openaiChatDialect, openaiFiles } from '../../src/index.ts'
import type { BatchRequest, JobRef } from '@llmrr/core'

const vendor = { baseURL: 'https://a.test/v1' }
const file = { provider: 'acme', id: 'a/b' }

test('stores, finds, reads and deletes files', async () => {
  const wire = {
    id: 'f1',
    bytes: 2,
    filename: 'a.txt',
    created_at: 1_790_000_000,
    expires_at: null,
    purpose: 'user_data',
  }
  const { host, sent } = answering(wire, wire, new Response('hi'), { id: 'f1', deleted: true })
  const { context } = contextOf({ host })
  const files = openaiFiles(vendor)
  const info = {
    file: { provider: 'acme', id: 'f1' },
    name: 'a.txt',
    bytes: 2,
    created: '2026-09-21T14:13:20.000Z',
    purpose: 'user_data',
  }
  expect(
    await files.put({ data: 'hi', name: 'a.txt', mediaType: 'text/plain', expiresInSeconds: 60 }, context),
  ).toEqual({ ...info, mediaType: 'text/plain' })
  expect(await files.get(file, context)).toEqual(info)
  expect(new TextDecoder().decode(await files.content(file, context))).toBe('hi')
  await files.delete(file, context)
  expect(sent).toMatchObject([
    {
      method: 'POST',
      url: 'https://a.test/v1/files',
      body: [
        ['purpose', 'user_data'],
        ['file', 'a.txt (text/plain, 2)'],
        ['expires_after[anchor]', 'created_at'],
        ['expires_after[seconds]', '60'],
      ],
    },
    { method: 'GET', url: 'https://a.test/v1/files/a%2Fb' },
    { method: 'GET', url: 'https://a.test/v1/files/a%2Fb/content' },
    { method: 'DELETE', url: 'https://a.test/v1/files/a%2Fb' },
  ])
})

test('lists files by numbered pages, and says in the words of a service how long one is kept', async () => {
  const page = Array.from({ length: 100 }, (_, at) => ({ id: `f${at}` }))
  const { host, sent } = answering({ data: page }, { data: [{ id: 'last' }] }, { id: 'new' })
  const { context } = contextOf({ host })
  const files = openaiFiles(vendor, {
    page: (before) => (before && before.data.length < 100 ? undefined : { page: before ? before.number + 1 : 0 }),
    expiry: (seconds) => ({ hours: seconds / 3600 }),
  })
  expect((await files.list(context)).at(-1)).toEqual({ file: { provider: 'acme', id: 'last' } })
  await files.put({ data: 'hi', name: 'a.txt', expiresInSeconds: 7200 }, context)
  expect(sent.map(({ url }) => url)).toEqual([
    'https://a.test/v1/files?page=0',
    'https://a.test/v1/files?page=1',
    'https://a.test/v1/files',
  ])
  expect(sent[2]!.body).toContainEqual(['hours', '2'])
})

test('a list of files that goes on where it began has ended', async () => {
  const page = { data: [{ id: 'f1' }], has_more: true, last_id: 'f1' }
  const { host, sent } = answering(page, page)
  const list = await openaiFiles(vendor).list(contextOf({ host }).context)
  expect(list.length).toBe(2)
  expect(sent.length).toBe(2)
})

test('lists files page by page', async () => {
  const { host, sent } = answering(
    { data: [{ id: 'f1' }, { id: 'f2' }], has_more: true, last_id: 'f2' },
    { data: [{ id: 'f3' }], has_more: false },
  )
  const list = await openaiFiles(vendor).list(contextOf({ host }).context)
  expect(list.map(({ file }) => file.id)).toEqual(['f1', 'f2', 'f3'])
  expect(sent.map(({ url }) => url)).toEqual(['https://a.test/v1/files', 'https://a.test/v1/files?after=f2'])
})

const batch = openaiBatch(vendor, openaiChatDialect(vendor))
const ref: JobRef = { provider: 'acme', capability: 'batch', model: 'm', id: 'b1' }
const requests = [
  { id: 'x', request: { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] } },
] as BatchRequest['requests']

test('writes the lines of a batch, with what a target adds to each request, and asks for it', async () => {
  const texts: string[] = []
  const { host, sent } = answering({ id: 'f1' }, { id: 'b1', status: 'validating' })
  const fetch = host.fetch
  const reading = {
    ...host,
    fetch: async (url: string, init?: RequestInit) => {
      if (init?.body instanceof FormData) texts.push(await (init.body.get('file') as File).text())
      return fetch(url, init)
    },
  }
  const { context } = contextOf({ host: reading, options: { raw: { body: { extra: 1 } } }, stream: true })
  expect(await batch.submit({ requests, metadata: { a: 'b' } }, context)).toEqual(ref)
  expect(texts).toEqual([
    `${JSON.stringify({ custom_id: 'x', method: 'POST', url: '/v1/chat/completions', body: { model: 'm', messages: [{ role: 'user', content: 'Hi' }], extra: 1 } })}\n`,
  ])
  expect(sent[0]!.body).not.toContainEqual(['extra', '1'])
  expect(sent[1]!.body).toEqual({
    input_file_id: 'f1',
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
    metadata: { a: 'b' },
  })
})

test.each([
  ['validating', {}, { state: 'queued', pollAfterMs: 30_000 }],
  [
    'in_progress',
    { request_counts: { total: 4, completed: 2, failed: 1 } },
    { state: 'running', pollAfterMs: 30_000, progress: 0.75 },
  ],
  ['finalizing', { request_counts: { total: 0, completed: 0, failed: 0 } }, { state: 'running', pollAfterMs: 30_000 }],
  ['cancelling', {}, { state: 'running', pollAfterMs: 30_000 }],
  ['cancelled', {}, { state: 'cancelled' }],
  ['completed', {}, { state: 'done', result: { items: [], id: 'b1' } }],
  ['expired', {}, { state: 'failed', code: 'timeout', rawCode: 'expired', message: expect.any(String) }],
  [
    'failed',
    { errors: { data: [{ code: 'invalid_json_line', message: 'secret' }] } },
    {
      state: 'failed',
      code: 'invalid-request',
      rawCode: 'invalid_json_line',
      message: expect.not.stringContaining('secret'),
    },
  ],
])('says where a batch stands: %s', async (status, more, expected) => {
  const { host } = answering({ id: 'b1', status, ...more })
  expect(await batch.poll(ref, contextOf({ host }).context)).toEqual(expected)
})

test('reads the answers of both files, also of a batch that ran out of time', async () => {
  const good = {
    custom_id: 'x',
    response: {
      status_code: 200,
      request_id: 'r1',
      body: { id: 'c1', choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] },
    },
  }
  const wrong = { custom_id: 'y', response: { status_code: 200, body: { hello: 1 } } }
  const refused = {
    custom_id: 'z',
    response: { status_code: 429, body: { error: { code: 'rate_limit_exceeded', message: 'm' } } },
  }
  const late = { custom_id: 'w', response: null, error: { code: 'batch_expired', message: 'm' } }
  const { host, sent } = answering(
    { id: 'b1', status: 'expired', output_file_id: 'o', error_file_id: 'e' },
    new Response(`${JSON.stringify(good)}\n${JSON.stringify(wrong)}\n`),
    new Response(`${JSON.stringify(refused)}\n\n${JSON.stringify(late)}`),
  )
  const status = await batch.poll(ref, contextOf({ host }).context)
  expect(sent.map(({ url }) => url.replace('https://a.test/v1', ''))).toEqual([
    '/batches/b1',
    '/files/o/content',
    '/files/e/content',
  ])
  expect(status).toMatchObject({
    state: 'done',
    result: {
      items: [
        { id: 'x', result: { text: 'Hi', finishReason: 'stop', id: 'c1', requestId: 'r1' } },
        { id: 'y', error: { code: 'bad-response' } },
        { id: 'z', error: { code: 'rate-limit', rawCode: 'rate_limit_exceeded', status: 429 } },
        { id: 'w', error: { code: 'timeout', rawCode: 'batch_expired' } },
      ],
    },
  })
})

test('stops a batch', async () => {
  const { host, sent } = answering({ id: 'b1', status: 'cancelling' })
  await batch.cancel!(ref, contextOf({ host }).context)
  expect(sent).toMatchObject([{ method: 'POST', url: 'https://a.test/v1/batches/b1/cancel' }])
})

test('speaks of batches and their files as a service wants it', async () => {
  const job = { id: 'b1', status: 'RUNNING', percent: 40 }
  const { host, sent } = answering({ id: 'f1' }, { job }, job)
  const { context } = contextOf({ host })
  const batch = openaiBatch(vendor, openaiChatDialect(vendor), {
    files: { putPath: '/files/upload', purpose: 'batch-api', fields: ({ name }) => ({ file_name: name }) },
    line: (custom_id, body) => ({ custom_id, body }),
    body: (body) => ({ ...body, priority: 1 }),
    batch: (wire: { job?: typeof job } & typeof job) => {
      const { id, status, percent } = wire.job ?? wire
      return { id, status: status.toLowerCase(), progress: percent / 100 }
    },
  })
  const requests = [{ id: 'a', request: { messages: [] } }]
  const ref = await batch.submit({ requests } as unknown as BatchRequest, context)
  expect(ref).toMatchObject({ id: 'b1' })
  expect(sent[0]).toMatchObject({
    url: 'https://a.test/v1/files/upload',
    body: [
      ['purpose', 'batch-api'],
      ['file_name', 'batch.jsonl'],
      ['file', expect.stringContaining('batch.jsonl')],
    ],
  })
  expect(sent[1]!.body).toMatchObject({ input_file_id: 'f1', priority: 1 })
  expect(await batch.poll(ref, context)).toMatchObject({ state: 'running', progress: 0.4 })
})

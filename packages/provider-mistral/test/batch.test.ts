import { expect, test } from 'vitest'
import { virtualHost } from '@llmrr/testing/host'
import { mistral } from '../src/index.ts'

test('stores the requests of a large batch as a file', async () => {
  const sent: { path: string; body: unknown }[] = []
  const host = virtualHost({
    env: { MISTRAL_API_KEY: 'test-key' },
    fetch: async (url, init) => {
      const body = init?.body
      sent.push({
        path: new URL(url).pathname,
        body: body instanceof FormData ? await (body.get('file') as File).text() : JSON.parse(body as string),
      })
      return Response.json(body instanceof FormData ? { id: 'file-1' } : { id: 'job-1', status: 'QUEUED' })
    },
  })
  const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }]
  const requests = Array.from({ length: 10_000 }, (_, at) => ({ id: String(at), request: { messages } }))
  await mistral().batch.submit(
    { requests },
    {
      signal: new AbortController().signal,
      target: { provider: 'mistral', model: 'mistral-small-2603' },
      stream: false,
      attempt: 1,
      host,
      warn: () => {},
    },
  )
  const [file, job] = sent
  expect(sent.map(({ path }) => path)).toEqual(['/v1/files', '/v1/batch/jobs'])
  expect((file!.body as string).split('\n')[0]).toBe(
    '{"custom_id":"0","body":{"messages":[{"role":"user","content":"Hi"}]}}',
  )
  expect(job!.body).toEqual({
    endpoint: '/v1/chat/completions',
    model: 'mistral-small-2603',
    input_files: ['file-1'],
  })
})

import { target } from '@llmrr/core'
import { expect, test } from 'vitest'
import { openai } from '../src/index.ts'
import { completed, said, setup } from './asked.ts'

const batch = { id: 'batch_1', status: 'validating' }
const line = (id: string, body: object, status = 200) =>
  JSON.stringify({ custom_id: id, response: { status_code: status, request_id: `req_${id}`, body }, error: null })

async function linesOf(form: FormData): Promise<unknown[]> {
  const text = await (form.get('file') as File).text()
  return text
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one) as unknown)
}

test('writes each request as it would be sent alone, and warns of what it cannot hold', async () => {
  const { llm, asked } = setup({ '/files': { id: 'file-1' }, '/batches': batch })
  const requests = [
    { id: 'a', request: { prompt: 'One?', maxOutputTokens: 9 } },
    { id: 'b', request: { prompt: 'Two?', stop: ['.'] } },
  ]
  const ref = await llm.batch.submit({ model: 'openai/gpt-4.1', requests, metadata: { job: 'x' } })
  expect(ref).toMatchObject({ provider: 'openai', capability: 'batch', id: 'batch_1' })
  expect(asked[0]?.form?.get('purpose')).toBe('batch')
  const url = '/v1/responses'
  const body = (text: string) => ({ model: 'gpt-4.1', input: [{ role: 'user', content: text }], store: false })
  expect(await linesOf(asked[0]!.form!)).toEqual([
    { custom_id: 'a', method: 'POST', url, body: { ...body('One?'), max_output_tokens: 9 } },
    { custom_id: 'b', method: 'POST', url, body: body('Two?') },
  ])
  expect(asked[1]?.body).toEqual({
    input_file_id: 'file-1',
    endpoint: url,
    completion_window: '24h',
    metadata: { job: 'x' },
  })
})

test('goes over Chat Completions when told to, and reads either kind of answer', async () => {
  const { llm, asked } = setup({
    '/files': { id: 'file-1' },
    '/batches': batch,
    '/batches/batch_1': { ...batch, status: 'completed', output_file_id: 'out', error_file_id: 'err' },
    '/files/out/content': new Response(`${line('a', completed)}\n${line('b', said)}\n`),
    '/files/err/content': new Response(
      line('c', { error: { code: 'context_length_exceeded', message: 'Long.' } }, 400),
    ),
  })
  const model = target(openai, 'gpt-4.1', { api: 'chat' })
  const ref = await llm.batch.submit({ model, requests: [{ id: 'a', request: { prompt: 'Hi', stop: ['.'] } }] })
  expect(await linesOf(asked[0]!.form!)).toMatchObject([{ url: '/v1/chat/completions', body: { stop: ['.'] } }])
  const { items } = await llm.batch.wait(ref)
  expect(items).toMatchObject([
    { id: 'a', result: { text: 'ok', requestId: 'req_a' } },
    { id: 'b', result: { text: 'ok', finishReason: 'stop' } },
    { id: 'c', error: { code: 'context-length', status: 400 } },
  ])
})

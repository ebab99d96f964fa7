import { expect, test } from 'vitest'
import { openai } from '../src/index.ts'
import { said, setup } from './asked.ts'

test('looks after an answer that is kept: first its status, then what it is', async () => {
  const running = setup({ '/responses/resp_1': { ...said, status: 'in_progress', output: [] } })
  expect(await running.llm.of(openai).response({ id: 'resp_1' })).toEqual({
    id: 'resp_1',
    status: 'in_progress',
  })
  const over = setup({ '/responses/resp_1': said })
  const { status, answer } = await over.llm.of(openai).response({ id: 'resp_1' })
  expect(status).toBe('completed')
  expect(answer).toMatchObject({ text: 'ok', finishReason: 'stop', usage: { input: 1, output: 1 } })
  expect(over.asked[0]).toMatchObject({ method: 'GET', url: 'https://api.openai.com/v1/responses/resp_1' })
})

test('throws what a kept answer failed with', async () => {
  const failed = { ...said, status: 'failed', error: { code: 'rate_limit_exceeded', message: 'Slow.' }, output: [] }
  const { llm } = setup({ '/responses/resp_1': failed })
  await expect(llm.of(openai).response({ id: 'resp_1' })).rejects.toMatchObject({ code: 'rate-limit' })
})

test('stops and forgets an answer', async () => {
  const cancelled = { ...said, status: 'cancelled', output: [] }
  const { llm, asked } = setup({ '/responses/resp_1/cancel': cancelled, '/responses/resp_1': { deleted: true } })
  const { answer } = await llm.of(openai).cancelResponse({ id: 'resp_1' })
  expect(answer).toMatchObject({ finishReason: 'other', rawFinishReason: 'cancelled' })
  await llm.of(openai).deleteResponse({ id: 'resp_1' })
  expect(asked.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([
    ['POST', '/v1/responses/resp_1/cancel'],
    ['DELETE', '/v1/responses/resp_1'],
  ])
})

test('compacts a conversation into messages that go on where it stood', async () => {
  const sealed = { type: 'compaction', id: 'cmp_1', encrypted_content: 'sealed' }
  const { llm, asked } = setup({
    '/responses/compact': {
      id: 'resp_c',
      object: 'response.compaction',
      output: [{ type: 'message', role: 'user', id: 'msg_u', content: [{ type: 'input_text', text: 'Hi' }] }, sealed],
      usage: { input_tokens: 115, output_tokens: 342 },
    },
  })
  const request = { model: 'gpt-4.1', system: 'Be brief.', messages: [{ role: 'user' as const, content: 'Hi' }] }
  const { messages, usage } = await llm.of(openai).compact(request)
  expect(asked[0]?.body).toEqual({
    model: 'gpt-4.1',
    instructions: 'Be brief.',
    input: [{ role: 'user', content: 'Hi' }],
  })
  expect(usage).toEqual({ input: 115, output: 342 })
  await llm.chat({ model: 'openai/gpt-4.1', messages, prompt: 'Go on.' })
  expect(asked[1]?.body['input']).toEqual([
    { role: 'user', content: 'Hi' },
    sealed,
    { role: 'user', content: 'Go on.' },
  ])
})

test('fetches a file that the code interpreter has made', async () => {
  const bytes = new Uint8Array([1, 2, 3])
  const { llm } = setup({ '/containers/cntr_1/files/cfile_1/content': new Response(bytes) })
  expect(await llm.of(openai).containerFile({ container: 'cntr_1', id: 'cfile_1' })).toEqual(bytes)
})

import { expect, test } from 'vitest'
import { answering } from './setting.ts'

const message = { type: 'message', content: [{ type: 'output_text', text: 'Found.' }] }

test('looks after an answer in the background until it is there', async () => {
  const { llm, plugin, sent } = answering([
    { id: 'r/1', status: 'in_progress', output: [] },
    { id: 'r/1', status: 'completed', model: 'm', output: [message], usage: { input_tokens: 3, output_tokens: 1 } },
  ])
  expect(await llm.of(plugin).response({ id: 'r/1' })).toEqual({ id: 'r/1', status: 'in_progress' })
  expect(await llm.of(plugin).response({ id: 'r/1' })).toMatchObject({
    status: 'completed',
    answer: { text: 'Found.', usage: { input: 3, output: 1 } },
  })
  expect(sent[1]).toMatchObject({ method: 'GET', url: 'https://api.perplexity.ai/v1/responses/r%2F1' })
})

test('stops one', async () => {
  const { llm, plugin, sent } = answering([{ id: 'r1', status: 'cancelled' }])
  await llm.of(plugin).cancelResponse({ id: 'r1' })
  expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://api.perplexity.ai/v1/responses/r1/cancel' })
})

test('lists the files that an answer has made, and reads one', async () => {
  const file = { id: 'f1', object: 'file', filename: 'a.csv', bytes: 3, created_at: 1 }
  const { llm, plugin, sent } = answering([{ object: 'list', data: [file] }, new Uint8Array([1, 2, 3])])
  expect(await llm.of(plugin).responseFiles({ id: 'r1' })).toEqual([{ id: 'f1', name: 'a.csv', bytes: 3 }])
  expect(await llm.of(plugin).responseFile({ response: 'r1', id: 'f1' })).toEqual(new Uint8Array([1, 2, 3]))
  expect(sent[1]!.url).toBe('https://api.perplexity.ai/v1/responses/r1/files/f1/content')
})

test('embeds pieces of documents, each document and piece in its place', async () => {
  const { llm, plugin, sent } = answering([
    {
      data: [
        { index: 1, data: [{ index: 0, embedding: 'Aw==' }] },
        {
          index: 0,
          data: [
            { index: 1, embedding: 'Ag==' },
            { index: 0, embedding: '/w==' },
          ],
        },
      ],
      usage: { prompt_tokens: 4, total_tokens: 4, cost: { currency: 'USD', total_cost: 1.6e-8 } },
    },
  ])
  const found = await llm.of(plugin).embedDocuments({ documents: [['a', 'b'], ['c']], dimensions: 128 })
  expect(found).toEqual({
    documents: [[[-1], [2]], [[3]]],
    inputTokens: 4,
    cost: { usd: 1.6e-8, source: 'reported' },
  })
  expect(sent[0]!.body).toEqual({
    model: 'pplx-embed-context-v1-0.6b',
    input: [['a', 'b'], ['c']],
    dimensions: 128,
  })
})

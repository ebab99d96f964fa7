import { expect, test } from 'vitest'
import { answering, contextOf } from '../context.ts'
import { openaiRerank } from '../../src/index.ts'

const vendor = { baseURL: 'https://a.test/v1' }
const documents = ['one', { title: 'two' }]

test('sends documents with fields as JSON text, and puts the ranking into order', async () => {
  const { host, sent } = answering({
    id: 'r-1',
    model: 'rr',
    results: [
      { index: 0, relevance_score: 0.1 },
      { index: 1, relevance_score: 0.9 },
    ],
    usage: { total_tokens: 12 },
  })
  const request = { query: 'q', documents, topN: 2, maxTokensPerDocument: 100 }
  const result = await openaiRerank(vendor)(request, contextOf({ host }).context)
  expect(sent).toEqual([
    {
      method: 'POST',
      url: 'https://a.test/v1/rerank',
      body: { model: 'm', query: 'q', documents: ['one', '{"title":"two"}'], top_n: 2, max_tokens_per_doc: 100 },
    },
  ])
  expect(result).toEqual({
    ranking: [
      { index: 1, score: 0.9 },
      { index: 0, score: 0.1 },
    ],
    id: 'r-1',
    model: 'rr',
    usage: { input: 12 },
  })
})

test('sends documents as they are where the service reads fields, and reads a list under `data`', async () => {
  const { host, sent } = answering({ data: [{ index: 1, score: -2.5 }], meta: { billed_units: { search_units: 1 } } })
  const result = await openaiRerank(vendor, { objects: true })({ query: 'q', documents }, contextOf({ host }).context)
  expect(sent[0]!.body).toMatchObject({ documents })
  expect(result).toEqual({ ranking: [{ index: 1, score: -2.5 }], usage: { searches: 1 } })
})

test('does not take the fields that a service lacks', () => {
  expect(openaiRerank(vendor, { without: ['maxTokensPerDocument'] }).params).toEqual(['query', 'documents', 'topN'])
})

test.each([{ ok: true }, { results: [{ index: 0 }] }])('says so when %j holds no ranking', async (body) => {
  const { host } = answering(body)
  await expect(openaiRerank(vendor)({ query: 'q', documents: [] }, contextOf({ host }).context)).rejects.toMatchObject({
    code: 'bad-response',
  })
})

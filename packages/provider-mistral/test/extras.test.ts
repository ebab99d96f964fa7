import { createRouter } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answering } from './setting.ts'
import { mistral } from '../src/index.ts'

function calling(answer: unknown) {
  const { host, sent } = answering(answer)
  return { sent, own: createRouter({ use: [mistral()], host }).of(mistral) }
}

test('reads a document into a form', async () => {
  const { own, sent } = calling({
    pages: [{ index: 0, markdown: 'Total: 3', images: [], dimensions: null }],
    document_annotation: '{"total":3}',
    usage_info: { pages_processed: 1 },
  })
  const schema = { type: 'object', properties: { total: { type: 'number' } } }
  const document = { type: 'media', mediaType: 'application/pdf', url: 'https://a.example/a.pdf' } as const
  expect(await own.annotate({ document, schema, prompt: 'The sum.', pages: [0] })).toEqual({
    annotation: { total: 3 },
    pages: [{ index: 0, markdown: 'Total: 3' }],
    pagesProcessed: 1,
  })
  expect(sent[0]).toMatchObject({
    url: 'https://api.mistral.ai/v1/ocr',
    body: {
      model: 'mistral-ocr-latest',
      document: { type: 'document_url', document_url: 'https://a.example/a.pdf' },
      pages: [0],
      document_annotation_format: { type: 'json_schema', json_schema: { name: 'annotation', schema, strict: true } },
      document_annotation_prompt: 'The sum.',
    },
  })
})

test('judges the last turn of a conversation', async () => {
  const { own, sent } = calling({
    results: [{ categories: { health: true, law: false }, category_scores: { health: 0.9, law: 0.1 } }],
  })
  const messages = [{ role: 'user' as const, content: 'It hurts.' }]
  expect(await own.moderateChat({ messages })).toEqual({
    flagged: true,
    scores: { health: 0.9, law: 0.1 },
    categories: ['health'],
  })
  expect(sent[0]).toMatchObject({
    url: 'https://api.mistral.ai/v1/chat/moderations',
    body: { model: 'mistral-moderation-latest', input: messages },
  })
})

test('lists the voices', async () => {
  const { own, sent } = calling({ items: [{ id: 'v1', name: 'Paul' }], total: 1 })
  expect(await own.voices()).toEqual([{ id: 'v1', name: 'Paul' }])
  expect(sent[0]!.url).toBe('https://api.mistral.ai/v1/audio/voices?limit=100&offset=0')
})

test('makes a link to a stored file', async () => {
  const { own, sent } = calling({ url: 'https://files.example/f1' })
  expect(await own.fileUrl({ file: { provider: 'mistral', id: 'f 1' }, hours: 2 })).toBe('https://files.example/f1')
  expect(sent[0]!.url).toBe('https://api.mistral.ai/v1/files/f%201/url?expiry=2')
})

import { expect, test } from 'vitest'
import { answering, contextOf } from '../context.ts'
import { openaiEmbed, openaiModerate } from '../../src/index.ts'

const vendor = { baseURL: 'https://a.test/v1' }

test('puts vectors into the order of the inputs, and counts the tokens', async () => {
  const { host, sent } = answering({
    model: 'e-1',
    data: [
      { index: 1, embedding: [3, 4] },
      { index: 0, embedding: [1, 2] },
    ],
    usage: { prompt_tokens: 7, total_tokens: 7 },
  })
  const { context } = contextOf({ host })
  const input = [
    'a',
    [
      { type: 'text' as const, text: 'b' },
      { type: 'text' as const, text: 'c' },
    ],
  ]
  const result = await openaiEmbed(vendor)({ input, dimensions: 2, user: 'u' }, context)
  expect(sent).toEqual([
    {
      method: 'POST',
      url: 'https://a.test/v1/embeddings',
      body: { model: 'm', input: ['a', 'bc'], dimensions: 2, user: 'u' },
    },
  ])
  expect(result).toEqual({
    embeddings: [
      [1, 2],
      [3, 4],
    ],
    usage: { input: 7 },
    model: 'e-1',
  })
})

test('asks for base64 where the service has it, and reads the floats of it', async () => {
  const { host, sent } = answering({ data: [{ index: 0, embedding: 'AADAPwAAAMAAAAAA' }] })
  const result = await openaiEmbed(vendor, { encoding: 'base64' })({ input: 'a' }, contextOf({ host }).context)
  expect(sent[0]!.body).toEqual({ model: 'm', input: 'a', encoding_format: 'base64' })
  expect(result).toEqual({ embeddings: [[1.5, -2, 0]] })
})

test('embeds no media', async () => {
  const { host } = answering({})
  const input = [[{ type: 'media' as const, mediaType: 'image/png', data: 'AAAA' }]]
  await expect(openaiEmbed(vendor)({ input }, contextOf({ host }).context)).rejects.toMatchObject({
    code: 'unsupported',
  })
})

test('tells the cost of embeddings where the service does', async () => {
  const { host } = answering({ data: [], usage: { prompt_tokens: 1, cost: 0.5 } })
  const quirks = { readCost: (body: object) => (body as { usage: { cost: number } }).usage.cost }
  expect(await openaiEmbed({ ...vendor, quirks })({ input: [] }, contextOf({ host }).context)).toMatchObject({
    cost: { usd: 0.5, source: 'reported' },
  })
})

const verdict = (flagged: boolean) => ({
  flagged,
  categories: { hate: flagged, 'self-harm': false },
  category_scores: { hate: 0.75, 'self-harm': 0 },
})
const judged = (flagged: boolean) => ({
  flagged,
  categories: flagged ? ['hate'] : [],
  scores: { hate: 0.75, 'self-harm': 0 },
})

test('judges texts together', async () => {
  const { host, sent } = answering({ id: 'modr-1', model: 'mod-1', results: [verdict(true), verdict(false)] })
  expect(await openaiModerate(vendor)({ input: ['a', 'b'] }, contextOf({ host }).context)).toEqual({
    results: [judged(true), judged(false)],
    id: 'modr-1',
    model: 'mod-1',
  })
  expect(sent.map(({ body }) => body)).toEqual([{ model: 'm', input: ['a', 'b'] }])
})

test('judges an input of parts by itself, since the service takes it as one', async () => {
  const { host, sent } = answering({ results: [verdict(false)] }, { results: [verdict(true)] })
  const parts = [
    { type: 'text' as const, text: 'b' },
    { type: 'media' as const, mediaType: 'image/png', data: 'AAAA' },
  ]
  const { results } = await openaiModerate(vendor)({ input: ['a', parts] }, contextOf({ host }).context)
  expect(results).toEqual([judged(false), judged(true)])
  expect(sent.map(({ body }) => (body as { input: unknown }).input)).toEqual([
    ['a'],
    [
      { type: 'text', text: 'b' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ],
  ])
})

test('judges an input of parts as one text where there are no pictures, and by the categories where nothing says it', async () => {
  const { flagged: _, ...untold } = verdict(true)
  const { host, sent } = answering({ results: [untold, untold], usage: { prompt_tokens: 4 } })
  const parts = [
    { type: 'text' as const, text: 'b' },
    { type: 'text' as const, text: 'c' },
  ]
  const moderate = openaiModerate(vendor, { images: false })
  expect(await moderate({ input: ['a', parts] }, contextOf({ host }).context)).toEqual({
    results: [judged(true), judged(true)],
    usage: { input: 4 },
  })
  expect(sent.map(({ body }) => (body as { input: unknown }).input)).toEqual([['a', 'bc']])
  const picture = { type: 'media' as const, mediaType: 'image/png', data: 'AAAA' }
  await expect(moderate({ input: [[picture]] }, contextOf({ host }).context)).rejects.toMatchObject({
    code: 'unsupported',
  })
})

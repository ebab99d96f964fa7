import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { openaiCompatible } from '../src/index.ts'
import { answering } from './setting.ts'

const extrasOver = (body: unknown) => {
  const { host, sent } = answering(body)
  const llm = createRouter({ use: [openaiCompatible({ server: 'llama.cpp', apiKey: 'k' })], host })
  return { extras: llm.of(openaiCompatible), sent }
}

test('tokens are asked for at the root, in the words of llama.cpp and of vLLM alike', async () => {
  const { extras, sent } = extrasOver({ tokens: [1, { id: 2, piece: 'x' }] })
  expect(await extras.tokenize({ text: 'a b', model: 'm' })).toEqual({ tokens: [1, 2] })
  expect(sent[0]).toMatchObject({
    url: 'http://127.0.0.1:8080/tokenize',
    body: { content: 'a b', prompt: 'a b', model: 'm' },
  })
  expect(sent[0]!.headers.get('authorization')).toBe('Bearer k')
})

test.each([{ content: 'a b' }, { prompt: 'a b' }])('the text of tokens is read from %j', async (body) => {
  const { extras, sent } = extrasOver(body)
  expect(await extras.detokenize({ tokens: [1, 2] })).toEqual({ text: 'a b' })
  expect(sent[0]).toMatchObject({ url: 'http://127.0.0.1:8080/detokenize', body: { tokens: [1, 2] } })
})

test('health and props', async () => {
  const { extras, sent } = extrasOver({ total_slots: 4 })
  await extras.health(undefined)
  expect(await extras.props(undefined)).toEqual({ total_slots: 4 })
  expect(sent.map(({ url }) => url)).toEqual(['http://127.0.0.1:8080/health', 'http://127.0.0.1:8080/props'])
})

import { collectorOf } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answering, contextOf, gather } from '../context.ts'
import { guessCapabilities, openaiComplete, openaiModels } from '../../src/index.ts'

const vendor = { baseURL: 'https://a.test' }

test('goes on with a text, whole or as it comes', async () => {
  const { host, sent } = answering(
    {
      id: 'cmpl-1',
      choices: [
        { index: 0, text: ' time', finish_reason: 'stop', logprobs: { tokens: [' time'], token_logprobs: [-0.5] } },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 1 },
    },
    'data: {"id":"cmpl-1","choices":[{"index":0,"text":" ti","finish_reason":null}]}\n\ndata: {"id":"cmpl-1","choices":[{"index":0,"text":"me","finish_reason":"stop"}]}\n\ndata: {"id":"cmpl-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}\n\ndata: [DONE]\n\n',
  )
  const complete = openaiComplete(vendor)
  const answers = []
  for (const stream of [false, true]) {
    const collector = collectorOf('complete')
    const request = { prompt: 'Once upon a', suffix: '.', maxOutputTokens: 5, logprobs: true }
    for (const event of await gather(complete(request, contextOf({ host, stream }).context))) collector.add(event)
    answers.push(collector.result())
  }
  const plain = { model: 'm', prompt: 'Once upon a', suffix: '.', max_tokens: 5, logprobs: 0 }
  expect(sent.map(({ body }) => body)).toEqual([
    plain,
    { ...plain, stream: true, stream_options: { include_usage: true } },
  ])
  const answer = {
    text: ' time',
    finishReason: 'stop',
    rawFinishReason: 'stop',
    usage: { input: 3, output: 1 },
    id: 'cmpl-1',
  }
  expect(answers).toEqual([{ ...answer, logprobs: [{ token: ' time', logprob: -0.5 }] }, answer])
})

test('lists models, with what their names tell', async () => {
  const { host, sent } = answering({
    data: [
      { id: 'gpt-x', created: 1_754_407_957 },
      { id: 'text-embedding-x', created: 0 },
    ],
  })
  const said = { source: 'https://a.test/models', asOf: '2026-01-01' }
  expect(await openaiModels(vendor)(contextOf({ host }).context)).toEqual([
    { id: 'gpt-x', capabilities: ['chat'], released: '2025-08-05', ...said },
    { id: 'text-embedding-x', capabilities: ['embed'], ...said },
  ])
  expect(sent[0]!.method).toBe('GET')
})

test('lists models of a bare list, with what the service tells more, without those left out', async () => {
  const { host } = answering([{ id: 'a', type: 'image' }, { id: 'b' }])
  const models = await openaiModels(vendor, {
    path: '/all',
    readModel: ({ type }) => (type ? { capabilities: ['image'] } : undefined),
  })(contextOf({ host }).context)
  expect(models).toMatchObject([{ id: 'a', capabilities: ['image'], source: 'https://a.test/all' }])
  expect(models).toHaveLength(1)
})

test.each([
  ['gpt-6.1-sol', 'chat'],
  ['whisper-large-v3-turbo', 'transcribe'],
  ['gpt-4o-mini-transcribe', 'transcribe'],
  ['gpt-4o-mini-tts', 'speech'],
  ['tts-1-hd', 'speech'],
  ['gpt-image-2', 'image'],
  ['omni-moderation-latest', 'moderate'],
  ['text-embedding-3-small', 'embed'],
  ['gpt-3.5-turbo-instruct', 'complete'],
  ['sora-2', 'video'],
])('guesses that %s is for %s', (id, capability) => expect(guessCapabilities(id)).toEqual([capability]))

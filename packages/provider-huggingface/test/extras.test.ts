import { expect, test } from 'vitest'
import { answering, contextOf } from './setting.ts'
import { huggingface } from '../src/index.ts'
import type { Context } from '@llmrr/core'

type Extras = ReturnType<typeof huggingface>['extras']

/** What an extra answers, and what it sent. */
async function asked(reply: unknown, call: (extras: Extras, context: Context) => Promise<unknown>) {
  const { host, sent } = answering([reply])
  const answer = await call(huggingface().extras, contextOf(host, '').context)
  return { answer, path: new URL(sent[0]!.url).pathname, method: sent[0]!.method, body: sent[0]!.body }
}

const task = (model: string, body: unknown, pipeline = '') => ({
  path: `/hf-inference/models/${model}${pipeline}`,
  method: 'POST',
  body,
})
const data = 'iVBORw0KGgo='
const labels = [{ label: 'cat', score: 0.9 }]

test.each<[string, unknown, (extras: Extras, context: Context) => Promise<unknown>, object, unknown]>([
  [
    'classes of a text, a list in a list',
    [labels],
    (extras, context) => extras.classifyText({ model: 'a/b', text: 'Hi' }, context),
    task('a/b', { inputs: 'Hi' }),
    labels,
  ],
  [
    'labels that fit, in the older form',
    { sequence: 'Hi', labels: ['x', 'y'], scores: [0.7, 0.3] },
    (extras, context) =>
      extras.classifyZeroShot({ model: 'a/b', text: 'Hi', labels: ['x', 'y'], several: false }, context),
    task('a/b', { inputs: 'Hi', parameters: { candidate_labels: ['x', 'y'], multi_label: false } }),
    [
      { label: 'x', score: 0.7 },
      { label: 'y', score: 0.3 },
    ],
  ],
  [
    'labels that fit, in the newer form',
    labels,
    (extras, context) => extras.classifyZeroShot({ model: 'a/b', text: 'Hi', labels: ['cat'] }, context),
    task('a/b', { inputs: 'Hi', parameters: { candidate_labels: ['cat'] } }),
    labels,
  ],
  [
    'a summary',
    [{ summary_text: 'Short.' }],
    (extras, context) =>
      extras.summarize({ model: 'a/b:hf-inference', text: 'Long.', parameters: { max_length: 9 } }, context),
    task('a/b', { inputs: 'Long.', parameters: { max_length: 9 } }),
    'Short.',
  ],
  [
    'a translation',
    [{ translation_text: 'Hallo Welt' }],
    (extras, context) => extras.translate({ model: 't5-small', text: 'Hello world', to: 'de' }, context),
    task('t5-small', { inputs: 'Hello world', parameters: { tgt_lang: 'de' } }),
    'Hallo Welt',
  ],
  [
    'the answer in a text',
    { answer: 'Oslo', score: 0.9, start: 0, end: 4 },
    (extras, context) => extras.answerFromText({ model: 'a/b', question: 'Where?', text: 'Oslo.' }, context),
    task('a/b', { inputs: { question: 'Where?', context: 'Oslo.' } }),
    { answer: 'Oslo', score: 0.9, start: 0, end: 4 },
  ],
  [
    'the answer in a table',
    { answer: '7', cells: ['7'], coordinates: [[0, 0]], aggregator: 'NONE' },
    (extras, context) => extras.answerFromTable({ model: 'a/b', question: 'How many?', table: { n: ['7'] } }, context),
    task('a/b', { inputs: { query: 'How many?', table: { n: ['7'] } } }),
    { answer: '7', cells: ['7'], coordinates: [[0, 0]], aggregator: 'NONE' },
  ],
  [
    'the answer in a document',
    [{ answer: '$7' }],
    (extras, context) => extras.answerFromDocument({ model: 'a/b', question: 'How much?', data }, context),
    task('a/b', { inputs: { question: 'How much?', image: data } }),
    [{ answer: '$7' }],
  ],
  [
    'how alike texts are',
    [0.5],
    (extras, context) => extras.compareTexts({ model: 'a/b', text: 'x', others: ['y'] }, context),
    task('a/b', { inputs: { source_sentence: 'x', sentences: ['y'] } }, '/pipeline/sentence-similarity'),
    [0.5],
  ],
  [
    'a picture in words',
    [{ generated_text: 'a cat' }],
    (extras, context) => extras.describeImage({ model: 'a/b', data: Uint8Array.of(1, 2, 3) }, context),
    task('a/b', { inputs: 'AQID' }),
    'a cat',
  ],
  [
    'labels of a picture',
    labels,
    (extras, context) => extras.classifyImageZeroShot({ model: 'a/b', data, labels: ['cat'] }, context),
    task('a/b', { inputs: data, parameters: { candidate_labels: ['cat'] } }),
    labels,
  ],
])('%s', async (_name, reply, call, wanted, answer) => {
  expect(await asked(reply, call)).toEqual({ ...wanted, answer })
})

test('refuses a task of somebody else', async () => {
  await expect(
    asked([], (extras, context) => extras.fillMask({ model: 'a/b:groq', text: '[MASK]' }, context)),
  ).rejects.toMatchObject({ code: 'unsupported' })
})

test('says so when a model answers nothing', async () => {
  await expect(
    asked([], (extras, context) => extras.summarize({ model: 'a/b', text: 'Hi' }, context)),
  ).rejects.toMatchObject({ code: 'bad-response' })
})

test('manages endpoints at their own address', async () => {
  const { host, sent } = answering([{ name: 'e1', status: { state: 'paused' } }])
  const endpoint = { namespace: 'acme', name: 'e1' }
  const { context } = contextOf(host, '')
  expect(await huggingface().extras.pauseEndpoint(endpoint, context)).toEqual({
    name: 'e1',
    status: { state: 'paused' },
  })
  expect([sent[0]!.method, sent[0]!.url]).toEqual([
    'POST',
    'https://api.endpoints.huggingface.cloud/v2/endpoint/acme/e1/pause',
  ])
})

test('asks a dedicated endpoint for what only its server has', async () => {
  const { host, sent } = answering([[{ id: 7, text: 'Hi' }]])
  const { context } = contextOf(host, '')
  const { extras } = huggingface({ endpoint: 'https://e1.example' })
  expect(await extras.tokenize({ text: 'Hi' }, context)).toEqual([{ id: 7, text: 'Hi' }])
  expect(sent[0]!.url).toBe('https://e1.example/tokenize')
  await expect(huggingface().extras.tokenize({ text: 'Hi' }, context)).rejects.toMatchObject({ code: 'unsupported' })
})

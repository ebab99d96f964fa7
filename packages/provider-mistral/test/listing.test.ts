import { expect, test } from 'vitest'
import { answering } from './setting.ts'
import { mistral } from '../src/index.ts'

const said = { source: 'https://api.mistral.ai/v1/models', asOf: '2026-01-01' }

function listed(data: readonly object[]) {
  const { host } = answering({ object: 'list', data })
  return mistral().listModels({
    signal: new AbortController().signal,
    target: { provider: 'mistral', model: '' },
    stream: false,
    attempt: 1,
    host,
    warn: () => {},
  })
}

test('reads abilities, windows and ends of the model list', async () => {
  const models = await listed([
    {
      id: 'mistral-small-latest',
      created: 1767131075,
      name: 'mistral-small-2603',
      capabilities: { completion_chat: true, function_calling: true, reasoning: true, vision: true, audio: false },
      max_context_length: 262144,
      aliases: ['mistral-small-2603'],
      deprecation: null,
    },
    {
      id: 'codestral-2501',
      name: 'codestral-2501',
      capabilities: { completion_chat: true, completion_fim: true, function_calling: true },
      max_context_length: 256000,
      deprecation: '2026-01-31T12:00:00Z',
      deprecation_replacement_model: 'codestral-latest',
    },
    { id: 'mistral-ocr-latest', name: 'mistral-ocr-2512', capabilities: { ocr: true, vision: true } },
    { id: 'mistral-embed', name: 'mistral-embed-2312', capabilities: { completion_chat: false } },
  ])
  expect(models).toEqual([
    {
      id: 'mistral-small-latest',
      name: 'mistral-small-2603',
      capabilities: ['chat'],
      contextWindow: 262144,
      input: ['text', 'image'],
      output: ['text'],
      features: ['tools', 'structured-output', 'reasoning', 'temperature'],
      ...said,
    },
    {
      id: 'codestral-2501',
      name: 'codestral-2501',
      capabilities: ['chat', 'complete'],
      contextWindow: 256000,
      input: ['text'],
      output: ['text'],
      features: ['tools', 'structured-output', 'temperature'],
      retires: '2026-01-31',
      successor: 'codestral-latest',
      ...said,
    },
    { id: 'mistral-ocr-latest', name: 'mistral-ocr-2512', capabilities: ['ocr'], ...said },
    { id: 'mistral-embed', name: 'mistral-embed-2312', capabilities: ['embed'], ...said },
  ])
})

test('makes one of an id that comes twice', async () => {
  const models = await listed([
    { id: 'voxtral-mini-latest', name: 'voxtral-mini-2507', capabilities: { completion_chat: true, audio: true } },
    { id: 'voxtral-mini-latest', name: 'voxtral-mini-transcribe-2507', capabilities: { completion_chat: true } },
  ])
  expect(models).toMatchObject([{ id: 'voxtral-mini-latest', capabilities: ['chat', 'transcribe'] }])
})

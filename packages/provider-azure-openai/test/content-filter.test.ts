import { target } from '@llmrr/core'
import { expect, test } from 'vitest'
import { azureOpenAI } from '../src/index.ts'
import { setup } from './asked.ts'
import type { AzureOpenAIOptions } from '../src/index.ts'

const safe = { filtered: false, severity: 'safe' }

async function found(chunks: readonly object[], options?: AzureOpenAIOptions) {
  const text = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')
  const answer = new Response(`${text}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } })
  const { llm } = setup({ resource: 'acme' }, undefined, answer)
  const events = []
  for await (const event of llm.stream({ model: target(azureOpenAI, 'prod', options), prompt: 'Hi' })) {
    if (event.type === 'x-content-filter') events.push((event as { data: unknown }).data)
  }
  return events
}

const piece = (content: string, results: object = {}) => ({
  id: 'c',
  choices: [{ index: 0, delta: { content }, finish_reason: null, content_filter_results: results }],
})
const end = { id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop', content_filter_results: {} }] }

test('a filter that finds nothing says nothing', async () => {
  const prompt = { choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: safe } }] }
  expect(
    await found([prompt, piece('Hi', { hate: safe, jailbreak: { filtered: false, detected: false } }), end]),
  ).toEqual([])
})

test('what it finds in prompt and answer is told, with its place where it has one', async () => {
  const low = { filtered: false, severity: 'low' }
  const offsets = { check_offset: 44, start_offset: 44, end_offset: 62 }
  const events = await found([
    {
      choices: [],
      prompt_filter_results: [
        { prompt_index: 0, content_filter_results: { hate: safe, jailbreak: { filtered: false, detected: true } } },
      ],
    },
    piece('Hi'),
    end,
    {
      id: '',
      choices: [
        { index: 0, finish_reason: null, content_filter_results: { violence: low }, content_filter_offsets: offsets },
      ],
    },
  ])
  expect(events).toEqual([
    { of: 'prompt', results: { jailbreak: { filtered: false, detected: true } } },
    { of: 'completion', results: { violence: low }, offsets },
  ])
})

test('a filter that failed is told, since the answer went through unfiltered', async () => {
  const error = { code: 'content_filter_error', message: 'The contents are not filtered' }
  expect(await found([piece('Hi', { error }), end])).toEqual([{ of: 'completion', results: { error } }])
})

test('Responses tell it once, in the last chunk', async () => {
  const filters = [
    { source_type: 'completion', content_filter_results: { sexual: { filtered: true, severity: 'high' } } },
  ]
  const response = { id: 'r', status: 'completed', output: [], content_filters: filters }
  const events = await found(
    [
      { type: 'response.created', response },
      { type: 'response.completed', response },
    ],
    { api: 'responses' },
  )
  expect(events).toEqual([{ of: 'completion', results: { sexual: { filtered: true, severity: 'high' } } }])
})

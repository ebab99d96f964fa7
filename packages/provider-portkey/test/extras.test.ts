import { expect, test } from 'vitest'
import { portkey } from '../src/index.ts'
import { own, reply, routed } from './setting.ts'

const from = Date.UTC(2026, 10, 1)
const to = Date.UTC(2026, 10, 2)

/** The extras of a provider whose gateway answers this, and what it was asked. */
function answered(body: unknown, status = 200) {
  const { llm, sent } = routed({ body, status })
  return {
    extras: llm.of(portkey),
    last: () => {
      const { method, url, body } = sent.at(-1)!
      return [method, url.slice(own.baseURL.length), body]
    },
  }
}

test('feedback names the trace of an answer, and can be changed', async () => {
  const { extras, last } = answered({ status: 'success', message: 'ok', feedback_ids: ['f1'] })
  expect(await extras.feedback({ traceId: 't1', value: 5, weight: 0.5, metadata: { by: 'me' } })).toEqual({
    ids: ['f1'],
  })
  expect(last()).toEqual(['POST', '/feedback', { trace_id: 't1', value: 5, weight: 0.5, metadata: { by: 'me' } }])
  await extras.updateFeedback({ id: 'f/1', value: -1 })
  expect(last()).toEqual(['PUT', '/feedback/f%2F1', { value: -1 }])
})

test('a kept prompt is asked, and its answer read like any other', async () => {
  const { extras, last } = answered({ ...reply, id: 'c1', usage: { prompt_tokens: 4, completion_tokens: 1 } })
  const answer = await extras.runPrompt({ id: 'pp-1', variables: { city: 'Oslo' }, overrides: { max_tokens: 9 } })
  expect(answer).toMatchObject({ text: 'Hello', finishReason: 'stop', usage: { input: 4, output: 1 } })
  expect(last()).toEqual([
    'POST',
    '/prompts/pp-1/completions',
    { variables: { city: 'Oslo' }, max_tokens: 9, stream: false },
  ])
})

test('a kept prompt is looked at', async () => {
  const { extras, last } = answered({ success: true, data: { model: 'm', messages: [] } })
  expect(await extras.renderPrompt({ id: 'pp-1' })).toEqual({ model: 'm', messages: [] })
  expect(last()).toEqual(['POST', '/prompts/pp-1/render', { variables: {} }])
})

test('analytics are asked of a time', async () => {
  const { extras, last } = answered({ summary: { total: 1 }, data_points: [] })
  const time = 'time_of_generation_min=2026-11-01T00%3A00%3A00.000Z&time_of_generation_max=2026-11-02T00%3A00%3A00.000Z'
  expect(await extras.analytics({ graph: 'errors/rate', from, to, filters: { status_code: '429' } })).toEqual({
    summary: { total: 1 },
    data_points: [],
  })
  expect(last()).toEqual(['GET', `/analytics/graphs/errors/rate?${time}&status_code=429`, undefined])
  await extras.analyticsBy({ group: 'metadata/plan', from, to })
  expect(last()).toEqual(['GET', `/analytics/groups/metadata/plan?${time}`, undefined])
  await extras.cacheSummary({ from, to })
  expect(last()).toEqual(['GET', `/analytics/summary/cache?${time}`, undefined])
})

test('configs are kept in the gateway’s words', async () => {
  const { extras, last } = answered({ id: 'c1', slug: 'pc-1' })
  const config = { retry: { attempts: 2 }, targets: [{ provider: '@a', overrideParams: { model: 'm' } }] }
  const wire = { retry: { attempts: 2 }, targets: [{ provider: '@a', override_params: { model: 'm' } }] }
  expect(await extras.createConfig({ name: 'n', config, isDefault: true })).toMatchObject({ slug: 'pc-1' })
  expect(last()).toEqual(['POST', '/configs', { name: 'n', config: wire, isDefault: 1 }])
  await extras.updateConfig({ slug: 'pc-1', name: 'n', config })
  expect(last()).toEqual(['PUT', '/configs/pc-1', { name: 'n', config: wire }])
  await extras.configs({ workspaceId: 'w' })
  expect(last()).toEqual(['GET', '/configs?workspace_id=w', undefined])
})

test('what went elsewhere is written into the logs', async () => {
  const { extras, last } = answered({ status: 'success' })
  await extras.log({ request: { url: 'u' }, response: { status: 200 }, metadata: { traceId: 't' } })
  expect(last()).toEqual([
    'POST',
    '/logs',
    { request: { url: 'u' }, response: { status: 200 }, metadata: { traceId: 't' } },
  ])
})

test('a gateway of your own has none of it', async () => {
  const { extras } = answered({ status: 'failure', message: 'Not found' }, 404)
  await expect(extras.feedback({ traceId: 't', value: 1 })).rejects.toMatchObject({ code: 'not-found' })
})

import { expect, test } from 'vitest'
import { createHttp, openaiBatch, openaiChatDialect, openaiErrors, openaiModels } from '../../src/index.ts'
import { answering, contextOf } from '../context.ts'
import type { OpenAIVendor } from '../../src/index.ts'

const vendor: OpenAIVendor = {
  baseURL: 'https://acme.example',
  readError: openaiErrors(),
  locate: (request, { target }) => ({
    ...request,
    path: `/of/${target.model}${request.path}`,
    query: { version: '2', ...request.query },
  }),
}

test('a service has the last word on where a request goes, by its target', async () => {
  const { host, sent } = answering({})
  const http = createHttp({ ...vendor, readError: openaiErrors() })
  await http.json({ path: '/chat' }, contextOf({ host, model: 'a' }).context)
  await http.json({ path: '/chat', query: { version: '3' } }, contextOf({ host, model: 'b' }).context)
  expect(sent.map(({ url }) => url)).toEqual([
    'https://acme.example/of/a/chat?version=2',
    'https://acme.example/of/b/chat?version=3',
  ])
})

test('a list of models names the address that it came from', async () => {
  const { host } = answering({ data: [{ id: 'x' }] })
  const [model] = await openaiModels(vendor)(contextOf({ host, model: 'any' }).context)
  expect(model!.source).toBe('https://acme.example/of/any/models')
})

test('a batch names its endpoint as the service wants it', async () => {
  const { host, sent } = answering({ id: 'file-1' }, { id: 'batch-1' })
  const batch = openaiBatch(vendor, openaiChatDialect(vendor), { endpoint: (path) => path })
  const requests = [{ id: 'a', request: { messages: [] } }]
  await batch.submit({ requests }, contextOf({ host }).context)
  expect(sent[1]!.body).toMatchObject({ endpoint: '/chat/completions' })
})

test('the id of a request is in the first of several headers that is there', async () => {
  const idOf = async (headers: Record<string, string>) => {
    const { host } = answering(Response.json({}, { headers }))
    const http = createHttp({ ...vendor, readError: openaiErrors(), requestIdHeader: ['x-request-id', 'x-gateway-id'] })
    return (await http.json({ path: '/x' }, contextOf({ host }).context)).facts.requestId
  }
  expect(await idOf({ 'x-gateway-id': 'g' })).toBe('g')
  expect(await idOf({ 'x-gateway-id': 'g', 'x-request-id': 'r' })).toBe('r')
  expect(await idOf({})).toBeUndefined()
})

test('where every reply says when to come back, only some statuses mean it', async () => {
  const waitOf = async (status: number) => {
    const { host } = answering(Response.json({}, { status, headers: { 'retry-after': '2' } }))
    const http = createHttp({ ...vendor, readError: openaiErrors(), waitsOn: [429, 503] })
    const thrown = await http.json({ path: '/x' }, contextOf({ host }).context).catch((error: unknown) => error)
    return (thrown as { retryAfterMs?: number }).retryAfterMs
  }
  expect(await waitOf(429)).toBe(2000)
  expect(await waitOf(400)).toBeUndefined()
})

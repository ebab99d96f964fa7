import { expect, test } from 'vitest'
import { virtualHost } from '@llmrr/testing/host'
import { contextOf } from './context.ts'
import { downloads, openaiError } from '../src/index.ts'

const address = 'https://storage.test/film.mp4?signature=1'

test('fetches from an address as it stands, without what the hatch adds for the service', async () => {
  const asked: [string, Headers][] = []
  const host = {
    ...virtualHost(),
    fetch: (async (input, init) => {
      asked.push([String(input), new Headers(init?.headers)])
      return new Response('film')
    }) as typeof fetch,
  }
  const raw = { headers: { 'x-project': 'secret' }, query: { debug: '1' } }
  const { context } = contextOf({ host, options: { raw, tools: [] } })
  const response = await downloads(openaiError)(address, context)
  expect(await response.text()).toBe('film')
  const [[url, headers]] = asked as [[string, Headers]]
  expect(url).toBe(address)
  expect([...headers.keys()]).not.toContain('x-project')
})

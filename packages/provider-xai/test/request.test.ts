import { expect, test } from 'vitest'
import { wireOf } from './setting.ts'

const plain = 'grok-4.20-0309-non-reasoning'
const search = { tools: [{ type: 'web_search' }] }
const pdf = { type: 'media', mediaType: 'application/pdf' } as const

test('goes over Responses, and over Chat Completions for what only that has', async () => {
  expect((await wireOf({ prompt: 'Hi', temperature: 0.5 })).path).toBe('/v1/responses')
  const { path, body, warnings } = await wireOf({ prompt: 'Hi', seed: 7, logprobs: 3 })
  expect([path, body['seed'], body['top_logprobs'], warnings]).toEqual(['/v1/chat/completions', 7, 3, []])
})

test('stop sequences and penalties go to models that do not think, and are left out for the others', async () => {
  const asked = { prompt: 'Hi', stop: ['.'], presencePenalty: 1, frequencyPenalty: 1 }
  const taken = await wireOf(asked, { model: plain })
  expect(taken).toMatchObject({ path: '/v1/chat/completions', warnings: [] })
  expect(taken.body).toMatchObject({ stop: ['.'], presence_penalty: 1, frequency_penalty: 1 })
  const thinking = await wireOf(asked)
  expect([thinking.path, thinking.warnings.toSorted()]).toEqual([
    '/v1/responses',
    ['frequencyPenalty', 'presencePenalty', 'stop'],
  ])
  expect(JSON.stringify(thinking.body)).not.toContain('stop')
})

test('stays on Responses for its tools, its stored answers and documents, and says what is lost', async () => {
  const { path, warnings } = await wireOf({ prompt: 'Hi', seed: 7 }, { options: search })
  expect([path, warnings]).toEqual(['/v1/responses', ['seed']])
  expect((await wireOf({ prompt: 'Hi', seed: 7 }, { options: { previousResponseId: 'a' } })).path).toBe('/v1/responses')
  const documents = await wireOf({ prompt: [{ ...pdf, url: 'https://example.org/a.pdf' }], seed: 7 })
  expect([documents.path, documents.warnings]).toEqual(['/v1/responses', ['seed']])
})

test('goes where it is told to, and says what has no place there', async () => {
  const chat = await wireOf({ prompt: 'Hi' }, { options: { ...search, api: 'chat' } })
  expect([chat.path, chat.warnings, chat.body['tools']]).toEqual(['/v1/chat/completions', ['options.tools'], undefined])
  const responses = await wireOf({ prompt: 'Hi', seed: 7 }, { options: { api: 'responses' } })
  expect([responses.path, responses.warnings]).toEqual(['/v1/responses', ['seed']])
})

test("the system's words are a message, and the summary of reasoning is not asked for", async () => {
  const { body } = await wireOf({ system: 'Be brief.', prompt: 'Hi', reasoning: { effort: 'high', summary: true } })
  expect(body['input']).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ])
  expect([body['instructions'], body['reasoning']]).toEqual([undefined, { effort: 'high' }])
})

test('the effort goes to models that have a dial, the nearest that they know', async () => {
  const none = await wireOf({ prompt: 'Hi', reasoning: 'low' }, { model: 'grok-4-0709' })
  expect([none.body['reasoning'], none.warnings]).toEqual([undefined, ['reasoning']])
  const nearest = await wireOf({ prompt: 'Hi', reasoning: 'none' }, { model: 'grok-4.6' })
  expect([nearest.body['reasoning'], nearest.warnings]).toEqual([{ effort: 'low' }, ['reasoning']])
  expect((await wireOf({ prompt: 'Hi', reasoning: 'xhigh' }, { model: 'grok-4.6' })).warnings).toEqual([])
  expect((await wireOf({ prompt: 'Hi', reasoning: 'none' })).body['reasoning']).toEqual({ effort: 'none' })
  const stranger = await wireOf({ prompt: 'Hi', reasoning: 'max' }, { model: 'grok-9' })
  expect(stranger.body['reasoning']).toEqual({ effort: 'high' })
})

test('sealed reasoning is asked for from models that think', async () => {
  expect((await wireOf({ prompt: 'Hi' })).body['include']).toEqual(['reasoning.encrypted_content'])
  expect((await wireOf({ prompt: 'Hi' }, { model: plain })).body['include']).toBeUndefined()
})

test('the key of a cache goes into the body of Responses, and into a header of Chat Completions', async () => {
  const cache = { key: 'conv-1' }
  expect((await wireOf({ prompt: 'Hi', cache })).body['prompt_cache_key']).toBe('conv-1')
  const chat = await wireOf({ prompt: 'Hi', cache, seed: 1 })
  expect([chat.headers.get('x-grok-conv-id'), chat.body['prompt_cache_key']]).toEqual(['conv-1', undefined])
})

test('documents go by their address or the id of a stored file, never as data', async () => {
  const stored = await wireOf({ prompt: [{ ...pdf, file: { provider: 'xai', id: 'file_1' } }] })
  expect(stored.body['input']).toEqual([{ role: 'user', content: [{ type: 'input_file', file_id: 'file_1' }] }])
  await expect(wireOf({ prompt: [{ ...pdf, data: 'JVBERi0=' }] })).rejects.toMatchObject({
    code: 'unsupported',
    field: 'messages',
  })
})

test('goes to the host of a region, and to a configured address as it is', async () => {
  const { url } = await wireOf({ prompt: 'Hi' }, { config: { region: 'eu-west-1' } })
  expect(url).toBe('https://eu-west-1.api.x.ai/v1/responses')
  const proxied = await wireOf(
    { prompt: 'Hi' },
    { config: { region: 'eu-west-1', baseURL: 'https://proxy.example/x' } },
  )
  expect(proxied.url).toBe('https://proxy.example/x/responses')
})

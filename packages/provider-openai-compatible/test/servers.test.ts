import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { openaiCompatible } from '../src/index.ts'
import { answering, bodyOf } from './setting.ts'

const prompt = 'Hi'
const hello = { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }], usage: { prompt_tokens: 4 } }

test('a known server listens where it does by default, and is sent no key when there is none', async () => {
  const { url, headers } = await bodyOf({ prompt }, { config: { server: 'lm-studio' } })
  expect(url).toBe('http://localhost:1234/v1/chat/completions')
  expect(headers.has('authorization')).toBe(false)
})

test('an address goes before the environment, and that before the server', async () => {
  const env = { OPENAI_COMPATIBLE_BASE_URL: 'http://gpu:9000/v1/' }
  expect((await bodyOf({ prompt }, { env })).url).toBe('http://gpu:9000/v1/chat/completions')
  const config = { server: 'vllm', baseURL: 'http://other/v1' } as const
  expect((await bodyOf({ prompt }, { config, env })).url).toBe('http://other/v1/chat/completions')
})

test('a key is read from the general variable, else from that of the server', async () => {
  const config = { server: 'lm-studio' } as const
  const bearer = async (env: Record<string, string>) =>
    (await bodyOf({ prompt }, { config, env })).headers.get('authorization')
  expect(await bearer({ LM_API_TOKEN: 'lm' })).toBe('Bearer lm')
  expect(await bearer({ LM_API_TOKEN: 'lm', OPENAI_COMPATIBLE_API_KEY: 'own' })).toBe('Bearer own')
})

test('without an address and a server the error says what to pass', async () => {
  await expect(bodyOf({ prompt }, { config: {} })).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('pass baseURL or server'),
  })
})

test('reasoning switches the chat template of servers that have one', async () => {
  const off = await bodyOf({ prompt, reasoning: 'none' })
  expect(off.body).toMatchObject({ chat_template_kwargs: { enable_thinking: false } })
  expect(off.body).not.toHaveProperty('reasoning_effort')
  const on = await bodyOf({ prompt, reasoning: 'high' }, { options: { templateArguments: { custom: 1 } } })
  expect(on.body).toMatchObject({
    chat_template_kwargs: { enable_thinking: true, custom: 1 },
    reasoning_effort: 'high',
  })
  const budget = await bodyOf({ prompt, reasoning: { tokens: 100 } })
  expect(budget.warnings).toEqual(['reasoning.tokens'])
})

test('reasoning is an effort elsewhere, and nothing where the server has none', async () => {
  const own = { baseURL: 'http://a/v1' }
  expect((await bodyOf({ prompt, reasoning: 'low' }, { config: own })).body['reasoning_effort']).toBe('low')
  const none = await bodyOf({ prompt, reasoning: 'low' }, { config: { ...own, manner: { reasoning: 'none' } } })
  expect(none.body).not.toHaveProperty('reasoning_effort')
  expect(none.warnings).toEqual(['reasoning'])
})

test('a grammar, an expression and a choice go where the server has a place for them', async () => {
  const options = { grammar: 'root ::= "a"', regex: 'a+', choice: ['a'] }
  const vllm = await bodyOf({ prompt }, { options })
  expect(vllm.body['structured_outputs']).toEqual(options)
  expect(vllm.warnings).toEqual([])
  const llama = await bodyOf({ prompt }, { config: { server: 'llama.cpp' }, options })
  expect(llama.body['grammar']).toBe(options.grammar)
  expect(llama.warnings).toEqual(['options.regex', 'options.choice'])
  const tgi = await bodyOf({ prompt }, { config: { server: 'tgi' }, options })
  expect(tgi.body).not.toHaveProperty('grammar')
  expect(tgi.warnings).toEqual(['options.grammar', 'options.regex', 'options.choice'])
})

test('the penalty on repetition has the name that the server knows', async () => {
  const options = { repetitionPenalty: 1.2, minP: 0.1, ignoreEos: true }
  expect((await bodyOf({ prompt }, { options })).body).toMatchObject({
    repetition_penalty: 1.2,
    min_p: 0.1,
    ignore_eos: true,
  })
  expect((await bodyOf({ prompt }, { config: { server: 'llama.cpp' }, options })).body['repeat_penalty']).toBe(1.2)
})

test('system messages are joined for a template that takes one', async () => {
  const request = {
    messages: [
      { role: 'system', content: 'One.' },
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'Two.' },
    ],
  } as const
  const config = { server: 'vllm', manner: { joinSystem: true } } as const
  expect((await bodyOf(request, { config })).body['messages']).toEqual([
    { role: 'system', content: 'One.\n\nTwo.' },
    { role: 'user', content: 'Hi' },
  ])
  expect((await bodyOf(request)).body['messages']).toHaveLength(3)
})

test('pictures go as the server takes them', async () => {
  const picture = { type: 'media', mediaType: 'image/png' } as const
  const at = (url: string) => ({ prompt: [{ ...picture, url }] })
  expect((await bodyOf(at('https://a.test/1.png'))).body['messages']).toMatchObject([
    { content: [{ image_url: { url: 'https://a.test/1.png' } }] },
  ])
  await expect(bodyOf(at('https://a.test/1.png'), { config: { server: 'lm-studio' } })).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('send its data'),
  })
  const blind = { server: 'vllm', manner: { images: 'none' } } as const
  await expect(bodyOf({ prompt: [{ ...picture, data: 'AAAA' }] }, { config: blind })).rejects.toMatchObject({
    code: 'unsupported',
  })
})

test('a target may go over Responses', async () => {
  const reply = {
    id: 'r1',
    status: 'completed',
    output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hello' }] }],
    usage: { input_tokens: 3, output_tokens: 1 },
  }
  const { host, sent } = answering(reply)
  const llm = createRouter({ use: [openaiCompatible({ server: 'llama.cpp' })], host })
  const model = { provider: 'openai-compatible', model: 'm', options: { api: 'responses' } }
  const { text, usage } = await llm.chat({ model, prompt })
  expect({ text, usage }).toMatchObject({ text: 'Hello', usage: { input: 3, output: 1 } })
  expect(sent[0]!.url).toBe('http://127.0.0.1:8080/v1/responses')
})

test('what you know of your models gives calls a cost', async () => {
  const { host } = answering({ ...hello, usage: { prompt_tokens: 1_000_000, completion_tokens: 0 } })
  const dated = { source: 'our rack', asOf: '2026-11-01' }
  const models = [
    { id: 'm', capabilities: ['chat'], price: { prices: { input: 0.02, output: 0 }, ...dated }, ...dated },
  ] as const
  const llm = createRouter({ use: [openaiCompatible({ server: 'vllm', models })], host })
  expect((await llm.chat({ model: 'openai-compatible/m', prompt })).cost).toEqual({
    usd: 0.02,
    source: 'catalogue',
    asOf: '2026-11-01',
  })
})

test('what a server would drop in silence is warned of', async () => {
  const { host, sent } = answering(hello)
  const llm = createRouter({ use: [openaiCompatible({ server: 'llama.cpp' })], host })
  const { warnings } = await llm.chat({ prompt, user: 'u1', metadata: { a: 'b' } })
  expect(warnings.map(({ field }) => field)).toEqual(['user', 'metadata'])
  expect(sent[0]!.body).not.toHaveProperty('user')
})

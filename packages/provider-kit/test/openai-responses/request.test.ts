import { expect, test } from 'vitest'
import { bodyOf, thinker } from './setting.ts'

test('says the opening system messages as instructions and keeps nothing at the service', async () => {
  const { body } = await bodyOf({ system: 'Be brief.', prompt: 'Hi' })
  expect(body).toEqual({
    model: 'm',
    instructions: 'Be brief.',
    input: [{ role: 'user', content: 'Hi' }],
    store: false,
  })
})

test('says a later system message as a developer message', async () => {
  const { body } = await bodyOf({
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'Answer in French.' },
    ],
  })
  expect(body.input[1]).toEqual({ role: 'developer', content: 'Answer in French.' })
})

test('turns every setting into its field', async () => {
  const { body } = await bodyOf({
    prompt: 'Hi',
    maxOutputTokens: 50,
    temperature: 0.5,
    topP: 0.9,
    logprobs: 3,
    parallelToolCalls: false,
    tools: [{ name: 'f' }],
    user: 'u1',
    metadata: { a: 'b' },
    serviceTier: 'flex',
    cache: { key: 'k' },
  })
  expect(body).toMatchObject({
    max_output_tokens: 50,
    temperature: 0.5,
    top_p: 0.9,
    top_logprobs: 3,
    include: ['message.output_text.logprobs'],
    parallel_tool_calls: false,
    safety_identifier: 'u1',
    metadata: { a: 'b' },
    service_tier: 'flex',
    prompt_cache_key: 'k',
  })
})

test('describes functions flat, without strictness unless asked, and hosted tools behind them', async () => {
  const input = { type: 'object', properties: {}, additionalProperties: false, required: [] }
  const { body } = await bodyOf(
    {
      prompt: 'Hi',
      tools: [{ name: 'a', description: 'A.', input, strict: true }, { name: 'b' }],
      toolChoice: { tool: 'a' },
    },
    { tools: [{ type: 'web_search', search_context_size: 'low' }] },
  )
  expect(body['tools']).toEqual([
    { type: 'function', name: 'a', description: 'A.', parameters: input, strict: true },
    { type: 'function', name: 'b', parameters: { type: 'object', properties: {} }, strict: false },
    { type: 'web_search', search_context_size: 'low' },
  ])
  expect(body['tool_choice']).toEqual({ type: 'function', name: 'a' })
  expect(body['include']).toEqual(['web_search_call.action.sources'])
})

test('keeps back the functions that a search of tools is to find', async () => {
  const options = { tools: [{ type: 'tool_search' }], deferredTools: ['b'] }
  const { body } = await bodyOf({ prompt: 'Hi', tools: [{ name: 'a' }, { name: 'b' }] }, options)
  const deferred = (body['tools'] as { name?: string; defer_loading?: boolean }[]).filter((tool) => tool.defer_loading)
  expect(deferred.map(({ name }) => name)).toEqual(['b'])
})

test('chooses a hosted or custom tool by its name', async () => {
  const tools = [{ type: 'image_generation' }, { type: 'custom', name: 'sql' }, { type: 'mcp', server_label: 'wiki' }]
  const choice = async (tool: string) =>
    (await bodyOf({ prompt: 'Hi', toolChoice: { tool } }, { tools })).body['tool_choice']
  expect(await choice('image_generation')).toEqual({ type: 'image_generation' })
  expect(await choice('sql')).toEqual({ type: 'custom', name: 'sql' })
  expect(await choice('wiki')).toEqual({ type: 'mcp', server_label: 'wiki' })
})

test('narrows the tools to those allowed now', async () => {
  const { body } = await bodyOf({ prompt: 'Hi', tools: [{ name: 'a' }, { name: 'b' }] }, { allowedTools: ['b'] })
  expect(body['tool_choice']).toEqual({ type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'b' }] })
})

test('holds the answer strictly to a schema that allows it, and loosely to another', async () => {
  const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
  const open = { type: 'object', properties: { a: { type: 'string' } } }
  const format = async (schema: object) =>
    (
      (await bodyOf({ prompt: 'Hi', output: { schema: schema as { type: string }, name: 'x' } })).body['text'] as {
        format: object
      }
    ).format
  expect(await format(closed)).toEqual({ type: 'json_schema', name: 'x', schema: closed, strict: true })
  expect(await format(open)).toEqual({ type: 'json_schema', name: 'x', schema: open, strict: false })
})

test('asks a reasoning model for its effort, summary and encrypted reasoning', async () => {
  const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning: { effort: 'high', summary: true } }, {}, thinker)
  expect(body['reasoning']).toEqual({ effort: 'high', summary: 'auto' })
  expect(body['include']).toEqual(['reasoning.encrypted_content'])
  expect(warnings).toEqual([])
})

test('warns of an effort that the model lacks and takes the nearest', async () => {
  const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning: 'minimal' }, {}, thinker)
  expect(body['reasoning']).toEqual({ effort: 'low' })
  expect(warnings).toEqual(['reasoning'])
})

test('turns a budget of reasoning tokens into an effort, with a warning', async () => {
  const { body, warnings } = await bodyOf({ prompt: 'Hi', reasoning: { tokens: 20_000 } }, {}, thinker)
  expect(body['reasoning']).toEqual({ effort: 'high' })
  expect(warnings).toEqual(['reasoning.tokens'])
})

test('leaves out the temperature while the model reasons, with a warning', async () => {
  const reasoned = await bodyOf({ prompt: 'Hi', temperature: 0 }, {}, thinker)
  expect(reasoned.body['temperature']).toBeUndefined()
  expect(reasoned.warnings).toEqual(['temperature'])
  const plain = await bodyOf({ prompt: 'Hi', temperature: 0, reasoning: 'none' }, {}, thinker)
  expect(plain.body['temperature']).toBe(0)
  expect(plain.warnings).toEqual([])
})

test('keeps answers where an option lives on them', async () => {
  const { body } = await bodyOf({ prompt: 'Hi' }, { previousResponseId: 'resp_1' })
  expect(body).toEqual({ model: 'm', input: [{ role: 'user', content: 'Hi' }], previous_response_id: 'resp_1' })
})

test('streams what runs in the background, whatever the caller wants to see', async () => {
  const { body } = await bodyOf({ prompt: 'Hi' }, { background: true })
  expect(body).toMatchObject({ background: true, stream: true })
  expect(body['store']).toBeUndefined()
})

test('writes cache marks and lifetimes where the model has them', async () => {
  const request = {
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'Long.', cache: { ttlSeconds: 7200 } }] },
      { role: 'user', content: [{ type: 'text', text: 'Hi', cache: true }] },
    ],
    cache: { ttlSeconds: 60 },
  } as const
  const { body } = await bodyOf(request, { cacheMode: 'explicit' }, thinker)
  expect(body.input).toEqual([
    {
      role: 'developer',
      content: [{ type: 'input_text', text: 'Long.', prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } }],
    },
    { role: 'user', content: [{ type: 'input_text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit' } }] },
  ])
  expect(body['prompt_cache_options']).toEqual({ mode: 'explicit', ttl: '30m' })
  expect((await bodyOf(request)).body.input[1]).toEqual({ role: 'user', content: 'Hi' })
})

test('leaves the last word on the body to the service', async () => {
  const { body } = await bodyOf(
    { prompt: 'Hi', user: 'u' },
    {},
    { body: (body, { messages }) => ({ ...body, turns: messages.length }) },
  )
  expect(body).toMatchObject({ safety_identifier: 'u', turns: 1 })
})

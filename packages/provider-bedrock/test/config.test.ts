import { expect, test } from 'vitest'
import { asked, chat } from './setting.ts'
import { bedrock } from '../src/index.ts'

const key = { AWS_BEARER_TOKEN_BEDROCK: 'key' }
const prompt = { prompt: 'Hi' }
const originOf = async (how: Parameters<typeof chat>[1]): Promise<string> =>
  new URL((await chat(prompt, how)).url).origin

test('the region comes from the target, the config, the environment, and the ARN of the model', async () => {
  const env = { ...key, AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }
  const config = { region: 'eu-west-3' }
  const model = 'arn:aws:bedrock:ap-south-1:123456789012:inference-profile/apac.amazon.nova-lite-v1:0'
  const host = (region: string): string => `https://bedrock-runtime.${region}.amazonaws.com`
  expect(await originOf({ env, config, model, options: { region: 'us-west-2' } })).toBe(host('us-west-2'))
  expect(await originOf({ env, config, model })).toBe(host('eu-west-3'))
  expect(await originOf({ env, model })).toBe(host('eu-west-1'))
  expect(await originOf({ env: { ...key, AWS_DEFAULT_REGION: 'eu-west-2' }, model })).toBe(host('eu-west-2'))
  expect(await originOf({ env: key, model })).toBe(host('ap-south-1'))
})

test('without a region nothing is sent, and the error names where to set it', async () => {
  await expect(chat(prompt, { env: key })).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('AWS_REGION'),
  })
})

test.each([
  ['cn-north-1', 'https://bedrock-runtime.cn-north-1.amazonaws.com.cn'],
  ['eusc-de-east-1', 'https://bedrock-runtime.eusc-de-east-1.amazonaws.eu'],
  ['us-gov-west-1', 'https://bedrock-runtime.us-gov-west-1.amazonaws.com'],
])('the hosts of %s', async (region, origin) => {
  expect(await originOf({ env: key, config: { region } })).toBe(origin)
})

test('addresses come from endpoints, baseURL and the variables of the SDKs', async () => {
  const env = { ...key, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'https://vpce.test/' }
  expect(await originOf({ env })).toBe('https://vpce.test')
  expect(await originOf({ env, config: { baseURL: 'http://127.0.0.1:1' } })).toBe('http://127.0.0.1:1')
  const config = { baseURL: 'http://127.0.0.1:1', endpoints: { runtime: 'https://own.test' } }
  expect(await originOf({ env, config })).toBe('https://own.test')
})

test.each([
  ['openai.gpt-5.5', {}, 'https://bedrock-mantle.us-east-1.api.aws/openai/v1/responses'],
  ['openai.gpt-oss-120b', { api: 'responses' }, 'https://bedrock-mantle.us-east-1.api.aws/v1/responses'],
  ['openai.gpt-oss-120b', { api: 'chat' }, 'https://bedrock-mantle.us-east-1.api.aws/v1/chat/completions'],
  [
    'openai.gpt-oss-120b-1:0',
    { api: 'chat', host: 'runtime' },
    'https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1/chat/completions',
  ],
  [
    'anthropic.claude-opus-4-8',
    { api: 'messages' },
    'https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-opus-4-8/invoke',
  ],
  [
    'anthropic.claude-opus-4-8',
    { api: 'messages', host: 'mantle' },
    'https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages',
  ],
] as const)('%s with %j goes to %s', async (model, options, address) => {
  const reply = {
    id: 'r',
    status: 'completed',
    output: [],
    content: [],
    stop_reason: 'end_turn',
    type: 'message',
    choices: [{ message: { content: '' }, finish_reason: 'stop' }],
  }
  const { url } = await chat(prompt, { model, options, replies: [() => Response.json(reply)] })
  expect(url).toBe(address)
})

test('calls of the GPT models have ids that differ from answer to answer', async () => {
  const reply = (id: string) => () =>
    Response.json({
      id,
      status: 'completed',
      output: [{ type: 'function_call', id: 'fc_1', call_id: 'call_0', name: 'look', arguments: '{}' }],
    })
  const ids: unknown[] = []
  for (const id of ['resp_1', 'resp_2']) {
    const { events } = await chat(prompt, { model: 'openai.gpt-5.5', replies: [reply(id)] })
    for (const event of events) if (event.type === 'part') ids.push((event as { part: { id: string } }).part.id)
  }
  expect(ids).toEqual(['resp_1:call_0', 'resp_2:call_0'])
})

test('an option that is not known is refused by name', async () => {
  const checked = await bedrock().options['~standard'].validate!({ guardrails: { id: 'a' } })
  expect(JSON.stringify(checked.issues)).toContain('guardrails')
})

test('nothing is read before the first call', () => {
  const { sent } = asked()
  bedrock({ credentials: async () => Promise.reject(new Error('asked')) })
  expect(sent).toEqual([])
})

import { describeParity } from '@llmrr/testing/parity'
import { Cerebras } from '@cerebras/cerebras_cloud_sdk'
import { cerebras } from '../src/index.ts'

const key = 'csk-parity'
const model = 'gpt-oss-120b'
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const tools = [
  { type: 'function', function: { name: weather.name, description: weather.description, parameters, strict: true } },
]
const strictly = { ...weather, strict: true }
const messages = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello' }

describeParity<Cerebras>('@cerebras/cerebras_cloud_sdk', {
  provider: (url) => cerebras({ apiKey: key, baseURL: `${url}/v1` }),
  client: (url) => new Cerebras({ apiKey: key, baseURL: url, maxRetries: 0, warmTCPConnection: false }),
  headers: ['authorization', 'content-type'],
  tolerated: [
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
    },
    {
      at: /^query\.format$/,
      when: (theirs) => theirs === undefined,
      why: 'the list is asked for in the form that tells windows and prices',
    },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.chat.completions.create({ model, messages }),
      ours: { model, request: hello },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          temperature: 0.5,
          top_p: 0.9,
          max_completion_tokens: 99,
          stop: ['END'],
          seed: 7,
          frequency_penalty: 0.1,
          presence_penalty: 0.2,
          user: 'u1',
          service_tier: 'flex',
          prompt_cache_key: 'k1',
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          temperature: 0.5,
          topP: 0.9,
          maxOutputTokens: 99,
          stop: ['END'],
          seed: 7,
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
          user: 'u1',
          serviceTier: 'flex',
          cache: { key: 'k1' },
        },
      },
    },
    {
      name: 'streaming, with probabilities',
      sdk: async (client) => {
        const asked = { model, messages, stream: true as const, logprobs: true, top_logprobs: 3 }
        for await (const _ of await client.chat.completions.create(asked));
      },
      ours: { model, request: { ...hello, logprobs: 3 }, stream: true },
    },
    {
      name: 'reasoning, its form and other options',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          reasoning_effort: 'high',
          reasoning_format: 'hidden',
          min_completion_tokens: 2,
          logit_bias: { '7': -100 },
          prediction: { type: 'content', content: 'Hello' },
        }),
      ours: {
        model,
        options: { reasoningFormat: 'hidden', minTokens: 2, logitBias: { '7': -100 }, prediction: 'Hello' },
        request: { ...hello, reasoning: 'high' },
      },
    },
    {
      name: 'GLM without thinking',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'zai-glm-4.7',
          messages,
          reasoning_effort: 'none',
          clear_thinking: false,
        }),
      ours: { model: 'zai-glm-4.7', options: { clearThinking: false }, request: { ...hello, reasoning: 'none' } },
    },
    {
      name: 'an image',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'gemma-4-31b',
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'What is it?' },
                { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
              ],
            },
          ],
        }),
      ours: {
        model: 'gemma-4-31b',
        request: {
          prompt: [
            { type: 'text', text: 'What is it?' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
          ],
        },
      },
    },
    {
      name: 'a tool that must be called',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          tools,
          tool_choice: { type: 'function', function: { name: 'get_weather' } },
          parallel_tool_calls: false,
        }),
      ours: {
        model,
        request: { ...hello, tools: [strictly], toolChoice: { tool: 'get_weather' }, parallelToolCalls: false },
      },
    },
    {
      name: 'a tool call, its reasoning and its result',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: null,
              reasoning: 'Look it up.',
              tool_calls: [
                { id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
              ],
            },
            { role: 'tool', tool_call_id: 'c1', content: '{"degrees":3}' },
          ],
        }),
      ours: {
        model,
        request: {
          tools: [strictly],
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [
                { type: 'reasoning', text: 'Look it up.' },
                { type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } },
              ],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: { degrees: 3 } }] },
          ],
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'place', schema: parameters, strict: true },
          },
        }),
      ours: { model, request: { ...hello, output: { schema: parameters, name: 'place' } } },
    },
    {
      name: 'text that is filled in',
      sdk: (client) =>
        client.completions.create({ model, prompt: 'One, ', suffix: ', three', max_tokens: 9, seed: 1, min_tokens: 1 }),
      ours: {
        capability: 'complete',
        model,
        options: { minTokens: 1 },
        request: { prompt: 'One, ', suffix: ', three', maxOutputTokens: 9, seed: 1 },
      },
    },
    { name: 'model list', sdk: (client) => client.models.list(), ours: { capability: 'models' } },
  ],
})

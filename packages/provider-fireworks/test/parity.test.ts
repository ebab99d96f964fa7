import { describeParity } from '@llmrr/testing/parity'
import OpenAI, { toFile } from 'openai'
import { fireworks } from '../src/index.ts'

// Fireworks documents the use of OpenAI's SDK; its own for JavaScript is older than the API.
const key = 'fw-parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'accounts/fireworks/models/glm-5p2'
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const tools = [
  { type: 'function' as const, function: { name: weather.name, description: weather.description, parameters } },
]
const messages = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello' }

describeParity<OpenAI>('openai, pointed at Fireworks', {
  provider: (url) => fireworks({ apiKey: key, baseURL: `${url}/inference/v1` }),
  client: (url) => new OpenAI({ apiKey: key, baseURL: `${url}/inference/v1`, maxRetries: 0 }),
  headers: ['authorization', 'content-type'],
  tolerated: [
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
    },
    {
      at: /^body\.encoding_format$/,
      when: (_, ours) => ours === undefined,
      why: 'the SDK asks for base64 by itself',
    },
    {
      at: /^path$/,
      when: (_, ours) => ours === '/v1/audio/transcriptions',
      why: 'recordings are written down beside the models',
    },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.chat.completions.create({ model, messages }),
      ours: { model, request: hello },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of await client.chat.completions.create({ model, messages, stream: true }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          temperature: 0.5,
          top_p: 0.9,
          max_tokens: 99,
          stop: ['END'],
          seed: 7,
          frequency_penalty: 0.1,
          presence_penalty: 0.2,
          logit_bias: { '7': -1 },
          logprobs: true,
          top_logprobs: 3,
          user: 'u1',
          metadata: { job: 'j1' },
          service_tier: 'priority',
          prompt_cache_key: 'c1',
          reasoning_effort: 'low',
        }),
      ours: {
        model,
        options: { logitBias: { '7': -1 } },
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
          logprobs: 3,
          user: 'u1',
          metadata: { job: 'j1' },
          serviceTier: 'priority',
          cache: { key: 'c1' },
          reasoning: 'low',
        },
      },
    },
    {
      name: 'a picture by address and one as data',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Compare.' },
                { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
                { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'Compare.' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
            { type: 'media', mediaType: 'image/png', data: pixel },
          ],
        },
      },
    },
    {
      name: 'tools, one of them required',
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
        request: { ...hello, tools: [weather], toolChoice: { tool: 'get_weather' }, parallelToolCalls: false },
      },
    },
    {
      name: 'a tool call and its result',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: null,
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
          tools: [weather],
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [{ type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } }],
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
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: parameters, strict: true } },
        }),
      ours: { model, request: { ...hello, output: { name: 'answer', schema: parameters } } },
    },
    {
      name: 'plain text',
      sdk: (client) => client.completions.create({ model, prompt: 'Paris is', max_tokens: 9, logprobs: 2 }),
      ours: {
        model,
        capability: 'complete',
        request: { prompt: 'Paris is', maxOutputTokens: 9, logprobs: 2 },
      },
    },
    {
      name: 'embeddings',
      sdk: (client) => client.embeddings.create({ model: 'e', input: ['a', 'b'], dimensions: 8 }),
      ours: { model: 'e', capability: 'embed', request: { input: ['a', 'b'], dimensions: 8 } },
    },
    {
      name: 'a transcript with times',
      sdk: async (client) =>
        client.audio.transcriptions.create({
          model: 'whisper-v3',
          file: await toFile(Buffer.from(sound, 'base64'), 'audio.wav', { type: 'audio/wav' }),
          language: 'de',
          prompt: 'Reiher',
          temperature: 0,
          response_format: 'verbose_json',
          timestamp_granularities: ['word', 'segment'],
        }),
      ours: {
        model: 'whisper-v3',
        capability: 'transcribe',
        request: {
          audio: { type: 'media', mediaType: 'audio/wav', data: sound },
          language: 'de',
          prompt: 'Reiher',
          temperature: 0,
          timestamps: 'word',
        },
      },
    },
  ],
})

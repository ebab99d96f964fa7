import { describeParity } from '@llmrr/testing/parity'
import { OpenAI } from 'openai'
import { litellm } from '../src/index.ts'

const key = 'sk-parity'
const model = 'fast'
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
const sound = 'UklGRg=='
// Fields of the proxy's own go with the body, as its documentation shows it for this SDK.
const body = (own: object) => own as object

// LiteLLM documents its use with the OpenAI SDK.
describeParity<OpenAI>('openai', {
  provider: (url) => litellm({ apiKey: key, baseURL: url }),
  client: (url) => new OpenAI({ apiKey: key, baseURL: `${url}/v1` }),
  headers: ['content-type', 'authorization', 'x-litellm-tags', 'x-litellm-num-retries', 'x-litellm-customer-id'],
  tolerated: [
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
    },
    {
      at: /^body\.encoding_format$/,
      when: (theirs, ours) => theirs === 'base64' && ours === undefined,
      why: 'the SDK asks for vectors as base64 by itself; the proxy’s services may not know it',
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
      name: 'sampling, tools and a forced call',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          tools,
          tool_choice: 'required',
          temperature: 0.5,
          top_p: 0.9,
          max_tokens: 99,
          stop: ['END'],
          seed: 7,
          user: 'u1',
          metadata: { plan: 'paid' },
        }),
      ours: {
        model,
        request: {
          ...hello,
          tools: [weather],
          toolChoice: 'required',
          temperature: 0.5,
          topP: 0.9,
          maxOutputTokens: 99,
          stop: ['END'],
          seed: 7,
          user: 'u1',
          metadata: { plan: 'paid' },
        },
      },
    },
    {
      name: 'tags, fallbacks, retries, times, cache and guardrails',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          ...body({
            tags: ['paid'],
            fallbacks: ['slow', { model: 'claude' }],
            num_retries: 2,
            timeout: 30,
            stream_timeout: 5,
            cache: { 'use-cache': true, 'no-store': true, ttl: 60, 's-maxage': 60, namespace: 'team' },
            guardrails: ['words'],
            drop_params: true,
          }),
        }),
      ours: {
        model,
        request: hello,
        options: {
          tags: ['paid'],
          fallbacks: ['slow', { model: 'claude' }],
          numRetries: 2,
          timeoutSeconds: 30,
          streamTimeoutSeconds: 5,
          cache: { useCache: true, noStore: true, ttlSeconds: 60, maxAgeSeconds: 60, namespace: 'team' },
          guardrails: ['words'],
          dropParams: true,
        },
      },
    },
    {
      name: 'a customer, and no fallback',
      sdk: (client) =>
        client.chat.completions.create(
          { model, messages, ...body({ disable_fallbacks: true }) },
          { headers: { 'x-litellm-customer-id': 'c1' } },
        ),
      ours: { model, request: hello, options: { disableFallbacks: true, customerId: 'c1' } },
    },
    {
      name: 'an effort',
      sdk: (client) => client.chat.completions.create({ model, messages, reasoning_effort: 'low' }),
      ours: { model, request: { ...hello, reasoning: 'low' } },
    },
    {
      name: 'a schema',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          response_format: { type: 'json_schema', json_schema: { name: 'place', schema: parameters, strict: true } },
        }),
      ours: { model, request: { ...hello, output: { schema: parameters, name: 'place' } } },
    },
    {
      name: 'Responses',
      sdk: (client) => client.responses.create({ model, input: messages }),
      ours: { model, request: hello, options: { api: 'responses' } },
    },
    {
      name: 'completion',
      sdk: (client) => client.completions.create({ model, prompt: 'Once', max_tokens: 5 }),
      ours: { capability: 'complete', model, request: { prompt: 'Once', maxOutputTokens: 5 } },
    },
    {
      name: 'embeddings',
      sdk: (client) => client.embeddings.create({ model, input: ['a', 'b'], dimensions: 8 }),
      ours: { capability: 'embed', model, request: { input: ['a', 'b'], dimensions: 8 } },
    },
    {
      name: 'moderation',
      sdk: (client) => client.moderations.create({ model, input: ['a', 'b'] }),
      ours: { capability: 'moderate', model, request: { input: ['a', 'b'] } },
    },
    {
      name: 'image',
      sdk: (client) => client.images.generate({ model, prompt: 'A heron.', size: '512x512' }),
      ours: { capability: 'image', model, request: { prompt: 'A heron.', size: '512x512' } },
    },
    {
      name: 'speech',
      sdk: (client) => client.audio.speech.create({ model, input: 'Hi', voice: 'alloy', response_format: 'wav' }),
      ours: { capability: 'speech', model, request: { input: 'Hi', voice: 'alloy', mediaType: 'audio/wav' } },
    },
    {
      name: 'transcription, with tags and retries',
      sdk: async (client) =>
        client.audio.transcriptions.create(
          {
            model,
            file: new File([Buffer.from(sound, 'base64')], 'audio.wav', { type: 'audio/wav' }),
            response_format: 'json',
          },
          { headers: { 'x-litellm-tags': 'a,b', 'x-litellm-num-retries': '2' } },
        ),
      ours: {
        capability: 'transcribe',
        model,
        request: { audio: { type: 'media', mediaType: 'audio/wav', data: sound } },
        options: { tags: ['a', 'b'], numRetries: 2 },
      },
    },
    {
      name: 'where a batch stands',
      sdk: (client) => client.batches.retrieve('batch_1'),
      ours: {
        capability: 'batch',
        call: 'poll',
        request: { provider: 'litellm', capability: 'batch', model: 'any', id: 'batch_1' },
      },
    },
  ],
})

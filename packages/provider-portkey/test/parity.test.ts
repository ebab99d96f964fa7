import { describeParity } from '@llmrr/testing/parity'
import { Portkey } from 'portkey-ai'
import { portkey } from '../src/index.ts'
import type { GatewayConfig } from '../src/index.ts'

const key = 'parity-key'
const model = 'gpt-4o-mini'
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
const chain: GatewayConfig = {
  strategy: { mode: 'fallback', onStatusCodes: [429] },
  retry: { attempts: 2 },
  requestTimeoutMs: 9000,
  targets: [
    { provider: 'openai', apiKey: 'sk-1', overrideParams: { max_tokens: 9 } },
    { provider: '@groq-prod', weight: 1 },
  ],
}
const wireChain = {
  strategy: { mode: 'fallback', on_status_codes: [429] },
  retry: { attempts: 2 },
  request_timeout: 9000,
  targets: [
    { provider: 'openai', api_key: 'sk-1', override_params: { max_tokens: 9 } },
    { provider: '@groq-prod', weight: 1 },
  ],
}

describeParity<Portkey>('portkey-ai', {
  provider: (url) => portkey({ apiKey: key, baseURL: `${url}/v1`, provider: 'openai', configs: { chain } }),
  client: (url) => new Portkey({ apiKey: key, baseURL: `${url}/v1`, provider: 'openai' }),
  headers: [
    'content-type',
    'x-portkey-api-key',
    'x-portkey-provider',
    'x-portkey-virtual-key',
    'x-portkey-config',
    'x-portkey-trace-id',
    'x-portkey-metadata',
    'x-portkey-cache-force-refresh',
    'x-portkey-cache-namespace',
    'x-portkey-custom-host',
    'x-portkey-forward-headers',
    'x-portkey-request-timeout',
    'x-portkey-strict-open-ai-compliance',
    'x-portkey-debug',
  ],
  tolerated: [
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
    },
    {
      at: /^header x-portkey-strict-open-ai-compliance$/,
      when: (theirs, ours) => theirs === 'false' && ours === undefined,
      why: 'the SDK asks for the services’ own finish reasons by itself; here they are OpenAI’s unless a target says otherwise',
    },
    {
      at: /^header content-type$/,
      when: (_, ours) => ours === undefined,
      why: 'the SDK names the type of a body that a GET does not have',
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
      name: 'a trace and metadata',
      sdk: (client) =>
        client.chat.completions.create({ model, messages }, { traceID: 't1', metadata: { _user: 'u1', plan: 'paid' } }),
      ours: {
        model,
        request: { ...hello, metadata: { plan: 'paid' } },
        options: { traceId: 't1', metadata: { _user: 'u1' } },
      },
    },
    {
      name: 'a config with a fallback',
      sdk: (client) => client.chat.completions.create({ model, messages }, { config: wireChain as never }),
      ours: { model, request: hello, options: { config: 'chain' } },
    },
    {
      name: 'a config that is kept, cache, time, compliance and logs',
      sdk: (client) =>
        client.chat.completions.create(
          { model, messages },
          {
            config: 'pc-1',
            cacheForceRefresh: true,
            cacheNamespace: 'team',
            customHost: 'https://llm.example/v1',
            forwardHeaders: ['x-a', 'x-b'],
            requestTimeout: 5000,
            strictOpenAiCompliance: false,
            debug: false,
          },
        ),
      ours: {
        model,
        request: hello,
        options: {
          config: 'pc-1',
          cacheForceRefresh: true,
          cacheNamespace: 'team',
          customHost: 'https://llm.example/v1',
          forwardHeaders: ['x-a', 'x-b'],
          requestTimeoutMs: 5000,
          strictOpenAiCompliance: false,
          debug: false,
        },
      },
    },
    {
      name: 'sampling, tools and a forced call',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'claude-haiku-4-5',
          messages,
          tools,
          tool_choice: 'required',
          temperature: 0.5,
          top_p: 0.9,
          max_tokens: 99,
          stop: ['END'],
          seed: 7,
          user: 'u1',
        }),
      ours: {
        model: 'claude-haiku-4-5',
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
        },
      },
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
      name: 'completion',
      sdk: (client) => client.completions.create({ model, prompt: 'Once', max_tokens: 5 }),
      ours: { capability: 'complete', model, request: { prompt: 'Once', maxOutputTokens: 5 } },
    },
    {
      name: 'embeddings',
      sdk: (client) => client.embeddings.create({ model, input: ['a', 'b'] }),
      ours: { capability: 'embed', model, request: { input: ['a', 'b'] } },
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
      name: 'transcription',
      sdk: async (client) =>
        client.audio.transcriptions.create({
          model,
          file: new File([Buffer.from(sound, 'base64')], 'audio.wav', { type: 'audio/wav' }),
          response_format: 'json',
        }),
      ours: {
        capability: 'transcribe',
        model,
        request: { audio: { type: 'media', mediaType: 'audio/wav', data: sound } },
      },
    },
    {
      name: 'Responses',
      sdk: (client) => client.responses.create({ model, input: messages }),
      ours: { model, request: hello, options: { api: 'responses' } },
    },
    { name: 'models', sdk: (client) => client.models.list(), ours: { capability: 'models' } },
    {
      name: 'where a batch stands',
      sdk: (client) => client.batches.retrieve('batch_1'),
      ours: {
        capability: 'batch',
        call: 'poll',
        request: { provider: 'portkey', capability: 'batch', model: 'any', id: 'batch_1' },
      },
    },
    {
      name: 'where a fine-tuning stands',
      sdk: (client) => client.fineTuning.jobs.retrieve('ftjob-1'),
      ours: {
        capability: 'tune',
        call: 'poll',
        request: { provider: 'portkey', capability: 'tune', model: 'any', id: 'ftjob-1' },
      },
    },
  ],
})

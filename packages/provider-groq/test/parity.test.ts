import { describeParity } from '@llmrr/testing/parity'
import Groq, { toFile } from 'groq-sdk'
import { groq } from '../src/index.ts'

const key = 'gsk-parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'openai/gpt-oss-20b'
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const schema = {
  type: 'object',
  properties: { answer: { type: 'number' } },
  required: ['answer'],
  additionalProperties: false,
}
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const tools = [
  { type: 'function' as const, function: { name: weather.name, description: weather.description, parameters } },
]
const messages = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello' }

describeParity<Groq>('groq-sdk', {
  provider: (url) => groq({ apiKey: key, baseURL: `${url}/openai/v1` }),
  client: (url) => new Groq({ apiKey: key, baseURL: url, maxRetries: 0 }),
  headers: ['authorization', 'content-type'],
  tolerated: [
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
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
          user: 'u1',
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
          user: 'u1',
        },
      },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of await client.chat.completions.create({ model, messages, stream: true }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'several turns',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [...messages, { role: 'assistant', content: 'Hi.' }, { role: 'user', content: 'And?' }],
        }),
      ours: {
        model,
        request: { messages: [...messages, { role: 'assistant', content: 'Hi.' }, { role: 'user', content: 'And?' }] },
      },
    },
    {
      name: 'an image by address and one as data',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'qwen/qwen3.6-27b',
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Compare.' },
                { type: 'image_url', image_url: { url: 'https://example.org/a.png', detail: 'low' } },
                { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
              ],
            },
          ],
        }),
      ours: {
        model: 'qwen/qwen3.6-27b',
        request: {
          prompt: [
            { type: 'text', text: 'Compare.' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png', detail: 'low' },
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
      name: 'any tool required',
      sdk: (client) => client.chat.completions.create({ model, messages, tools, tool_choice: 'required' }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: 'required' } },
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
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
        }),
      ours: { model, request: { ...hello, output: { schema, strict: true } } },
    },
    {
      name: 'reasoning effort',
      sdk: (client) => client.chat.completions.create({ model, messages, reasoning_effort: 'high' }),
      ours: { model, request: { ...hello, reasoning: 'high' } },
    },
    {
      name: 'the format of reasoning and a service tier',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'qwen/qwen3.6-27b',
          messages,
          reasoning_format: 'parsed',
          service_tier: 'flex',
        }),
      ours: {
        model: 'qwen/qwen3.6-27b',
        options: { reasoningFormat: 'parsed' },
        request: { ...hello, serviceTier: 'flex' },
      },
    },
    {
      name: 'web search of a compound system',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'groq/compound',
          messages,
          search_settings: { include_domains: ['example.org'], country: 'norway' },
        }),
      ours: {
        model: 'groq/compound',
        options: { searchSettings: { includeDomains: ['example.org'], country: 'norway' } },
        request: hello,
      },
    },
    {
      name: 'documents to cite',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          documents: [{ id: 'd1', source: { type: 'text', text: 'Fish swim.' } }],
          citation_options: 'enabled',
        }),
      ours: {
        model,
        options: { documents: [{ id: 'd1', source: { type: 'text', text: 'Fish swim.' } }], citations: true },
        request: hello,
      },
    },
    {
      name: 'speech',
      sdk: (client) =>
        client.audio.speech.create({
          model: 'canopylabs/orpheus-v1-english',
          input: 'Hello',
          voice: 'troy',
          response_format: 'wav',
          speed: 1.5,
          sample_rate: 24_000,
        }),
      ours: {
        capability: 'speech',
        model: 'canopylabs/orpheus-v1-english',
        request: { input: 'Hello', voice: 'troy', mediaType: 'audio/wav', speed: 1.5, sampleRate: 24_000 },
      },
    },
    {
      name: 'transcription',
      sdk: async (client) =>
        client.audio.transcriptions.create({
          model: 'whisper-large-v3',
          file: await toFile(Buffer.from(sound, 'base64'), 'a.wav', { type: 'audio/wav' }),
          language: 'en',
          prompt: 'LLMRR',
          response_format: 'json',
          temperature: 0.5,
        }),
      ours: {
        capability: 'transcribe',
        model: 'whisper-large-v3',
        request: {
          audio: { type: 'media', mediaType: 'audio/wav', data: sound, name: 'a.wav' },
          language: 'en',
          prompt: 'LLMRR',
          temperature: 0.5,
        },
      },
    },
    {
      name: 'translation',
      sdk: async (client) =>
        client.audio.translations.create({
          model: 'whisper-large-v3',
          file: await toFile(Buffer.from(sound, 'base64'), 'a.wav', { type: 'audio/wav' }),
          response_format: 'json',
        }),
      ours: {
        capability: 'transcribe',
        model: 'whisper-large-v3',
        request: { audio: { type: 'media', mediaType: 'audio/wav', data: sound, name: 'a.wav' }, translate: true },
      },
    },
    { name: 'model list', sdk: (client) => client.models.list(), ours: { capability: 'models' } },
    {
      name: 'storing a file',
      sdk: async (client) =>
        client.files.create({
          file: await toFile(Buffer.from('{}'), 'a.jsonl', { type: 'application/jsonl' }),
          purpose: 'batch',
        }),
      ours: {
        capability: 'files',
        call: 'put',
        request: { data: '{}', name: 'a.jsonl', mediaType: 'application/jsonl' },
      },
    },
    {
      name: 'where a batch stands',
      sdk: (client) => client.batches.retrieve('batch-1'),
      ours: {
        capability: 'batch',
        call: 'poll',
        request: { provider: 'groq', capability: 'batch', model: 'any', id: 'batch-1' },
      },
    },
  ],
})

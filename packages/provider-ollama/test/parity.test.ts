import { describeParity } from '@llmrr/testing/parity'
import { Ollama } from 'ollama'
import { ollama } from '../src/index.ts'

const model = 'qwen3'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const tools = [
  { type: 'function', function: { name: weather.name, description: weather.description, parameters } },
] as never
const messages = [{ role: 'user', content: 'Hello' }]
const hello = { prompt: 'Hello' }

describeParity<Ollama>('ollama', {
  provider: (url) => ollama({ baseURL: url, auth: () => ({}) }),
  client: (url) => new Ollama({ host: url }),
  headers: [],
  tolerated: [
    {
      at: /^body\.truncate$/,
      when: (theirs, ours) => theirs === undefined && ours === false,
      why: 'a prompt that is too long is an error, rather than one that has lost its beginning',
    },
  ],
  calls: [
    { name: 'text', sdk: (client) => client.chat({ model, messages }), ours: { model, request: hello } },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of await client.chat({ model, messages, stream: true }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.chat({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          options: { num_predict: 99, temperature: 0.5, top_p: 0.9, top_k: 40, seed: 7, stop: ['END'] },
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          maxOutputTokens: 99,
          temperature: 0.5,
          topP: 0.9,
          topK: 40,
          seed: 7,
          stop: ['END'],
        },
      },
    },
    {
      name: 'tools',
      sdk: (client) => client.chat({ model, messages, tools }),
      ours: { model, request: { ...hello, tools: [weather] } },
    },
    {
      name: 'thinking',
      sdk: (client) => client.chat({ model, messages, think: true }),
      ours: { model, request: { ...hello, reasoning: 'high' } },
    },
    {
      name: 'a schema and a picture',
      sdk: (client) =>
        client.chat({
          model,
          messages: [{ role: 'user', content: 'What is it?', images: [pixel] }],
          format: parameters,
          think: false,
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'What is it?' },
            { type: 'media', mediaType: 'image/png', data: pixel },
          ],
          output: { schema: parameters, name: 'place' },
        },
      },
    },
    {
      name: 'completion',
      sdk: (client) => client.generate({ model, prompt: 'def f(', suffix: 'return x', options: { num_predict: 5 } }),
      ours: {
        capability: 'complete',
        model,
        request: { prompt: 'def f(', suffix: 'return x', maxOutputTokens: 5 },
      },
    },
    {
      name: 'embeddings',
      sdk: (client) => client.embed({ model, input: ['a', 'b'], dimensions: 4 }),
      ours: { capability: 'embed', model, request: { input: ['a', 'b'], dimensions: 4 } },
    },
    { name: 'models', sdk: (client) => client.list(), ours: { capability: 'models' } },
  ],
})

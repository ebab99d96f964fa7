import { describeParity } from '@llmrr/testing/parity'
import OpenAI from 'openai'
import { novita } from '../src/index.ts'

const key = 'novita-parity'
const model = 'openai/gpt-oss-20b'
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

// Novita documents OpenAI's SDK for its language models.
describeParity<OpenAI>('openai', {
  provider: (url) => novita({ apiKey: key, baseURL: `${url}/openai/v1` }),
  client: (url) => new OpenAI({ apiKey: key, baseURL: `${url}/openai/v1`, maxRetries: 0 }),
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
      why: 'the SDK asks for base64 by itself, which is a choice at Novita',
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
          seed: 7,
          frequency_penalty: 0.1,
          presence_penalty: 0.2,
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          temperature: 0.5,
          topP: 0.9,
          maxOutputTokens: 99,
          seed: 7,
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
        },
      },
    },
    {
      name: 'tools',
      sdk: (client) => client.chat.completions.create({ model, messages, tools, tool_choice: 'auto' }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: 'auto' } },
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
      name: 'embeddings',
      sdk: (client) => client.embeddings.create({ model: 'baai/bge-m3', input: ['a', 'b'] }),
      ours: { capability: 'embed', model: 'baai/bge-m3', request: { input: ['a', 'b'] } },
    },
  ],
})

import { describeParity } from '@llmrr/testing/parity'
import OpenAI, { toFile } from 'openai'
import { deepinfra } from '../src/index.ts'

const key = 'di-parity'
const model = 'deepseek-ai/DeepSeek-V4-Flash'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
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

// DeepInfra documents OpenAI's SDK for its routes that follow OpenAI.
describeParity<OpenAI>('openai', {
  provider: (url) => deepinfra({ apiKey: key, baseURL: `${url}/v1/openai` }),
  client: (url) => new OpenAI({ apiKey: key, baseURL: `${url}/v1/openai`, maxRetries: 0 }),
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
      why: 'the SDK asks for base64 by itself, which not every server has',
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
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
          user: 'u1',
        },
      },
    },
    {
      name: 'tools and a forced call',
      sdk: (client) => client.chat.completions.create({ model, messages, tools, tool_choice: 'required' }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: 'required' } },
    },
    {
      name: 'a picture',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'What is it?' },
                { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'What is it?' },
            { type: 'media', mediaType: 'image/png', data: pixel },
          ],
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
      name: 'speech',
      sdk: (client) => client.audio.speech.create({ model, input: 'Hi', voice: 'alloy', response_format: 'wav' }),
      ours: { capability: 'speech', model, request: { input: 'Hi', voice: 'alloy', mediaType: 'audio/wav' } },
    },
    {
      name: 'transcription',
      sdk: async (client) =>
        client.audio.transcriptions.create({
          model,
          file: await toFile(Buffer.from('RIFF'), 'audio.wav', { type: 'audio/wav' }),
          response_format: 'json',
        }),
      ours: {
        capability: 'transcribe',
        model,
        request: { audio: { type: 'media', mediaType: 'audio/wav', data: 'UklGRg==' } },
      },
    },
    {
      name: 'image',
      sdk: (client) =>
        client.images.generate({ model, prompt: 'A heron.', size: '512x512', response_format: 'b64_json' }),
      ours: { capability: 'image', model, request: { prompt: 'A heron.', size: '512x512' } },
    },
    {
      name: 'models',
      sdk: (client) => client.models.list(),
      ours: { capability: 'models' },
    },
  ],
})

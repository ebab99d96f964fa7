import { describeParity } from '@llmrr/testing/parity'
import { CohereClient, CohereClientV2 } from 'cohere-ai'
import { cohere } from '../src/index.ts'
import type { Cohere } from 'cohere-ai'

const key = 'cohere-parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'command-a-03-2025'
const thinker = 'command-a-reasoning-08-2025'
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const schema = { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'] }
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const tools: Cohere.ToolV2[] = [
  { type: 'function', function: { name: weather.name, description: weather.description, parameters } },
]
const messages = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello' }
const call = { id: 'c1', type: 'function' as const, function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } }

interface Clients {
  readonly v2: CohereClientV2
  readonly v1: CohereClient
}

const answers: Readonly<Record<string, unknown>> = {
  '/v2/embed': { id: 'e', embeddings: { float: [[1]] }, response_type: 'embeddings_by_type' },
  '/v2/rerank': { id: 'r', results: [] },
  '/v1/tokenize': { tokens: [1], token_strings: ['a'] },
  '/v1/models': { models: [] },
  '/v2/audio/transcriptions': { text: 'Hi' },
}
const reply = {
  id: 'a',
  finish_reason: 'COMPLETE',
  message: { role: 'assistant', content: [{ type: 'text', text: '' }] },
}

describeParity<Clients>('cohere-ai', {
  provider: (url) => cohere({ apiKey: key, baseURL: url }),
  client: (url) => {
    const options = { token: key, environment: url, maxRetries: 0 }
    return { v2: new CohereClientV2(options), v1: new CohereClient(options) }
  },
  headers: ['authorization', 'content-type'],
  answer: ({ path }) => answers[path] ?? reply,
  tolerated: [
    {
      at: /^body\.stream$/,
      when: (theirs, ours) => theirs === false && ours === undefined,
      why: 'no stream is the default',
    },
    {
      at: /^body\.embedding_types/,
      when: (theirs) => theirs === undefined,
      why: 'floats are asked for by name, which older models want',
    },
    {
      at: /^query\.page_size$/,
      when: (theirs) => theirs === undefined,
      why: 'the list comes in as few pages as can be',
    },
  ],
  calls: [
    {
      name: 'text',
      sdk: ({ v2 }) => v2.chat({ model, messages }),
      ours: { model, request: hello },
    },
    {
      name: 'system, sampling and bounds',
      sdk: ({ v2 }) =>
        v2.chat({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          temperature: 0.5,
          p: 0.9,
          k: 40,
          maxTokens: 99,
          stopSequences: ['END'],
          seed: 7,
          frequencyPenalty: 0.25,
          presencePenalty: 0.5,
          logprobs: true,
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          temperature: 0.5,
          topP: 0.9,
          topK: 40,
          maxOutputTokens: 99,
          stop: ['END'],
          seed: 7,
          frequencyPenalty: 0.25,
          presencePenalty: 0.5,
          logprobs: true,
        },
      },
    },
    {
      name: 'a stream',
      sdk: async ({ v2 }) => {
        for await (const _ of await v2.chatStream({ model, messages }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'several turns with thinking',
      sdk: ({ v2 }) =>
        v2.chat({
          model: thinker,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [
                { type: 'thinking', thinking: 'Greet.' },
                { type: 'text', text: 'Hi.' },
              ],
            },
            { role: 'user', content: 'And?' },
          ],
          thinking: { type: 'enabled', tokenBudget: 500 },
        }),
      ours: {
        model: thinker,
        request: {
          reasoning: { tokens: 500 },
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [
                { type: 'reasoning', text: 'Greet.' },
                { type: 'text', text: 'Hi.' },
              ],
            },
            { role: 'user', content: 'And?' },
          ],
        },
      },
    },
    {
      name: 'without thinking',
      sdk: ({ v2 }) => v2.chat({ model: thinker, messages, thinking: { type: 'disabled' } }),
      ours: { model: thinker, request: { ...hello, reasoning: 'none' } },
    },
    {
      name: 'an image by address and one as data',
      sdk: ({ v2 }) =>
        v2.chat({
          model: 'command-a-vision-07-2025',
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Compare.' },
                { type: 'image_url', imageUrl: { url: 'https://example.org/a.png', detail: 'low' } },
                { type: 'image_url', imageUrl: { url: `data:image/png;base64,${pixel}` } },
              ],
            },
          ],
        }),
      ours: {
        model: 'command-a-vision-07-2025',
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
      name: 'strict tools, one of them required',
      sdk: ({ v2 }) => v2.chat({ model, messages, tools, strictTools: true, toolChoice: 'REQUIRED' }),
      ours: { model, request: { ...hello, tools: [{ ...weather, strict: true }], toolChoice: 'required' } },
    },
    {
      name: 'tools that may not be called',
      sdk: ({ v2 }) => v2.chat({ model, messages, tools, toolChoice: 'NONE' }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: 'none' } },
    },
    {
      name: 'a plan, a call and its result as a document',
      sdk: ({ v2 }) =>
        v2.chat({
          model,
          tools,
          messages: [
            ...messages,
            { role: 'assistant', toolPlan: 'I look.', toolCalls: [call] },
            { role: 'tool', toolCallId: 'c1', content: [{ type: 'document', document: { data: { degrees: 3 } } }] },
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
              content: [
                { type: 'text', text: 'I look.' },
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
      sdk: ({ v2 }) => v2.chat({ model, messages, responseFormat: { type: 'json_object', jsonSchema: schema } }),
      ours: { model, request: { ...hello, output: { schema } } },
    },
    {
      name: 'documents to cite, a safety mode and a priority',
      sdk: ({ v2 }) =>
        v2.chat({
          model,
          messages,
          documents: [{ id: 'd1', data: { title: 'Fish', text: 'Fish swim.' } }, 'Birds fly.'],
          citationOptions: { mode: 'ACCURATE' },
          safetyMode: 'STRICT',
          priority: 3,
        }),
      ours: {
        model,
        options: {
          documents: [{ id: 'd1', data: { title: 'Fish', text: 'Fish swim.' } }, 'Birds fly.'],
          citationMode: 'ACCURATE',
          safetyMode: 'STRICT',
          priority: 3,
        },
        request: hello,
      },
    },
    {
      name: 'embeddings of texts',
      sdk: ({ v2 }) =>
        v2.embed({
          model: 'embed-v4.0',
          inputType: 'search_query',
          texts: ['a', 'b'],
          embeddingTypes: ['int8'],
          outputDimension: 256,
          truncate: 'END',
        }),
      ours: {
        capability: 'embed',
        model: 'embed-v4.0',
        options: { embeddingType: 'int8' },
        request: { input: ['a', 'b'], purpose: 'query', dimensions: 256, truncate: 'end' },
      },
    },
    {
      name: 'embedding of an image',
      sdk: ({ v2 }) =>
        v2.embed({ model: 'embed-english-v3.0', inputType: 'image', images: [`data:image/png;base64,${pixel}`] }),
      ours: {
        capability: 'embed',
        model: 'embed-english-v3.0',
        request: { input: [[{ type: 'media', mediaType: 'image/png', data: pixel }]] },
      },
    },
    {
      name: 'embedding of text and image together',
      sdk: ({ v2 }) =>
        v2.embed({
          model: 'embed-v4.0',
          inputType: 'search_document',
          inputs: [
            {
              content: [
                { type: 'text', text: 'A dot.' },
                { type: 'image_url', imageUrl: { url: `data:image/png;base64,${pixel}` } },
              ],
            },
          ],
        }),
      ours: {
        capability: 'embed',
        model: 'embed-v4.0',
        request: {
          input: [
            [
              { type: 'text', text: 'A dot.' },
              { type: 'media', mediaType: 'image/png', data: pixel },
            ],
          ],
        },
      },
    },
    {
      name: 'reranking',
      sdk: ({ v2 }) =>
        v2.rerank({ model: 'rerank-v4.0-pro', query: 'q', documents: ['a', 'b'], topN: 1, maxTokensPerDoc: 512 }),
      ours: {
        capability: 'rerank',
        model: 'rerank-v4.0-pro',
        request: { query: 'q', documents: ['a', 'b'], topN: 1, maxTokensPerDocument: 512 },
      },
    },
    {
      name: 'counting tokens',
      sdk: ({ v1 }) => v1.tokenize({ model, text: 'Hello' }),
      ours: { capability: 'countTokens', model, request: hello },
    },
    {
      name: 'transcription',
      sdk: ({ v2 }) =>
        v2.audio.transcriptions.create(new File([Buffer.from(sound, 'base64')], 'a.wav', { type: 'audio/wav' }), {
          model: 'cohere-transcribe-03-2026',
          language: 'en',
          temperature: 0.5,
        }),
      ours: {
        capability: 'transcribe',
        model: 'cohere-transcribe-03-2026',
        request: {
          audio: { type: 'media', mediaType: 'audio/wav', data: sound, name: 'a.wav' },
          language: 'en',
          temperature: 0.5,
        },
      },
    },
    { name: 'model list', sdk: ({ v1 }) => v1.models.list(), ours: { capability: 'models' } },
  ],
})

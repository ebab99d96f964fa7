import Anthropic from '@anthropic-ai/sdk'
import { describeParity } from '@llmrr/testing/parity'
import OpenAI, { AzureOpenAI, toFile } from 'openai'
import { azureOpenAI } from '../src/index.ts'

/** The official clients: of the addresses of deployments, of v1, and of Claude. */
interface Clients {
  readonly azure: AzureOpenAI
  readonly v1: OpenAI
  readonly claude: Anthropic
}

const key = 'key-parity'
const apiVersion = '2025-04-01-preview'
const classic = { apiVersion }
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'gpt-4.1'
const messages = [{ role: 'user' as const, content: 'Hello' }]
const input = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello' }
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
const tool = {
  type: 'function' as const,
  function: { name: weather.name, description: weather.description, parameters },
}
const call = {
  id: 'call_1',
  type: 'function' as const,
  function: { name: weather.name, arguments: '{"city":"Oslo"}' },
}

describeParity<Clients>('openai (AzureOpenAI, v1), @anthropic-ai/sdk', {
  provider: (url) => azureOpenAI({ apiKey: key, baseURL: url }),
  client: (url) => ({
    azure: new AzureOpenAI({ apiKey: key, endpoint: url, apiVersion, maxRetries: 0 }),
    // With the header that the Azure client sends; a key as bearer is the other way that v1 takes it.
    v1: new OpenAI({
      apiKey: 'unused',
      baseURL: `${url}/openai/v1`,
      defaultHeaders: { authorization: null, 'api-key': key },
      maxRetries: 0,
    }),
    claude: new Anthropic({
      apiKey: 'unused',
      baseURL: `${url}/anthropic`,
      defaultHeaders: { authorization: null, 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      maxRetries: 0,
    }),
  }),
  headers: ['api-key', 'x-api-key', 'authorization', 'anthropic-version', 'content-type'],
  tolerated: [
    {
      at: /^body\.store$/,
      when: (theirs, ours) => theirs === undefined && ours === false,
      why: 'answers are not kept unless asked',
    },
    {
      at: /^body\.include/,
      when: (theirs) => theirs === undefined,
      why: 'encrypted reasoning is asked for, since answers are not kept',
    },
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
    },
  ],
  calls: [
    {
      name: 'deployments: text',
      sdk: ({ azure }) => azure.chat.completions.create({ model, messages }),
      ours: { model, options: classic, request: hello },
    },
    {
      name: 'deployments: system, sampling and bounds',
      sdk: ({ azure }) =>
        azure.chat.completions.create({
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
        options: classic,
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
      name: 'deployments: the older name for the longest answer',
      sdk: ({ azure }) => azure.chat.completions.create({ model, messages, max_tokens: 99 }),
      ours: {
        model,
        options: { ...classic, maxTokensField: 'max_tokens' },
        request: { ...hello, maxOutputTokens: 99 },
      },
    },
    {
      name: 'deployments: streaming',
      sdk: async ({ azure }) => {
        for await (const _ of await azure.chat.completions.create({ model, messages, stream: true }));
      },
      ours: { model, options: classic, request: hello, stream: true },
    },
    {
      name: 'deployments: an image by address and one as data',
      sdk: ({ azure }) =>
        azure.chat.completions.create({
          model,
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
        model,
        options: classic,
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
      name: 'deployments: tools, one of them forced',
      sdk: ({ azure }) =>
        azure.chat.completions.create({
          model,
          messages,
          tools: [tool],
          tool_choice: { type: 'function', function: { name: weather.name } },
          parallel_tool_calls: false,
        }),
      ours: {
        model,
        options: classic,
        request: { ...hello, tools: [weather], toolChoice: { tool: weather.name }, parallelToolCalls: false },
      },
    },
    {
      name: 'deployments: a tool result',
      sdk: ({ azure }) =>
        azure.chat.completions.create({
          model,
          messages: [
            ...messages,
            { role: 'assistant', content: null, tool_calls: [call] },
            { role: 'tool', tool_call_id: 'call_1', content: '4 C' },
          ],
          tools: [tool],
        }),
      ours: {
        model,
        options: classic,
        request: {
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [{ type: 'tool-call', id: 'call_1', name: weather.name, input: { city: 'Oslo' } }],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'call_1', name: weather.name, output: '4 C' }] },
          ],
          tools: [weather],
        },
      },
    },
    {
      name: 'deployments: structured output',
      sdk: ({ azure }) =>
        azure.chat.completions.create({
          model,
          messages,
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
        }),
      ours: { model, options: classic, request: { ...hello, output: { name: 'answer', schema } } },
    },
    {
      name: 'deployments: reasoning',
      sdk: ({ azure }) => azure.chat.completions.create({ model: 'gpt-5-mini', messages, reasoning_effort: 'low' }),
      ours: { model: 'gpt-5-mini', options: classic, request: { ...hello, reasoning: 'low' } },
    },
    {
      name: 'deployments: Responses, which is of the resource',
      sdk: ({ azure }) => azure.responses.create({ model: 'gpt-5-codex', input, reasoning: { effort: 'low' } }),
      ours: { model: 'gpt-5-codex', options: classic, request: { ...hello, reasoning: 'low' } },
    },
    {
      name: 'deployments: legacy completion',
      sdk: ({ azure }) => azure.completions.create({ model: 'gpt-35-turbo-instruct', prompt: 'Once', max_tokens: 9 }),
      ours: {
        capability: 'complete',
        model: 'gpt-35-turbo-instruct',
        options: classic,
        request: { prompt: 'Once', maxOutputTokens: 9 },
      },
    },
    {
      name: 'deployments: embeddings',
      sdk: ({ azure }) =>
        azure.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 8 }),
      ours: {
        capability: 'embed',
        model: 'text-embedding-3-small',
        options: classic,
        request: { input: ['a', 'b'], dimensions: 8 },
      },
    },
    {
      name: 'deployments: an image',
      sdk: ({ azure }) =>
        azure.images.generate({ model: 'gpt-image-2', prompt: 'A goldfish', n: 2, output_format: 'jpeg' }),
      ours: {
        capability: 'image',
        model: 'gpt-image-2',
        options: classic,
        request: { prompt: 'A goldfish', count: 2, mediaType: 'image/jpeg' },
      },
    },
    {
      name: 'deployments: speech',
      sdk: ({ azure }) =>
        azure.audio.speech.create({ model: 'gpt-4o-mini-tts', input: 'Hi', voice: 'alloy', response_format: 'wav' }),
      ours: {
        capability: 'speech',
        model: 'gpt-4o-mini-tts',
        options: classic,
        request: { input: 'Hi', voice: 'alloy', mediaType: 'audio/wav' },
      },
    },
    {
      name: 'deployments: transcription',
      sdk: async ({ azure }) =>
        azure.audio.transcriptions.create({
          model: 'gpt-4o-transcribe',
          file: await toFile(Buffer.from(sound, 'base64'), 'audio.wav', { type: 'audio/wav' }),
          language: 'en',
          response_format: 'json',
        }),
      ours: {
        capability: 'transcribe',
        model: 'gpt-4o-transcribe',
        options: classic,
        request: { audio: { type: 'media', mediaType: 'audio/wav', data: sound }, language: 'en' },
      },
    },
    {
      name: 'deployments: a file',
      sdk: async ({ azure }) =>
        azure.files.create({
          file: await toFile(Buffer.from('{}'), 'lines.jsonl', { type: 'application/jsonl' }),
          purpose: 'batch',
        }),
      ours: {
        capability: 'files',
        call: 'put',
        options: classic,
        request: { data: '{}', name: 'lines.jsonl', mediaType: 'application/jsonl', purpose: 'batch' },
      },
    },
    {
      name: 'deployments: fine-tuning',
      sdk: ({ azure }) => azure.fineTuning.jobs.create({ model, training_file: 'file-1', suffix: 'ours' }),
      ours: {
        capability: 'tune',
        call: 'submit',
        model,
        options: classic,
        request: { trainingFile: { provider: 'azure-openai', id: 'file-1' }, suffix: 'ours' },
      },
    },
    {
      name: 'deployments: models',
      sdk: ({ azure }) => azure.models.list(),
      ours: { capability: 'models', options: classic },
    },
    {
      name: 'v1: Chat Completions',
      sdk: ({ v1 }) => v1.chat.completions.create({ model: 'prod', messages, max_completion_tokens: 99 }),
      ours: { model: 'prod', request: { ...hello, maxOutputTokens: 99 } },
    },
    {
      name: 'v1: Responses with tools and reasoning',
      sdk: ({ v1 }) =>
        v1.responses.create({
          model: 'gpt-5.4',
          instructions: 'Be brief.',
          input,
          tools: [
            { type: 'function', name: weather.name, description: weather.description, parameters, strict: false },
          ],
          reasoning: { effort: 'low', summary: 'auto' },
          max_output_tokens: 99,
          safety_identifier: 'u1',
        }),
      ours: {
        model: 'gpt-5.4',
        request: {
          ...hello,
          system: 'Be brief.',
          tools: [weather],
          reasoning: { effort: 'low', summary: true },
          maxOutputTokens: 99,
          user: 'u1',
        },
      },
    },
    {
      name: 'v1: Responses, streaming with a schema',
      sdk: async ({ v1 }) => {
        for await (const _ of await v1.responses.create({
          model,
          input,
          text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
          stream: true,
        }));
      },
      ours: { model, request: { ...hello, output: { name: 'answer', schema } }, stream: true },
    },
    {
      name: 'v1: models',
      sdk: ({ v1 }) => v1.models.list(),
      ours: { capability: 'models' },
    },
    {
      name: 'Claude',
      sdk: ({ claude }) =>
        claude.messages.create({ model: 'claude-opus-4-8', max_tokens: 99, system: 'Be brief.', messages }),
      ours: { model: 'claude-opus-4-8', request: { ...hello, system: 'Be brief.', maxOutputTokens: 99 } },
    },
    {
      name: 'Claude, streaming with a tool',
      sdk: async ({ claude }) => {
        for await (const _ of await claude.messages.create({
          model: 'claude-opus-4-8',
          max_tokens: 99,
          messages,
          tools: [{ name: weather.name, description: weather.description, input_schema: parameters as never }],
          stream: true,
        }));
      },
      ours: {
        model: 'claude-opus-4-8',
        request: { ...hello, tools: [weather], maxOutputTokens: 99 },
        stream: true,
      },
    },
  ],
})

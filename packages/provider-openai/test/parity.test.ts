import { describeParity } from '@llmrr/testing/parity'
import OpenAI, { toFile } from 'openai'
import { openai } from '../src/index.ts'

const key = 'sk-parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const pdf = 'JVBERi0xLjQK'
const sound = 'UklGRiQAAABXQVZF'

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
const hello = { prompt: 'Hello' }

describeParity<OpenAI>('openai', {
  provider: (url) => openai({ apiKey: key, baseURL: `${url}/v1` }),
  client: (url) => new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 }),
  headers: ['authorization', 'content-type', 'openai-organization', 'openai-project'],
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
    {
      at: /^body\.stream$/,
      when: (theirs, ours) => theirs === false && ours === undefined,
      why: 'no stream is the default',
    },
  ],
  calls: [
    {
      name: 'Responses: text',
      sdk: (client) => client.responses.create({ model: 'gpt-4.1', input: [{ role: 'user', content: 'Hello' }] }),
      ours: { model: 'gpt-4.1', request: hello },
    },
    {
      name: 'Responses: instructions, sampling and bounds',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          instructions: 'Be brief.',
          input: [{ role: 'user', content: 'Hello' }],
          max_output_tokens: 99,
          temperature: 0.5,
          top_p: 0.9,
          metadata: { a: 'b' },
          service_tier: 'flex',
          safety_identifier: 'u1',
          prompt_cache_key: 'k',
          stream: false,
        }),
      ours: {
        model: 'gpt-4.1',
        request: {
          system: 'Be brief.',
          prompt: 'Hello',
          maxOutputTokens: 99,
          temperature: 0.5,
          topP: 0.9,
          metadata: { a: 'b' },
          serviceTier: 'flex',
          user: 'u1',
          cache: { key: 'k' },
        },
      },
    },
    {
      name: 'Responses: streaming',
      sdk: async (client) => {
        for await (const _ of await client.responses.create({
          model: 'gpt-4.1',
          input: [{ role: 'user', content: 'Hello' }],
          stream: true,
        }));
      },
      ours: { model: 'gpt-4.1', request: hello, stream: true },
    },
    {
      name: 'Responses: several turns',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          input: [
            { role: 'user', content: 'Hi' },
            { role: 'assistant', content: 'Hi.' },
            { role: 'user', content: 'And?' },
          ],
        }),
      ours: {
        model: 'gpt-4.1',
        request: {
          messages: [
            { role: 'user', content: 'Hi' },
            { role: 'assistant', content: 'Hi.' },
            { role: 'user', content: 'And?' },
          ],
        },
      },
    },
    {
      name: 'Responses: an image by address and one as data',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          input: [
            {
              role: 'user',
              content: [
                { type: 'input_text', text: 'Compare.' },
                { type: 'input_image', image_url: 'https://example.org/a.png', detail: 'low' },
                { type: 'input_image', image_url: `data:image/png;base64,${pixel}`, detail: 'auto' },
              ],
            },
          ],
        }),
      ours: {
        model: 'gpt-4.1',
        request: {
          prompt: [
            { type: 'text', text: 'Compare.' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png', detail: 'low' },
            { type: 'media', mediaType: 'image/png', data: pixel, detail: 'auto' },
          ],
        },
      },
    },
    {
      name: 'Responses: a PDF as data and by file id',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          input: [
            {
              role: 'user',
              content: [
                { type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${pdf}` },
                { type: 'input_file', file_id: 'file-1' },
              ],
            },
          ],
        }),
      ours: {
        model: 'gpt-4.1',
        request: {
          prompt: [
            { type: 'media', mediaType: 'application/pdf', data: pdf, name: 'a.pdf' },
            { type: 'media', mediaType: 'application/pdf', file: { provider: 'openai', id: 'file-1' } },
          ],
        },
      },
    },
    {
      name: 'Responses: tools, one of them required',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          input: [{ role: 'user', content: 'Hello' }],
          tools: [{ type: 'function', name: weather.name, description: weather.description, parameters, strict: true }],
          tool_choice: { type: 'function', name: 'get_weather' },
          parallel_tool_calls: false,
        }),
      ours: {
        model: 'gpt-4.1',
        request: {
          ...hello,
          tools: [{ ...weather, strict: true }],
          toolChoice: { tool: 'get_weather' },
          parallelToolCalls: false,
        },
      },
    },
    {
      name: 'Responses: a tool call and its result',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          input: [
            { role: 'user', content: 'Hello' },
            { type: 'function_call', call_id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
            { type: 'function_call_output', call_id: 'c1', output: '{"degrees":3}' },
          ],
          tools: [
            { type: 'function', name: weather.name, description: weather.description, parameters, strict: false },
          ],
        }),
      ours: {
        model: 'gpt-4.1',
        request: {
          tools: [{ ...weather, strict: false }],
          messages: [
            { role: 'user', content: 'Hello' },
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
      name: 'Responses: structured output',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          input: [{ role: 'user', content: 'Hello' }],
          text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
        }),
      ours: { model: 'gpt-4.1', request: { ...hello, output: { schema, strict: true } } },
    },
    {
      name: 'Responses: reasoning with a summary',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-5.1',
          input: [{ role: 'user', content: 'Hello' }],
          reasoning: { effort: 'high', summary: 'auto' },
        }),
      ours: { model: 'gpt-5.1', request: { ...hello, reasoning: { effort: 'high', summary: true } } },
    },
    {
      name: 'Responses: a hosted tool',
      sdk: (client) =>
        client.responses.create({
          model: 'gpt-4.1',
          input: [{ role: 'user', content: 'Hello' }],
          tools: [{ type: 'web_search', search_context_size: 'low' }],
        }),
      ours: {
        model: 'gpt-4.1',
        request: hello,
        options: { tools: [{ type: 'web_search', search_context_size: 'low' }] },
      },
    },
    {
      name: 'Responses: counting tokens',
      sdk: (client) =>
        client.responses.inputTokens.count({ model: 'gpt-4.1', input: [{ role: 'user', content: 'Hello' }] }),
      ours: { capability: 'countTokens', model: 'gpt-4.1', request: hello },
    },
    {
      name: 'Chat Completions: system, stop, seed and penalties',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'gpt-4.1',
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: 'Hello' },
          ],
          max_completion_tokens: 99,
          stop: ['END'],
          seed: 7,
          frequency_penalty: 0.5,
          presence_penalty: 0.25,
          logprobs: true,
          top_logprobs: 2,
          safety_identifier: 'u1',
        }),
      ours: {
        model: 'gpt-4.1',
        options: { api: 'chat' },
        request: {
          system: 'Be brief.',
          prompt: 'Hello',
          maxOutputTokens: 99,
          stop: ['END'],
          seed: 7,
          frequencyPenalty: 0.5,
          presencePenalty: 0.25,
          logprobs: 2,
          user: 'u1',
        },
      },
    },
    {
      name: 'Chat Completions: the system of a model that reasons',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'o3',
          messages: [
            { role: 'developer', content: 'Be brief.' },
            { role: 'user', content: 'Hello' },
          ],
          reasoning_effort: 'low',
        }),
      ours: {
        model: 'o3',
        options: { api: 'chat' },
        request: { system: 'Be brief.', prompt: 'Hello', reasoning: 'low' },
      },
    },
    {
      name: 'Chat Completions: streaming',
      sdk: async (client) => {
        for await (const _ of await client.chat.completions.create({
          model: 'gpt-4.1',
          messages: [{ role: 'user', content: 'Hello' }],
          stream: true,
        }));
      },
      ours: { model: 'gpt-4.1', options: { api: 'chat' }, request: hello, stream: true },
    },
    {
      name: 'Chat Completions: an image and a sound',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'gpt-audio',
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'What?' },
                { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
                { type: 'input_audio', input_audio: { data: sound, format: 'wav' } },
              ],
            },
          ],
        }),
      ours: {
        model: 'gpt-audio',
        options: { api: 'chat' },
        request: {
          prompt: [
            { type: 'text', text: 'What?' },
            { type: 'media', mediaType: 'image/png', data: pixel },
            { type: 'media', mediaType: 'audio/wav', data: sound },
          ],
        },
      },
    },
    {
      name: 'Chat Completions: a tool call, its result, structured output',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'gpt-4.1',
          messages: [
            { role: 'user', content: 'Hello' },
            {
              role: 'assistant',
              content: null,
              tool_calls: [
                { id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
              ],
            },
            { role: 'tool', tool_call_id: 'c1', content: 'cold' },
          ],
          tools: [
            {
              type: 'function',
              function: { name: weather.name, description: weather.description, parameters, strict: true },
            },
          ],
          tool_choice: 'auto',
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
        }),
      ours: {
        model: 'gpt-4.1',
        options: { api: 'chat' },
        request: {
          tools: [{ ...weather, strict: true }],
          toolChoice: 'auto',
          output: { schema, strict: true },
          messages: [
            { role: 'user', content: 'Hello' },
            {
              role: 'assistant',
              content: [{ type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } }],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: 'cold' }] },
          ],
        },
      },
    },
    {
      name: 'embeddings',
      sdk: (client) => client.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 8 }),
      ours: { capability: 'embed', model: 'text-embedding-3-small', request: { input: ['a', 'b'], dimensions: 8 } },
    },
    {
      name: 'image generation',
      sdk: (client) =>
        client.images.generate({
          model: 'gpt-image-1',
          prompt: 'A goldfish',
          n: 2,
          size: '1024x1024',
          quality: 'low',
          background: 'transparent',
          output_format: 'webp',
        }),
      ours: {
        capability: 'image',
        model: 'gpt-image-1',
        request: {
          prompt: 'A goldfish',
          count: 2,
          size: '1024x1024',
          quality: 'low',
          background: 'transparent',
          mediaType: 'image/webp',
        },
      },
    },
    {
      name: 'speech',
      sdk: (client) =>
        client.audio.speech.create({
          model: 'gpt-4o-mini-tts',
          input: 'Hello',
          voice: 'alloy',
          instructions: 'Softly.',
          response_format: 'wav',
          speed: 1.5,
        }),
      ours: {
        capability: 'speech',
        model: 'gpt-4o-mini-tts',
        request: { input: 'Hello', voice: 'alloy', instructions: 'Softly.', mediaType: 'audio/wav', speed: 1.5 },
      },
    },
    {
      name: 'transcription',
      sdk: async (client) =>
        client.audio.transcriptions.create({
          model: 'whisper-1',
          file: await toFile(Buffer.from(sound, 'base64'), 'a.wav', { type: 'audio/wav' }),
          language: 'en',
          prompt: 'LLMRR',
          response_format: 'json',
          temperature: 0.5,
        }),
      ours: {
        capability: 'transcribe',
        model: 'whisper-1',
        request: {
          audio: { type: 'media', mediaType: 'audio/wav', data: sound, name: 'a.wav' },
          language: 'en',
          prompt: 'LLMRR',
          temperature: 0.5,
        },
      },
    },
    {
      name: 'moderation',
      sdk: (client) => client.moderations.create({ model: 'omni-moderation-latest', input: ['a', 'b'] }),
      ours: { capability: 'moderate', model: 'omni-moderation-latest', request: { input: ['a', 'b'] } },
    },
    {
      name: 'model list',
      sdk: (client) => client.models.list(),
      ours: { capability: 'models' },
    },
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
        request: { data: '{}', name: 'a.jsonl', mediaType: 'application/jsonl', purpose: 'batch' },
      },
    },
    {
      name: 'deleting a file',
      sdk: (client) => client.files.delete('file-1'),
      ours: { capability: 'files', call: 'delete', request: { provider: 'openai', id: 'file-1' } },
    },
    {
      name: 'where a batch stands',
      sdk: (client) => client.batches.retrieve('batch-1'),
      ours: {
        capability: 'batch',
        call: 'poll',
        request: { provider: 'openai', capability: 'batch', model: 'any', id: 'batch-1' },
      },
    },
  ],
})

import Anthropic, { toFile } from '@anthropic-ai/sdk'
import { describeParity } from '@llmrr/testing/parity'
import { anthropic } from '../src/index.ts'

const key = 'sk-ant-parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const pdf = 'JVBERi0xLjQK'
const model = 'claude-haiku-4-5'
const max_tokens = 2048
const parameters = {
  type: 'object' as const,
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const schema = {
  type: 'object' as const,
  properties: { answer: { type: 'number' } },
  required: ['answer'],
  additionalProperties: false,
}
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const tools = [{ name: weather.name, description: weather.description, input_schema: parameters }]
const messages = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello', maxOutputTokens: max_tokens }

describeParity<Anthropic>('@anthropic-ai/sdk', {
  // The version that the SDK sends; ours is the one before by default, which still takes sampling parameters.
  provider: (url) => anthropic({ apiKey: key, baseURL: url, version: '2026-10-21' }),
  client: (url) => new Anthropic({ apiKey: key, baseURL: url, maxRetries: 0 }),
  headers: ['x-api-key', 'authorization', 'anthropic-version', 'anthropic-beta', 'content-type'],
  tolerated: [
    {
      at: /^header (?:x-api-key|authorization)$/,
      when: (theirs, ours) => [theirs, ours].includes(undefined) && `${theirs ?? ours}`.endsWith(key),
      why: 'the SDK sends the key as a bearer since 1.0; the service takes both',
    },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.messages.create({ model, max_tokens, messages }),
      ours: { model, request: hello },
    },
    {
      name: 'system and bounds',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages,
          system: 'Be brief.',
          stop_sequences: ['END'],
          metadata: { user_id: 'u1' },
          service_tier: 'auto',
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          stop: ['END'],
          user: 'u1',
          serviceTier: 'auto',
        },
      },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of await client.messages.create({ model, max_tokens, messages, stream: true }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'several turns',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages: [...messages, { role: 'assistant', content: 'Hi.' }, { role: 'user', content: 'And?' }],
        }),
      ours: {
        model,
        request: {
          maxOutputTokens: max_tokens,
          messages: [...messages, { role: 'assistant', content: 'Hi.' }, { role: 'user', content: 'And?' }],
        },
      },
    },
    {
      name: 'an image by address and one as data',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Compare.' },
                { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          maxOutputTokens: max_tokens,
          prompt: [
            { type: 'text', text: 'Compare.' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
            { type: 'media', mediaType: 'image/png', data: pixel },
          ],
        },
      },
    },
    {
      name: 'documents with citations',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages: [
            {
              role: 'user',
              content: [
                {
                  type: 'document',
                  title: 'a.pdf',
                  citations: { enabled: true },
                  source: { type: 'base64', media_type: 'application/pdf', data: pdf },
                },
                {
                  type: 'document',
                  citations: { enabled: true },
                  source: { type: 'text', media_type: 'text/plain', data: 'Fish swim.' },
                },
                { type: 'text', text: 'What?' },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          maxOutputTokens: max_tokens,
          prompt: [
            { type: 'media', mediaType: 'application/pdf', data: pdf, name: 'a.pdf', citations: true },
            {
              type: 'media',
              mediaType: 'text/plain',
              data: Buffer.from('Fish swim.').toString('base64'),
              citations: true,
            },
            { type: 'text', text: 'What?' },
          ],
        },
      },
    },
    {
      name: 'tools, one of them required',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages,
          tools,
          tool_choice: { type: 'tool', name: 'get_weather', disable_parallel_tool_use: true },
        }),
      ours: {
        model,
        request: { ...hello, tools: [weather], toolChoice: { tool: 'get_weather' }, parallelToolCalls: false },
      },
    },
    {
      name: 'a strict tool, any of them required',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages,
          tools: [{ ...tools[0]!, strict: true }],
          tool_choice: { type: 'any' },
        }),
      ours: { model, request: { ...hello, tools: [{ ...weather, strict: true }], toolChoice: 'required' } },
    },
    {
      name: 'a tool call and its failure',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [
                { type: 'text', text: 'I look.' },
                { type: 'tool_use', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } },
              ],
            },
            { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'no wire', is_error: true }] },
          ],
        }),
      ours: {
        model,
        request: {
          maxOutputTokens: max_tokens,
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
            {
              role: 'tool',
              content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: 'no wire', error: true }],
            },
          ],
        },
      },
    },
    {
      name: 'a tool result with a picture',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [{ type: 'tool_use', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } }],
            },
            {
              role: 'user',
              content: [
                {
                  type: 'tool_result',
                  tool_use_id: 'c1',
                  content: [
                    { type: 'text', text: 'Look:' },
                    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
                  ],
                },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          maxOutputTokens: max_tokens,
          tools: [weather],
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [{ type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } }],
            },
            {
              role: 'tool',
              content: [
                {
                  type: 'tool-result',
                  id: 'c1',
                  name: 'get_weather',
                  parts: [
                    { type: 'text', text: 'Look:' },
                    { type: 'media', mediaType: 'image/png', data: pixel },
                  ],
                },
              ],
            },
          ],
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages,
          output_config: { format: { type: 'json_schema', schema } },
        }),
      ours: { model, request: { ...hello, output: { schema } } },
    },
    {
      name: 'thinking with a budget',
      sdk: (client) =>
        client.messages.create({ model, max_tokens, messages, thinking: { type: 'enabled', budget_tokens: 1024 } }),
      ours: { model, request: { ...hello, reasoning: { tokens: 1024 } } },
    },
    {
      name: 'thinking as it sees fit, with an effort',
      sdk: (client) =>
        client.messages.create({
          model: 'claude-opus-4-8',
          max_tokens,
          messages,
          thinking: { type: 'adaptive', display: 'summarized' },
          output_config: { effort: 'high' },
        }),
      ours: { model: 'claude-opus-4-8', request: { ...hello, reasoning: { effort: 'high', summary: true } } },
    },
    {
      name: 'cache marks, one for an hour',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
          messages: [
            { role: 'user', content: [{ type: 'text', text: 'Hello', cache_control: { type: 'ephemeral' } }] },
          ],
        }),
      ours: {
        model,
        request: {
          maxOutputTokens: max_tokens,
          system: [{ type: 'text', text: 'Be brief.', cache: { ttlSeconds: 3600 } }],
          prompt: [{ type: 'text', text: 'Hello', cache: true }],
        },
      },
    },
    {
      name: 'a tool that the service runs',
      sdk: (client) =>
        client.messages.create({
          model,
          max_tokens,
          messages,
          tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 2 }],
        }),
      ours: { model, options: { tools: [{ type: 'web_search', max_uses: 2 }] }, request: hello },
    },
    {
      name: 'counting tokens',
      sdk: (client) => client.messages.countTokens({ model, messages, system: 'Be brief.', tools }),
      ours: { capability: 'countTokens', model, request: { prompt: 'Hello', system: 'Be brief.', tools: [weather] } },
    },
    { name: 'model list', sdk: (client) => client.models.list({ limit: 1000 }), ours: { capability: 'models' } },
    {
      name: 'a batch',
      sdk: (client) =>
        client.messages.batches.create({ requests: [{ custom_id: 'one', params: { model, max_tokens, messages } }] }),
      ours: { capability: 'batch', call: 'submit', model, request: { requests: [{ id: 'one', request: hello }] } },
    },
    {
      name: 'cancelling a batch',
      sdk: (client) => client.messages.batches.cancel('batch-1'),
      ours: {
        capability: 'batch',
        call: 'cancel',
        request: { provider: 'anthropic', capability: 'batch', model: 'any', id: 'batch-1' },
      },
    },
    {
      name: 'storing a file',
      sdk: async (client) =>
        client.beta.files.upload({
          file: await toFile(Buffer.from(pdf, 'base64'), 'a.pdf', { type: 'application/pdf' }),
        }),
      ours: {
        capability: 'files',
        call: 'put',
        request: { data: Uint8Array.from(Buffer.from(pdf, 'base64')), name: 'a.pdf', mediaType: 'application/pdf' },
      },
    },
    {
      name: 'deleting a file',
      sdk: (client) => client.beta.files.delete('file-1'),
      ours: { capability: 'files', call: 'delete', request: { provider: 'anthropic', id: 'file-1' } },
    },
  ],
})

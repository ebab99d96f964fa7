import { describeParity } from '@llmrr/testing/parity'
import OpenAI from 'openai'
import { deepseek } from '../src/index.ts'

// DeepSeek has no SDK of its own; it documents OpenAI's, with fields of its own beside the others.
const key = 'sk-parity'
const model = 'deepseek-flash'
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

describeParity<OpenAI>('openai', {
  provider: (url) => deepseek({ apiKey: key, baseURL: url }),
  client: (url) => new OpenAI({ apiKey: key, baseURL: url, maxRetries: 0 }),
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
      name: 'system, sampling and bounds, without thinking',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          temperature: 0.5,
          top_p: 0.9,
          max_tokens: 99,
          stop: ['END'],
          frequency_penalty: 0.1,
          presence_penalty: 0.2,
          ...({ thinking: { type: 'disabled' }, user_id: 'u1' } as object),
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          reasoning: 'none',
          temperature: 0.5,
          topP: 0.9,
          maxOutputTokens: 99,
          stop: ['END'],
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
          user: 'u1',
        },
      },
    },
    {
      name: 'streaming, with probabilities',
      sdk: async (client) => {
        const asked = { model, messages, stream: true as const, logprobs: true, top_logprobs: 3 }
        for await (const _ of await client.chat.completions.create(asked));
      },
      ours: { model, request: { ...hello, logprobs: 3 }, stream: true },
    },
    {
      name: 'reasoning effort',
      sdk: (client) => client.chat.completions.create({ model, messages, reasoning_effort: 'low' }),
      ours: { model, request: { ...hello, reasoning: 'low' } },
    },
    {
      name: 'an image',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'What is it?' },
                { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'What is it?' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
          ],
        },
      },
    },
    {
      name: 'a tool call, its reasoning and its result',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: null,
              ...({ reasoning_content: 'Look it up.' } as object),
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
              content: [
                { type: 'reasoning', text: 'Look it up.' },
                { type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } },
              ],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: { degrees: 3 } }] },
          ],
        },
      },
    },
    {
      name: 'a tool that must be called, without thinking',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          tools,
          tool_choice: { type: 'function', function: { name: 'get_weather' } },
          ...({ thinking: { type: 'disabled' } } as object),
        }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: { tool: 'get_weather' } } },
    },
    {
      name: 'a strict tool, at the beta address',
      sdk: (client) =>
        client.chat.completions.create(
          { model, messages, tools: [{ type: 'function', function: { ...tools[0]!.function, strict: true } }] },
          { path: '/beta/chat/completions' } as object,
        ),
      ours: { model, request: { ...hello, tools: [{ ...weather, strict: true }] } },
    },
    {
      name: 'the beginning of an answer, at the beta address',
      sdk: (client) =>
        client.chat.completions.create(
          { model, messages: [...messages, { role: 'assistant', content: 'Hi', ...({ prefix: true } as object) }] },
          { path: '/beta/chat/completions' } as object,
        ),
      ours: { model, request: { messages: [...messages, { role: 'assistant', content: 'Hi' }] } },
    },
    {
      name: 'filling in the middle, at the beta address',
      sdk: (client) =>
        client.completions.create(
          {
            model,
            prompt: 'def f(',
            suffix: 'return x',
            max_tokens: 64,
            logprobs: 2,
            ...({ thinking: { type: 'disabled' } } as object),
          },
          { path: '/beta/completions' } as object,
        ),
      ours: {
        capability: 'complete',
        model,
        request: { prompt: 'def f(', suffix: 'return x', maxOutputTokens: 64, logprobs: 2 },
      },
    },
    {
      name: 'Responses with a search of the service',
      sdk: (client) =>
        client.responses.create({
          model,
          instructions: 'Be brief.',
          input: [{ role: 'user', content: 'Hello' }],
          max_output_tokens: 99,
          reasoning: { effort: 'high' },
          tools: [
            { type: 'function', name: weather.name, description: weather.description, parameters, strict: false },
            { type: 'web_search' },
          ],
        }),
      ours: {
        model,
        options: { tools: [{ type: 'web_search' }] },
        request: { ...hello, system: 'Be brief.', maxOutputTokens: 99, reasoning: 'high', tools: [weather] },
      },
    },
    { name: 'model list', sdk: (client) => client.models.list(), ours: { capability: 'models' } },
  ],
})

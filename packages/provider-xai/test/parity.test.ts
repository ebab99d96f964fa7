import { describeParity } from '@llmrr/testing/parity'
import OpenAI, { toFile } from 'openai'
import { xai } from '../src/index.ts'

// xAI's own SDK is for Python; it documents OpenAI's, with fields of its own beside the others.
const key = 'xai-parity'
const model = 'grok-4.3'
const plain = 'grok-4.20-0309-non-reasoning'
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const described = { name: weather.name, description: weather.description, parameters }
const chatTools = [{ type: 'function' as const, function: described }]
const messages = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello' }
const chat = { api: 'chat' as const }
const sealed = { include: ['reasoning.encrypted_content' as const], store: false }

describeParity<OpenAI>('openai', {
  provider: (url) => xai({ apiKey: key, baseURL: `${url}/v1` }),
  client: (url) => new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 }),
  headers: ['authorization', 'content-type', 'x-grok-conv-id'],
  tolerated: [
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
    },
    { at: /^body\.purpose$/, when: (_, ours) => ours === undefined, why: 'nothing is made of a purpose' },
  ],
  calls: [
    {
      name: 'text over Responses',
      sdk: (client) => client.responses.create({ model, input: messages, ...sealed }),
      ours: { model, request: hello },
    },
    {
      name: 'system, sampling and bounds over Responses',
      sdk: (client) =>
        client.responses.create({
          model,
          input: [{ role: 'system', content: 'Be brief.' }, ...messages],
          max_output_tokens: 99,
          temperature: 0.5,
          top_p: 0.9,
          reasoning: { effort: 'high' },
          user: 'u1',
          prompt_cache_key: 'k1',
          service_tier: 'priority',
          ...sealed,
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          maxOutputTokens: 99,
          temperature: 0.5,
          topP: 0.9,
          reasoning: 'high',
          user: 'u1',
          cache: { key: 'k1' },
          serviceTier: 'priority',
        },
      },
    },
    {
      name: 'tools of the caller and of the service',
      sdk: (client) =>
        client.responses.create({
          model,
          input: messages,
          tools: [
            { type: 'function', ...described, strict: false },
            { type: 'web_search', filters: { allowed_domains: ['example.org'] } },
            { type: 'x_search' } as never,
          ],
          tool_choice: 'required',
          parallel_tool_calls: false,
          ...({ max_turns: 3 } as object),
          ...sealed,
        }),
      ours: {
        model,
        options: {
          tools: [{ type: 'web_search', filters: { allowed_domains: ['example.org'] } }, { type: 'x_search' }],
          maxTurns: 3,
        },
        request: { ...hello, tools: [weather], toolChoice: 'required', parallelToolCalls: false },
      },
    },
    {
      name: 'a picture and a stored document',
      sdk: (client) =>
        client.responses.create({
          model: plain,
          input: [
            {
              role: 'user',
              content: [
                { type: 'input_text', text: 'What is it?' },
                { type: 'input_image', image_url: 'https://example.org/a.png', detail: 'low' },
                { type: 'input_file', file_id: 'file_1' },
              ],
            },
          ],
          store: false,
        }),
      ours: {
        model: plain,
        request: {
          prompt: [
            { type: 'text', text: 'What is it?' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png', detail: 'low' },
            { type: 'media', mediaType: 'application/pdf', file: { provider: 'xai', id: 'file_1' } },
          ],
        },
      },
    },
    {
      name: 'structured output, going on from a stored answer',
      sdk: (client) =>
        client.responses.create({
          model: plain,
          input: messages,
          previous_response_id: 'a1',
          text: { format: { type: 'json_schema', name: 'place', schema: parameters, strict: true } },
        }),
      ours: {
        model: plain,
        options: { previousResponseId: 'a1' },
        request: { ...hello, output: { schema: parameters, name: 'place' } },
      },
    },
    {
      name: 'a call and its result over Responses',
      sdk: (client) =>
        client.responses.create({
          model: plain,
          input: [
            ...messages,
            { type: 'function_call', call_id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
            { type: 'function_call_output', call_id: 'c1', output: '{"degrees":3}' },
          ],
          store: false,
        }),
      ours: {
        model: plain,
        request: {
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
      name: 'Chat Completions with all that they have',
      sdk: (client) =>
        client.chat.completions.create(
          {
            model: plain,
            messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
            max_completion_tokens: 99,
            temperature: 0.5,
            top_p: 0.9,
            stop: ['END'],
            seed: 7,
            frequency_penalty: 0.1,
            presence_penalty: 0.2,
            logprobs: true,
            top_logprobs: 3,
            user: 'u1',
          },
          { headers: { 'x-grok-conv-id': 'k1' } },
        ),
      ours: {
        model: plain,
        request: {
          ...hello,
          system: 'Be brief.',
          maxOutputTokens: 99,
          temperature: 0.5,
          topP: 0.9,
          stop: ['END'],
          seed: 7,
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
          logprobs: 3,
          user: 'u1',
          cache: { key: 'k1' },
        },
      },
    },
    {
      name: 'a stream of Chat Completions',
      sdk: async (client) => {
        const asked = { model, messages, stream: true as const, reasoning_effort: 'low' as const }
        for await (const _ of await client.chat.completions.create(asked));
      },
      ours: { model, options: chat, request: { ...hello, reasoning: 'low' }, stream: true },
    },
    {
      name: 'a call, its reasoning and its result over Chat Completions',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          tools: chatTools,
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
        options: chat,
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
      name: 'a picture from words',
      sdk: (client) =>
        client.images.generate({
          model: 'grok-imagine-image',
          prompt: 'A heron.',
          n: 2,
          response_format: 'b64_json',
          ...({ aspect_ratio: '16:9', resolution: '2k' } as object),
        }),
      ours: {
        capability: 'image',
        model: 'grok-imagine-image',
        options: { resolution: '2k', responseFormat: 'b64_json' },
        request: { prompt: 'A heron.', count: 2, aspectRatio: '16:9' },
      },
    },
    {
      name: 'text to go on with',
      sdk: (client) => client.completions.create({ model, prompt: 'One, two,', max_tokens: 9, seed: 1 }),
      ours: { capability: 'complete', model, request: { prompt: 'One, two,', maxOutputTokens: 9, seed: 1 } },
    },
    {
      name: 'storing a file',
      sdk: async (client) =>
        client.files.create({
          file: await toFile(Buffer.from('hello'), 'a.txt', { type: 'text/plain' }),
          purpose: 'assistants',
        }),
      ours: {
        capability: 'files',
        call: 'put',
        request: { data: 'hello', name: 'a.txt', mediaType: 'text/plain' },
      },
    },
    {
      name: 'forgetting a file',
      sdk: (client) => client.files.delete('file_1'),
      ours: { capability: 'files', call: 'delete', request: { provider: 'xai', id: 'file_1' } },
    },
    { name: 'model list', sdk: (client) => client.models.list(), ours: { capability: 'models' } },
  ],
})

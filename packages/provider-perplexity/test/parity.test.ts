import { describeParity } from '@llmrr/testing/parity'
import Perplexity from '@perplexity-ai/perplexity_ai'
import { perplexity } from '../src/index.ts'

const key = 'pplx-parity'
const model = 'openai/gpt-5.5'
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const weather = { name: 'get_weather', description: 'The weather of a city.', input: parameters }
const tool = { type: 'function' as const, name: weather.name, description: weather.description, parameters }
const schema = {
  type: 'object',
  properties: { answer: { type: 'number' } },
  required: ['answer'],
  additionalProperties: false,
}
const said = { type: 'message' as const, role: 'user' as const, content: 'Hello' }
const hello = { prompt: 'Hello' }

describeParity<Perplexity>('@perplexity-ai/perplexity_ai', {
  provider: (url) => perplexity({ apiKey: key, baseURL: url }),
  client: (url) => new Perplexity({ apiKey: key, baseURL: url, maxRetries: 0 }),
  headers: ['authorization', 'content-type'],
  tolerated: [
    {
      at: /^path$/,
      when: (theirs, ours) => theirs === '/v1/responses' && ours === '/v1/agent',
      why: 'the documentation calls it /v1/agent, of which the SDK uses the older name',
    },
    {
      at: /^body\.stream$/,
      when: (theirs, ours) => theirs === false && ours === undefined,
      why: 'no stream is the default',
    },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.responses.create({ model, input: [said] }),
      ours: { model, request: hello },
    },
    {
      name: 'instructions, sampling and bounds',
      sdk: (client) =>
        client.responses.create({
          model,
          instructions: 'Be brief.',
          input: [said],
          temperature: 0.5,
          top_p: 0.9,
          max_output_tokens: 99,
          max_steps: 3,
          language_preference: 'no',
          reasoning: { effort: 'low' },
          stream: false,
        }),
      ours: {
        model,
        options: { maxSteps: 3, languagePreference: 'no' },
        request: {
          ...hello,
          system: 'Be brief.',
          temperature: 0.5,
          topP: 0.9,
          maxOutputTokens: 99,
          reasoning: 'low',
        },
      },
    },
    {
      name: 'streaming, from a ready-made set',
      sdk: async (client) => {
        for await (const _ of await client.responses.create({ preset: 'fast', input: [said], stream: true }));
      },
      ours: { model: 'fast', request: hello, stream: true },
    },
    {
      name: 'a search with its filters',
      sdk: (client) =>
        client.responses.create({
          model,
          input: [said],
          tools: [
            {
              type: 'web_search',
              filters: {
                search_domain_filter: ['a.example'],
                search_recency_filter: 'week',
                search_before_date_filter: '12/31/2026',
              },
              search_context_size: 'high',
              max_tokens: 4000,
              max_tokens_per_page: 400,
              user_location: { country: 'NO' },
            },
            { type: 'fetch_url' },
          ],
        }),
      ours: {
        model,
        options: {
          tools: ['web_search', 'fetch_url'],
          search: {
            domains: ['a.example'],
            recency: 'week',
            before: '2026-12-31',
            contextSize: 'high',
            maxTokens: 4000,
            maxTokensPerPage: 400,
            country: 'NO',
          },
        },
        request: hello,
      },
    },
    {
      name: 'several turns, with a call, its result and a picture',
      sdk: (client) =>
        client.responses.create({
          model,
          tools: [tool],
          input: [
            {
              ...said,
              content: [
                { type: 'input_text', text: 'Where is it?' },
                { type: 'input_image', image_url: 'https://example.org/a.png' },
              ],
            },
            { type: 'function_call', call_id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
            { type: 'function_call_output', call_id: 'c1', output: '{"degrees":3}', name: 'get_weather' },
            { type: 'message', role: 'assistant', content: 'Three degrees.' },
            { type: 'message', role: 'user', content: 'And now?' },
          ],
        }),
      ours: {
        model,
        request: {
          tools: [weather],
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Where is it?' },
                { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
              ],
            },
            {
              role: 'assistant',
              content: [{ type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } }],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: { degrees: 3 } }] },
            { role: 'assistant', content: 'Three degrees.' },
            { role: 'user', content: 'And now?' },
          ],
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.responses.create({
          model,
          input: [said],
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
        }),
      ours: { model, request: { ...hello, output: { schema } } },
    },
    {
      name: 'a chain of models, skills, a profile and a stored answer',
      sdk: (client) =>
        client.responses.create({
          model,
          models: ['openai/gpt-5.5', 'xai/grok-4.5'],
          input: [said],
          skills: [{ type: 'builtin', name: 'office' }],
          profile: { type: 'custom', id: 'p1', version: '2' },
          previous_response_id: 'resp_1',
          store: true,
        }),
      ours: {
        model,
        options: {
          models: ['openai/gpt-5.5', 'xai/grok-4.5'],
          skills: [{ type: 'builtin', name: 'office' }],
          profile: { id: 'p1', version: '2' },
          previousResponseId: 'resp_1',
          store: true,
        },
        request: hello,
      },
    },
    {
      name: 'Sonar, with filters',
      sdk: (client) =>
        client.chat.completions.create({
          model: 'sonar-reasoning-pro',
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: 'Hello' },
          ],
          max_tokens: 99,
          temperature: 0.5,
          reasoning_effort: 'high',
          search_mode: 'academic',
          search_domain_filter: ['-a.example'],
          search_language_filter: ['no'],
          last_updated_after_filter: '01/02/2026',
          return_related_questions: true,
          return_images: true,
          num_images: 2,
          web_search_options: { search_context_size: 'low', search_type: 'fast' },
          stream: false,
        }),
      ours: {
        model: 'sonar-reasoning-pro',
        options: {
          search: {
            mode: 'academic',
            domains: ['-a.example'],
            languages: ['no'],
            updatedAfter: '2026-01-02',
            contextSize: 'low',
            type: 'fast',
          },
          returnRelatedQuestions: true,
          returnImages: true,
          numImages: 2,
        },
        request: { ...hello, system: 'Be brief.', maxOutputTokens: 99, temperature: 0.5, reasoning: 'high' },
      },
    },
    {
      name: 'Sonar, streaming, held to a schema',
      sdk: async (client) => {
        for await (const _ of await client.chat.completions.create({
          model: 'sonar',
          messages: [{ role: 'user', content: 'Hello' }],
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
          stream: true,
        }));
      },
      ours: { model: 'sonar', request: { ...hello, output: { schema } }, stream: true },
    },
    {
      name: 'search',
      sdk: (client) =>
        client.search.create({
          query: ['goldfish', 'koi'],
          max_results: 5,
          country: 'NO',
          search_domain_filter: ['a.example'],
          search_recency_filter: 'day',
          search_language_filter: ['no'],
          search_mode: 'academic',
        }),
      ours: {
        capability: 'search',
        model: 'search',
        options: { search: { mode: 'academic' } },
        request: {
          query: ['goldfish', 'koi'],
          maxResults: 5,
          country: 'NO',
          includeDomains: ['a.example'],
          recency: 'day',
          language: 'no',
        },
      },
    },
    {
      name: 'embeddings, as bits',
      sdk: (client) =>
        client.embeddings.create({
          model: 'pplx-embed-v1-0.6b',
          input: ['a', 'b'],
          dimensions: 256,
          encoding_format: 'base64_binary',
        }),
      ours: {
        capability: 'embed',
        model: 'pplx-embed-v1-0.6b',
        options: { encoding: 'binary' },
        request: { input: ['a', 'b'], dimensions: 256 },
      },
    },
  ],
})

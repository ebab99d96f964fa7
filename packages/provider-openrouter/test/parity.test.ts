import { describeParity } from '@llmrr/testing/parity'
import { OpenRouter } from '@openrouter/sdk'
import { openrouter } from '../src/index.ts'

const key = 'sk-or-v1-parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'openai/gpt-5.4-mini'
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
const app = { appURL: 'https://app.example', appTitle: 'An app', appCategories: ['cli-agent'] }
const details = [
  { type: 'reasoning.text', text: 'A tool knows.', format: 'anthropic-claude-v1', index: 0, signature: 's' },
  { type: 'reasoning.encrypted', data: 'x', id: 'r1', format: 'anthropic-claude-v1', index: 1 },
]
const picture = { type: 'media' as const, mediaType: 'image/png', url: 'https://example.org/a.png' }
const file = { provider: 'openrouter', id: 'file-1' }
const film = { provider: 'openrouter', capability: 'video' as const, model: 'v', id: 'gen-vid-1' }

describeParity<OpenRouter>('@openrouter/sdk', {
  provider: (url) => openrouter({ apiKey: key, baseURL: `${url}/api/v1`, ...app }),
  client: (url) =>
    new OpenRouter({
      apiKey: key,
      serverURL: `${url}/api/v1`,
      retryConfig: { strategy: 'none' },
      httpReferer: app.appURL,
      appTitle: app.appTitle,
      appCategories: app.appCategories.join(','),
    }),
  headers: ['authorization', 'content-type', 'http-referer', 'x-openrouter-title', 'x-openrouter-categories'],
  tolerated: [
    {
      at: /^body\.(?:stream|store|service_tier)$/,
      when: (theirs, ours) => (theirs === false || theirs === 'auto') && ours === undefined,
      why: 'the SDK writes the default down',
    },
    {
      at: /^body\.messages\[1\]\.images\[0\]\.type$/,
      when: (theirs) => theirs === undefined,
      why: 'pictures go back with the type that they came with',
    },
    { at: /^query\.(?:limit|offset)$/, why: 'without pages the whole list comes at once' },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.chat.send({ chatRequest: { model, messages } }),
      ours: { model, request: hello },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
            temperature: 0.5,
            topP: 0.9,
            topK: 40,
            topA: 0.2,
            minP: 0.1,
            maxCompletionTokens: 99,
            stop: ['END'],
            seed: 7,
            frequencyPenalty: 0.1,
            presencePenalty: 0.2,
            repetitionPenalty: 1.1,
            logitBias: { '7': -1 },
            logprobs: true,
            topLogprobs: 3,
            user: 'u1',
            metadata: { job: 'nightly' },
            serviceTier: 'flex',
            prediction: { type: 'content', content: 'Hi' },
          },
        }),
      ours: {
        model,
        options: {
          topA: 0.2,
          minP: 0.1,
          repetitionPenalty: 1.1,
          logitBias: { '7': -1 },
          prediction: { type: 'content', content: 'Hi' },
        },
        request: {
          ...hello,
          system: 'Be brief.',
          temperature: 0.5,
          topP: 0.9,
          topK: 40,
          maxOutputTokens: 99,
          stop: ['END'],
          seed: 7,
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
          logprobs: 3,
          user: 'u1',
          metadata: { job: 'nightly' },
          serviceTier: 'flex',
        },
      },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        const answer = await client.chat.send({ chatRequest: { model, messages, stream: true } })
        // Its type does not see that a stream was asked for.
        for await (const _ of answer as unknown as AsyncIterable<unknown>);
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'hosts, fallbacks, plugins and a session',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            messages,
            models: ['anthropic/claude-haiku-4.5'],
            provider: {
              order: ['azure', 'openai'],
              only: ['azure', 'openai'],
              ignore: ['novita'],
              allowFallbacks: false,
              requireParameters: true,
              dataCollection: 'deny',
              zdr: true,
              enforceDistillableText: false,
              quantizations: ['fp8'],
              sort: 'price',
              preferredMinThroughput: { p50: 20 },
              preferredMaxLatency: 3,
              maxPrice: { prompt: '1', completion: '2' },
            },
            plugins: [{ id: 'response-healing' }, { id: 'file-parser', pdf: { engine: 'native' } }],
            sessionId: 's',
            trace: { traceId: 't', generationName: 'g' },
            modalities: ['text', 'image'],
            imageConfig: { aspect_ratio: '16:9' },
          },
        }),
      ours: {
        model,
        options: {
          models: ['anthropic/claude-haiku-4.5'],
          provider: {
            order: ['azure', 'openai'],
            only: ['azure', 'openai'],
            ignore: ['novita'],
            allowFallbacks: false,
            requireParameters: true,
            dataCollection: 'deny',
            zdr: true,
            enforceDistillableText: false,
            quantizations: ['fp8'],
            sort: 'price',
            preferredMinThroughput: { p50: 20 },
            preferredMaxLatency: 3,
            maxPrice: { prompt: '1', completion: '2' },
          },
          plugins: [{ id: 'response-healing' }, { id: 'file-parser', pdf: { engine: 'native' } }],
          sessionId: 's',
          trace: { trace_id: 't', generation_name: 'g' },
          modalities: ['text', 'image'],
          imageConfig: { aspect_ratio: '16:9' },
        },
        request: hello,
      },
    },
    {
      name: 'reasoning, and a cache by key and lifetime',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            messages,
            reasoning: { effort: 'high', summary: 'auto' },
            promptCacheKey: 'k',
            cacheControl: { type: 'ephemeral', ttl: '1h' },
          },
        }),
      ours: {
        model,
        request: { ...hello, reasoning: { effort: 'high', summary: true }, cache: { key: 'k', ttlSeconds: 3600 } },
      },
    },
    {
      name: 'a picture, documents, sound and a film',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            messages: [
              {
                role: 'user',
                content: [
                  { type: 'text', text: 'Compare.', cacheControl: { type: 'ephemeral' } },
                  { type: 'image_url', imageUrl: { url: `data:image/png;base64,${pixel}`, detail: 'low' } },
                  { type: 'file', file: { filename: 'a.pdf', fileData: 'https://example.org/a.pdf' } },
                  { type: 'file', file: { filename: 'b.pdf', fileData: 'data:application/pdf;base64,AAAA' } },
                  { type: 'file', file: { fileId: 'file-1' } },
                  { type: 'input_audio', inputAudio: { data: sound, format: 'wav' } },
                  { type: 'video_url', videoUrl: { url: 'https://example.org/a.mp4' } },
                ],
              },
            ],
          },
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'Compare.', cache: true },
            { type: 'media', mediaType: 'image/png', data: pixel, detail: 'low' },
            { type: 'media', mediaType: 'application/pdf', url: 'https://example.org/a.pdf' },
            { type: 'media', mediaType: 'application/pdf', data: 'AAAA', name: 'b.pdf' },
            { type: 'media', mediaType: 'application/pdf', file },
            { type: 'media', mediaType: 'audio/wav', data: sound },
            { type: 'media', mediaType: 'video/mp4', url: 'https://example.org/a.mp4' },
          ],
        },
      },
    },
    {
      name: 'tools, one of them required, and one of the service',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            messages,
            tools: [...tools, { type: 'openrouter:datetime', parameters: { timezone: 'UTC' } }],
            toolChoice: { type: 'function', function: { name: 'get_weather' } },
            parallelToolCalls: false,
          },
        }),
      ours: {
        model,
        options: { tools: [{ type: 'openrouter:datetime', parameters: { timezone: 'UTC' } }] },
        request: { ...hello, tools: [weather], toolChoice: { tool: 'get_weather' }, parallelToolCalls: false },
      },
    },
    {
      name: 'a tool call with its reasoning, and its result',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            tools,
            messages: [
              ...messages,
              {
                role: 'assistant',
                content: null,
                reasoningDetails: details as never,
                toolCalls: [
                  { id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
                ],
              },
              { role: 'tool', toolCallId: 'c1', content: '{"degrees":3}' },
            ],
          },
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
                { type: 'reasoning', text: 'A tool knows.', state: { openrouter: { details } } },
                { type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } },
              ],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: { degrees: 3 } }] },
          ],
        },
      },
    },
    {
      name: 'a picture that the model has made',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            messages: [
              ...messages,
              { role: 'assistant', content: 'Here.', images: [{ imageUrl: { url: picture.url } }] },
              { role: 'user', content: 'Bluer.' },
            ],
          },
        }),
      ours: {
        model,
        request: {
          messages: [...messages, { role: 'assistant', content: [{ type: 'text', text: 'Here.' }, picture] }],
          prompt: 'Bluer.',
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.chat.send({
          chatRequest: {
            model,
            messages,
            responseFormat: { type: 'json_schema', jsonSchema: { name: 'answer', schema: parameters, strict: true } },
          },
        }),
      ours: { model, request: { ...hello, output: { name: 'answer', schema: parameters } } },
    },
    {
      name: 'the Responses API',
      sdk: (client) =>
        client.responses.send({
          responsesRequest: {
            model,
            input: [{ role: 'user', content: 'Hello' }],
            instructions: 'Be brief.',
            maxOutputTokens: 99,
            reasoning: { effort: 'low' },
            provider: { only: ['azure'] },
          },
        }),
      ours: {
        model,
        options: { api: 'responses', provider: { only: ['azure'] } },
        request: { ...hello, system: 'Be brief.', maxOutputTokens: 99, reasoning: 'low' },
      },
    },
    {
      name: 'embeddings',
      sdk: (client) =>
        client.embeddings.generate({
          requestBody: {
            model: 'e',
            input: ['a', 'b'],
            dimensions: 2,
            inputType: 'search_query',
            user: 'u1',
            provider: { only: ['azure'] },
          },
        }),
      ours: {
        model: 'e',
        capability: 'embed',
        options: { inputType: 'search_query', provider: { only: ['azure'] } },
        request: { input: ['a', 'b'], dimensions: 2, user: 'u1' },
      },
    },
    {
      name: 'embeddings of a picture',
      sdk: (client) =>
        client.embeddings.generate({
          requestBody: {
            model: 'e',
            input: [
              { content: [{ type: 'text', text: 'a' }] },
              { content: [{ type: 'image_url', imageUrl: { url: picture.url } }] },
            ],
          },
        }),
      ours: { model: 'e', capability: 'embed', request: { input: ['a', [picture]] } },
    },
    {
      name: 'ranking',
      sdk: (client) =>
        client.rerank.rerank({
          requestBody: { model: 'r', query: 'q', documents: ['a', { text: 'b', image: picture.url }], topN: 1 },
        }),
      ours: {
        model: 'r',
        capability: 'rerank',
        request: { query: 'q', documents: ['a', { text: 'b', image: picture.url }], topN: 1 },
      },
    },
    {
      name: 'a picture from another',
      sdk: (client) =>
        client.images.generate({
          imageGenerationRequest: {
            model: 'f',
            prompt: 'A heron',
            n: 2,
            size: '1024x768',
            quality: 'high',
            background: 'transparent',
            outputFormat: 'webp',
            outputCompression: 80,
            seed: 1,
            user: 'u1',
            inputReferences: [{ type: 'image_url', imageUrl: { url: picture.url } }],
          },
        }),
      ours: {
        model: 'f',
        capability: 'image',
        options: { outputCompression: 80 },
        request: {
          prompt: 'A heron',
          count: 2,
          size: '1024x768',
          quality: 'high',
          background: 'transparent',
          mediaType: 'image/webp',
          seed: 1,
          user: 'u1',
          images: [picture],
        },
      },
    },
    {
      name: 'speech',
      sdk: (client) =>
        client.tts.createSpeech({
          speechRequest: { model: 's', input: 'Hi', voice: 'v', speed: 1.5, responseFormat: 'mp3' },
        }),
      ours: {
        model: 's',
        capability: 'speech',
        request: { input: 'Hi', voice: 'v', speed: 1.5, mediaType: 'audio/mpeg' },
      },
    },
    {
      name: 'a transcript with times',
      sdk: (client) =>
        client.stt.createTranscription({
          sttRequest: {
            model: 't',
            inputAudio: { data: sound, format: 'wav' },
            language: 'de',
            temperature: 0,
            responseFormat: 'verbose_json',
            timestampGranularities: ['word', 'segment'],
          },
        }),
      ours: {
        model: 't',
        capability: 'transcribe',
        request: {
          audio: { type: 'media', mediaType: 'audio/wav', data: sound },
          language: 'de',
          temperature: 0,
          timestamps: 'word',
        },
      },
    },
    {
      name: 'a film',
      sdk: (client) =>
        client.videoGeneration.generate({
          videoGenerationRequest: {
            model: 'v',
            prompt: 'A heron',
            size: '1280x720',
            duration: 5,
            generateAudio: true,
            seed: 3,
            callbackUrl: 'https://example.org/done',
            frameImages: [{ type: 'image_url', imageUrl: { url: picture.url }, frameType: 'first_frame' }],
          },
        }),
      ours: {
        model: 'v',
        capability: 'video',
        call: 'submit',
        options: { callbackUrl: 'https://example.org/done' },
        request: {
          prompt: 'A heron',
          size: '1280x720',
          durationSeconds: 5,
          audio: true,
          seed: 3,
          images: [picture],
        },
      },
    },
    {
      name: 'where a film stands',
      sdk: (client) => client.videoGeneration.getGeneration({ jobId: 'gen-vid-1' }),
      ours: { model: 'v', capability: 'video', call: 'poll', request: film },
    },
    {
      name: 'model list',
      sdk: async (client) => {
        for await (const _ of await client.models.list({ outputModalities: 'all' }));
      },
      ours: { capability: 'models' },
    },
    {
      name: 'storing a file',
      sdk: (client) =>
        client.files.upload({ requestBody: { file: { fileName: 'a.txt', content: new Uint8Array([72, 105]) } } }),
      ours: {
        capability: 'files',
        call: 'put',
        request: { data: 'Hi', name: 'a.txt', mediaType: 'text/plain' },
      },
    },
    {
      name: 'a stored file',
      sdk: (client) => client.files.retrieve({ fileId: 'file-1' }),
      ours: { capability: 'files', call: 'get', request: file },
    },
    {
      name: 'removing a file',
      sdk: (client) => client.files.delete({ fileId: 'file-1' }),
      ours: { capability: 'files', call: 'delete', request: file },
    },
  ],
})

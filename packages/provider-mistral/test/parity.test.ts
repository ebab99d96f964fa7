import { describeParity } from '@llmrr/testing/parity'
import { Mistral } from '@mistralai/mistralai'
import { mistral } from '../src/index.ts'

const key = 'mistral-parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'mistral-medium-3-5'
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
const tools = [
  { type: 'function' as const, function: { name: weather.name, description: weather.description, parameters } },
]
const messages = [{ role: 'user' as const, content: 'Hello' }]
const hello = { prompt: 'Hello' }
const id = 'aX2gaLIyo'
const audio = { type: 'media' as const, mediaType: 'audio/wav', data: sound, name: 'a.wav' }
const recording = { fileName: 'a.wav', content: new Blob([Buffer.from(sound, 'base64')], { type: 'audio/wav' }) }

describeParity<Mistral>('@mistralai/mistralai', {
  provider: (url) => mistral({ apiKey: key, baseURL: `${url}/v1` }),
  client: (url) => new Mistral({ apiKey: key, serverURL: url, retryConfig: { strategy: 'none' } }),
  headers: ['authorization', 'content-type'],
  tolerated: [
    {
      at: /^body\.(?:stream|safe_prompt|diarize|(?:messages|inputs)\[\d+\]\.prefix)$/,
      when: (theirs, ours) => String(theirs) === 'false' && ours === undefined,
      why: 'the SDK writes the default down',
    },
    { at: /^body\.messages\[\d+\]\.tool_calls\[\d+\]\.index$/, why: 'the order of calls says it' },
    { at: /^body\.inputs\[\d+\]\.object$/, when: (theirs) => theirs === 'entry', why: 'the type says it' },
    { at: /^body\.include_blocks$/, why: 'blocks of a page have no place in our result' },
    { at: /^body\.visibility$/, when: (theirs) => theirs === 'workspace', why: 'the SDK writes the default down' },
    { at: /^query\.include_total$/, why: 'a page that is not full is the last' },
  ],
  calls: [
    { name: 'text', sdk: (client) => client.chat.complete({ model, messages }), ours: { model, request: hello } },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.chat.complete({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          temperature: 0.5,
          topP: 0.9,
          maxTokens: 99,
          stop: ['END'],
          randomSeed: 7,
          presencePenalty: 0.1,
          frequencyPenalty: 0.2,
          metadata: { job: 'nightly' },
          promptCacheKey: 'k',
          serviceTier: 'auto',
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
          presencePenalty: 0.1,
          frequencyPenalty: 0.2,
          metadata: { job: 'nightly' },
          cache: { key: 'k' },
          serviceTier: 'auto',
        },
      },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of await client.chat.stream({ model, messages }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'several turns, the last of them begun',
      sdk: (client) =>
        client.chat.complete({
          model,
          messages: [
            ...messages,
            { role: 'assistant', content: 'Hi.' },
            { role: 'user', content: 'And?' },
            { role: 'assistant', content: 'Well,', prefix: true },
          ],
        }),
      ours: {
        model,
        request: {
          messages: [
            ...messages,
            { role: 'assistant', content: 'Hi.' },
            { role: 'user', content: 'And?' },
            { role: 'assistant', content: 'Well,' },
          ],
        },
      },
    },
    {
      name: 'pictures, documents, files and sound',
      sdk: (client) =>
        client.chat.complete({
          model,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Compare.' },
                { type: 'image_url', imageUrl: { url: 'https://example.org/a.png', detail: 'low' } },
                { type: 'image_url', imageUrl: { url: `data:image/png;base64,${pixel}` } },
                { type: 'document_url', documentUrl: 'https://example.org/a.pdf', documentName: 'a.pdf' },
                { type: 'file', fileId: 'file-1' },
                { type: 'input_audio', inputAudio: sound },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'Compare.' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png', detail: 'low' },
            { type: 'media', mediaType: 'image/png', data: pixel },
            { type: 'media', mediaType: 'application/pdf', url: 'https://example.org/a.pdf', name: 'a.pdf' },
            { type: 'media', mediaType: 'application/pdf', file: { provider: 'mistral', id: 'file-1' } },
            audio,
          ],
        },
      },
    },
    {
      name: 'tools, one of them required',
      sdk: (client) =>
        client.chat.complete({
          model,
          messages,
          tools,
          toolChoice: { type: 'function', function: { name: 'get_weather' } },
          parallelToolCalls: false,
        }),
      ours: {
        model,
        request: { ...hello, tools: [weather], toolChoice: { tool: 'get_weather' }, parallelToolCalls: false },
      },
    },
    {
      name: 'any tool required',
      sdk: (client) => client.chat.complete({ model, messages, tools, toolChoice: 'any' }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: 'required' } },
    },
    {
      name: 'a tool call and its result',
      sdk: (client) =>
        client.chat.complete({
          model,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: null,
              toolCalls: [
                { id, type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' }, index: 0 },
              ],
            },
            { role: 'tool', toolCallId: id, content: '{"degrees":3}' },
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
              content: [{ type: 'tool-call', id, name: 'get_weather', input: { city: 'Oslo' } }],
            },
            { role: 'tool', content: [{ type: 'tool-result', id, name: 'get_weather', output: { degrees: 3 } }] },
          ],
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.chat.complete({
          model,
          messages,
          responseFormat: {
            type: 'json_schema',
            jsonSchema: { name: 'answer', schemaDefinition: schema, strict: true },
          },
        }),
      ours: { model, request: { ...hello, output: { schema, strict: true } } },
    },
    {
      name: 'reasoning, and earlier reasoning',
      sdk: (client) =>
        client.chat.complete({
          model,
          reasoningEffort: 'high',
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [
                { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }], closed: true },
                { type: 'text', text: 'Hi.' },
              ],
            },
            { role: 'user', content: 'And?' },
          ],
        }),
      ours: {
        model,
        request: {
          reasoning: 'high',
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [
                { type: 'reasoning', text: 'Hm.' },
                { type: 'text', text: 'Hi.' },
              ],
            },
            { role: 'user', content: 'And?' },
          ],
        },
      },
    },
    {
      name: 'options of a target',
      sdk: (client) =>
        client.chat.complete({
          model,
          messages,
          safePrompt: true,
          promptMode: 'reasoning',
          prediction: { type: 'content', content: 'Hello.' },
          guardrails: [{ blockOnError: true, moderationLlmV2: null }],
        }),
      ours: {
        model,
        options: {
          safePrompt: true,
          promptMode: 'reasoning',
          prediction: 'Hello.',
          guardrails: [{ block_on_error: true, moderation_llm_v2: null }],
        },
        request: hello,
      },
    },
    {
      name: 'a conversation with tools of the service',
      sdk: (client) =>
        client.beta.conversations.start({
          model,
          instructions: 'Be brief.',
          inputs: [
            { type: 'message.input', role: 'user', content: 'Hello' },
            { type: 'function.call', toolCallId: id, name: 'get_weather', arguments: '{"city":"Oslo"}' },
            { type: 'function.result', toolCallId: id, result: 'Rain' },
          ],
          tools: [...tools, { type: 'web_search' }],
          completionArgs: {
            temperature: 0.5,
            maxTokens: 99,
            randomSeed: 7,
            toolChoice: 'any',
            reasoningEffort: 'high',
          },
          store: false,
        }),
      ours: {
        model,
        options: { tools: ['web_search'] },
        request: {
          system: 'Be brief.',
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: [{ type: 'tool-call', id, name: 'get_weather', input: { city: 'Oslo' } }],
            },
            { role: 'tool', content: [{ type: 'tool-result', id, name: 'get_weather', output: 'Rain' }] },
          ],
          tools: [weather],
          toolChoice: 'required',
          temperature: 0.5,
          maxOutputTokens: 99,
          seed: 7,
          reasoning: 'high',
        },
      },
    },
    {
      name: 'an agent',
      sdk: async (client) => {
        const request = { agentId: 'ag_1', inputs: [{ role: 'user' as const, content: 'Hello' }], store: true }
        for await (const _ of await client.beta.conversations.startStream(request));
      },
      ours: { model, options: { agentId: 'ag_1', store: true }, request: hello, stream: true },
    },
    {
      name: 'a gap in code',
      sdk: (client) =>
        client.fim.complete({
          model: 'codestral-2508',
          prompt: 'a =',
          suffix: ';',
          maxTokens: 9,
          minTokens: 1,
          temperature: 0,
          stop: ['\n'],
          randomSeed: 7,
        }),
      ours: {
        capability: 'complete',
        model: 'codestral-2508',
        options: { minTokens: 1 },
        request: { prompt: 'a =', suffix: ';', maxOutputTokens: 9, temperature: 0, stop: ['\n'], seed: 7 },
      },
    },
    {
      name: 'embeddings',
      sdk: (client) =>
        client.embeddings.create({
          model: 'codestral-embed',
          inputs: ['a', 'b'],
          outputDimension: 64,
          outputDtype: 'int8',
        }),
      ours: {
        capability: 'embed',
        model: 'codestral-embed',
        options: { outputDtype: 'int8' },
        request: { input: ['a', 'b'], dimensions: 64 },
      },
    },
    {
      name: 'moderation',
      sdk: (client) => client.classifiers.moderate({ model: 'mistral-moderation-2603', inputs: ['a', 'b'] }),
      ours: { capability: 'moderate', model: 'mistral-moderation-2603', request: { input: ['a', 'b'] } },
    },
    {
      name: 'a document',
      sdk: (client) =>
        client.ocr.process({
          model: 'mistral-ocr-latest',
          document: { type: 'document_url', documentUrl: 'https://example.org/a.pdf' },
          pages: [0, 1],
          includeImageBase64: true,
          tableFormat: 'html',
        }),
      ours: {
        capability: 'ocr',
        model: 'mistral-ocr-latest',
        options: { tableFormat: 'html' },
        request: {
          document: { type: 'media', mediaType: 'application/pdf', url: 'https://example.org/a.pdf' },
          pages: [0, 1],
          includeImages: true,
        },
      },
    },
    {
      name: 'speech',
      sdk: (client) =>
        client.audio.speech.complete({
          model: 'voxtral-mini-tts-2603',
          input: 'Hello',
          voiceId: 'en_paul_neutral',
          responseFormat: 'wav',
        }),
      ours: {
        capability: 'speech',
        model: 'voxtral-mini-tts-2603',
        request: { input: 'Hello', voice: 'en_paul_neutral', mediaType: 'audio/wav' },
      },
    },
    {
      name: 'a transcript',
      sdk: (client) =>
        client.audio.transcriptions.complete({
          model: 'voxtral-mini-2602',
          file: recording,
          language: 'en',
          temperature: 0.5,
          diarize: true,
          contextBias: ['Ada', 'Oslo'],
          timestampGranularities: ['segment'],
        }),
      ours: {
        capability: 'transcribe',
        model: 'voxtral-mini-2602',
        options: { contextBias: ['Ada', 'Oslo'] },
        request: { audio, language: 'en', temperature: 0.5, diarize: true, timestamps: 'segment' },
      },
    },
    {
      name: 'a transcript as it comes, of a recording at an address',
      sdk: async (client) => {
        const fileUrl = 'https://example.org/a.mp3'
        for await (const _ of await client.audio.transcriptions.stream({ model: 'voxtral-mini-2602', fileUrl }));
      },
      ours: {
        capability: 'transcribe',
        model: 'voxtral-mini-2602',
        request: { audio: { type: 'media', mediaType: 'audio/mpeg', url: 'https://example.org/a.mp3' } },
        stream: true,
      },
    },
    { name: 'model list', sdk: (client) => client.models.list(), ours: { capability: 'models' } },
    {
      name: 'storing a file',
      sdk: (client) =>
        client.files.upload({
          file: { fileName: 'a.pdf', content: new Blob(['%PDF'], { type: 'application/pdf' }) },
          purpose: 'ocr',
          expiry: 24,
        }),
      ours: {
        capability: 'files',
        call: 'put',
        request: { data: '%PDF', name: 'a.pdf', mediaType: 'application/pdf', expiresInSeconds: 86_400 },
      },
    },
    {
      name: 'listing files',
      sdk: (client) => client.files.list({ page: 0, pageSize: 100 }),
      ours: { capability: 'files', call: 'list', request: undefined },
    },
    {
      name: 'a batch',
      sdk: (client) =>
        client.batch.jobs.create({
          endpoint: '/v1/chat/completions',
          model,
          requests: [{ customId: 'a', body: { messages } }],
          metadata: { job: 'nightly' },
          timeoutHours: 48,
        }),
      ours: {
        capability: 'batch',
        call: 'submit',
        model,
        options: { timeoutHours: 48 },
        request: { requests: [{ id: 'a', request: hello }], metadata: { job: 'nightly' } },
      },
    },
    {
      name: 'where a batch stands',
      sdk: (client) => client.batch.jobs.get({ jobId: 'job-1', inline: true }),
      ours: {
        capability: 'batch',
        call: 'poll',
        request: { provider: 'mistral', capability: 'batch', model, id: 'job-1' },
      },
    },
  ],
})

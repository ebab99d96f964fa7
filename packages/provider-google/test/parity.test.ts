import { GoogleGenAI } from '@google/genai'
import { describeParity } from '@llmrr/testing/parity'
import { google } from '../src/index.ts'

const key = 'AQ.parity'
const model = 'gemini-3.5-flash'
const pixel = 'iVBORw0KGgo='
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const weather = { name: 'weather', description: 'Current weather.', input: schema }
const declared = [
  { functionDeclarations: [{ name: 'weather', description: 'Current weather.', parametersJsonSchema: schema }] },
]
const contents = [{ role: 'user', parts: [{ text: 'Hello' }] }]
const hello = { prompt: 'Hello' }
const state = (kept: object) => ({ google: kept })

describeParity<GoogleGenAI>('@google/genai', {
  provider: (url) => google({ apiKey: key, baseURL: url }),
  client: (url) => new GoogleGenAI({ apiKey: key, apiVersion: 'v1beta', httpOptions: { baseUrl: url } }),
  headers: ['x-goog-api-key', 'content-type'],
  tolerated: [
    {
      at: /^header content-type$|^body$/,
      when: (theirs, ours) => ours === undefined && (theirs === 'application/json' || JSON.stringify(theirs) === '{}'),
      why: 'a request without a body has no type either',
    },
    {
      at: /^body\.generationConfig$/,
      when: (theirs) => JSON.stringify(theirs) === '{}',
      why: 'settings that say nothing are not sent',
    },
    {
      at: /^body\.(?:generateContentRequest\.)?systemInstruction\.role$/,
      when: (theirs) => theirs === 'user',
      why: 'instructions have no side',
    },
    {
      at: /^body\.generateContentRequest$|^body\.contents$/,
      when: (theirs, ours) => theirs === undefined || ours === undefined,
      why: 'a count of the whole request counts system messages and tools as well, which the SDK cannot',
    },
    {
      at: /^body\.requests\[\d+\]\.content\.role$/,
      when: (theirs) => theirs === 'user',
      why: 'what is embedded has no side',
    },
    { at: /^query\.pageSize$/, why: 'whole pages are asked for' },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.models.generateContent({ model, contents: 'Hello' }),
      ours: { model, request: hello },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of await client.models.generateContentStream({ model, contents: 'Hello' }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: {
            systemInstruction: 'Be brief.',
            temperature: 0.5,
            topP: 0.9,
            topK: 20,
            maxOutputTokens: 99,
            stopSequences: ['END'],
            seed: 7,
            presencePenalty: 0.1,
            frequencyPenalty: 0.2,
          },
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          temperature: 0.5,
          topP: 0.9,
          topK: 20,
          maxOutputTokens: 99,
          stop: ['END'],
          seed: 7,
          presencePenalty: 0.1,
          frequencyPenalty: 0.2,
        },
      },
    },
    {
      name: 'pictures, by bytes and by address',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents: [
            {
              role: 'user',
              parts: [
                { text: 'Compare.' },
                { inlineData: { mimeType: 'image/png', data: pixel } },
                { fileData: { mimeType: 'image/jpeg', fileUri: 'https://a.example/b.jpg' } },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'Compare.' },
            { type: 'media', mediaType: 'image/png', data: pixel },
            { type: 'media', mediaType: 'image/*', url: 'https://a.example/b.jpg' },
          ],
        },
      },
    },
    {
      name: 'tools, one of which must be called',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: {
            tools: declared,
            toolConfig: { functionCallingConfig: { mode: 'ANY' as never, allowedFunctionNames: ['weather'] } },
          },
        }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: { tool: 'weather' } } },
    },
    {
      name: 'a signed call and its result, with a picture',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents: [
            ...contents,
            {
              role: 'model',
              parts: [
                { functionCall: { id: 'c1', name: 'weather', args: { city: 'Oslo' } }, thoughtSignature: 'c2lnbmVk' },
              ],
            },
            {
              role: 'user',
              parts: [
                {
                  functionResponse: {
                    id: 'c1',
                    name: 'weather',
                    response: { output: 'rain' },
                    parts: [{ inlineData: { mimeType: 'image/png', data: pixel } }],
                  },
                },
              ],
            },
          ],
          config: { tools: declared },
        }),
      ours: {
        model,
        request: {
          messages: [
            { role: 'user', content: 'Hello' },
            {
              role: 'assistant',
              content: [
                {
                  type: 'tool-call',
                  id: 'c1',
                  name: 'weather',
                  input: { city: 'Oslo' },
                  state: state({ id: 'c1', thoughtSignature: 'c2lnbmVk' }),
                },
              ],
            },
            {
              role: 'tool',
              content: [
                {
                  type: 'tool-result',
                  id: 'c1',
                  name: 'weather',
                  parts: [
                    { type: 'text', text: 'rain' },
                    { type: 'media', mediaType: 'image/png', data: pixel },
                  ],
                },
              ],
            },
          ],
          tools: [weather],
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: { responseMimeType: 'application/json', responseJsonSchema: schema },
        }),
      ours: { model, request: { ...hello, output: { name: 'city', schema } } },
    },
    {
      name: 'thinking by a budget, shown',
      sdk: (client) =>
        client.models.generateContent({
          model: 'gemini-2.5-flash',
          contents,
          config: { thinkingConfig: { thinkingBudget: 1000, includeThoughts: true } },
        }),
      ours: { model: 'gemini-2.5-flash', request: { ...hello, reasoning: { tokens: 1000, summary: true } } },
    },
    {
      name: 'thinking by a level',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: { thinkingConfig: { thinkingLevel: 'low' as never } },
        }),
      ours: { model, request: { ...hello, reasoning: 'low' } },
    },
    {
      name: "Google's own tools beside the caller's, and what is let through",
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: {
            tools: [...declared, { googleSearch: {} }],
            toolConfig: { includeServerSideToolInvocations: true },
            safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT' as never, threshold: 'BLOCK_ONLY_HIGH' as never }],
          },
        }),
      ours: {
        model,
        options: {
          tools: ['googleSearch'],
          safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_ONLY_HIGH' }],
        },
        request: { ...hello, tools: [weather] },
      },
    },
    {
      name: 'cached content',
      sdk: (client) =>
        client.models.generateContent({ model, contents, config: { cachedContent: 'cachedContents/c1' } }),
      ours: { model, options: { cachedContent: 'cachedContents/c1' }, request: hello },
    },
    {
      name: 'log probabilities and a tier',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: { responseLogprobs: true, logprobs: 3, serviceTier: 'flex' as never },
        }),
      ours: { model, request: { ...hello, logprobs: 3, serviceTier: 'flex' } },
    },
    {
      name: 'a picture',
      sdk: (client) =>
        client.models.generateContent({
          model: 'gemini-3.1-flash-image',
          contents: 'A goldfish',
          config: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '16:9' } },
        }),
      ours: {
        capability: 'image',
        model: 'gemini-3.1-flash-image',
        request: { prompt: 'A goldfish', aspectRatio: '16:9' },
      },
    },
    {
      name: 'speech',
      sdk: (client) =>
        client.models.generateContent({
          model: 'gemini-2.5-flash-preview-tts',
          contents: 'Good day.',
          config: {
            responseModalities: ['AUDIO'],
            speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
          },
        }),
      ours: {
        capability: 'speech',
        model: 'gemini-2.5-flash-preview-tts',
        request: { input: 'Good day.', voice: 'Kore' },
      },
    },
    {
      name: 'token counting',
      sdk: (client) => client.models.countTokens({ model, contents }),
      ours: { capability: 'countTokens', model, request: hello },
    },
    {
      name: 'embeddings',
      sdk: (client) =>
        client.models.embedContent({
          model: 'gemini-embedding-001',
          contents: ['Oslo', 'Bergen'],
          config: { taskType: 'RETRIEVAL_QUERY', outputDimensionality: 768 },
        }),
      ours: {
        capability: 'embed',
        model: 'gemini-embedding-001',
        request: { input: ['Oslo', 'Bergen'], purpose: 'query', dimensions: 768 },
      },
    },
    {
      name: 'a file',
      sdk: (client) => client.files.get({ name: 'files/f1' }),
      ours: { capability: 'files', call: 'get', request: { provider: 'google', id: 'files/f1' } },
    },
    {
      name: 'deleting a file',
      sdk: (client) => client.files.delete({ name: 'files/f1' }),
      ours: { capability: 'files', call: 'delete', request: { provider: 'google', id: 'files/f1' } },
    },
    {
      name: 'the list of models',
      sdk: (client) => client.models.list(),
      ours: { capability: 'models' },
    },
    {
      name: 'a batch',
      sdk: (client) =>
        client.batches.create({
          model,
          src: [{ contents, metadata: { custom_id: 'a' } }],
          config: { displayName: 'llmrr' },
        }),
      ours: { capability: 'batch', call: 'submit', model, request: { requests: [{ id: 'a', request: hello }] } },
    },
  ],
})

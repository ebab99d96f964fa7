import { GoogleGenAI } from '@google/genai'
import { OAuth2Client } from 'google-auth-library'
import { describeParity } from '@llmrr/testing/parity'
import { vertex } from '../src/index.ts'

const token = 'ya29.parity'
const model = 'gemini-3.5-flash'
const pixel = 'iVBORw0KGgo='
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const weather = { name: 'weather', description: 'Current weather.', input: schema }
const declared = [
  { functionDeclarations: [{ name: 'weather', description: 'Current weather.', parametersJsonSchema: schema }] },
]
const contents = [{ role: 'user', parts: [{ text: 'Hello' }] }]
const hello = { prompt: 'Hello' }

const authClient = new OAuth2Client()
authClient.setCredentials({ access_token: token, expiry_date: 4_000_000_000_000 })

describeParity<GoogleGenAI>('@google/genai', {
  provider: (url) =>
    vertex({ project: 'p1', location: 'eu', baseURL: url, auth: () => ({ authorization: `Bearer ${token}` }) }),
  client: (url) =>
    new GoogleGenAI({
      vertexai: true,
      project: 'p1',
      location: 'eu',
      apiVersion: 'v1beta1',
      googleAuthOptions: { authClient: authClient as never },
      httpOptions: { baseUrl: url },
    }),
  headers: ['authorization', 'content-type'],
  tolerated: [
    {
      at: /^body\.generationConfig$/,
      when: (theirs) => JSON.stringify(theirs) === '{}',
      why: 'settings that say nothing are not sent',
    },
    {
      at: /^body\.systemInstruction\.role$/,
      when: (theirs) => theirs === 'user',
      why: 'instructions have no side',
    },
    {
      at: /^body\.content\.role$/,
      when: (theirs) => theirs === 'user',
      why: 'what is embedded has no side',
    },
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
      name: 'system, sampling and labels',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: {
            systemInstruction: 'Be brief.',
            temperature: 0.5,
            maxOutputTokens: 99,
            stopSequences: ['END'],
            labels: { team: 'search' },
          },
        }),
      ours: {
        model,
        request: {
          ...hello,
          system: 'Be brief.',
          temperature: 0.5,
          maxOutputTokens: 99,
          stop: ['END'],
          metadata: { team: 'search' },
        },
      },
    },
    {
      name: 'pictures, by bytes and in Cloud Storage',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents: [
            {
              role: 'user',
              parts: [
                { text: 'Compare.' },
                { inlineData: { mimeType: 'image/png', data: pixel } },
                { fileData: { mimeType: 'image/jpeg', fileUri: 'gs://bucket/b.jpg' } },
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
            { type: 'media', mediaType: 'image/*', url: 'gs://bucket/b.jpg' },
          ],
        },
      },
    },
    {
      name: 'tools whose arguments come in pieces',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: {
            tools: declared,
            toolConfig: { functionCallingConfig: { mode: 'ANY' as never, streamFunctionCallArguments: true } },
          },
        }),
      ours: {
        model,
        options: { toolConfig: { functionCallingConfig: { streamFunctionCallArguments: true } } },
        request: { ...hello, tools: [weather], toolChoice: 'required' },
      },
    },
    {
      name: 'a call of another service and its result',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents: [
            ...contents,
            {
              role: 'model',
              parts: [
                {
                  functionCall: { name: 'weather', args: { city: 'Oslo' } },
                  thoughtSignature: 'skip_thought_signature_validator',
                },
              ],
            },
            { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { output: 'rain' } } }] },
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
                  id: 'call_1',
                  name: 'weather',
                  input: { city: 'Oslo' },
                  state: { openai: { id: 'fc_1' } },
                },
              ],
            },
            {
              role: 'tool',
              content: [{ type: 'tool-result', id: 'call_1', name: 'weather', output: 'rain' }],
            },
          ],
          tools: [weather],
        },
      },
    },
    {
      name: 'structured output and a level of thinking',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: {
            responseMimeType: 'application/json',
            responseJsonSchema: schema,
            thinkingConfig: { thinkingLevel: 'high' as never, includeThoughts: true },
          },
        }),
      ours: {
        model,
        request: { ...hello, output: { name: 'city', schema }, reasoning: { effort: 'high', summary: true } },
      },
    },
    {
      name: 'a search, and templates that screen',
      sdk: (client) =>
        client.models.generateContent({
          model,
          contents,
          config: {
            tools: [{ googleSearch: { excludeDomains: ['a.example'] } }],
            modelArmorConfig: { promptTemplateName: 'projects/p1/locations/eu/templates/t' },
          },
        }),
      ours: {
        model,
        options: {
          tools: [{ googleSearch: { excludeDomains: ['a.example'] } }],
          modelArmorConfig: { promptTemplateName: 'projects/p1/locations/eu/templates/t' },
        },
        request: hello,
      },
    },
    {
      name: 'a tuned model',
      sdk: (client) =>
        client.models.generateContent({ model: 'projects/p1/locations/eu/endpoints/9', contents: 'Hello' }),
      ours: { model: 'endpoints/9', request: hello },
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
      name: 'token counting',
      sdk: (client) =>
        client.models.countTokens({ model, contents, config: { systemInstruction: 'Be brief.', tools: declared } }),
      ours: { capability: 'countTokens', model, request: { ...hello, system: 'Be brief.', tools: [weather] } },
    },
    {
      name: 'embeddings of an older model',
      sdk: (client) =>
        client.models.embedContent({
          model: 'text-embedding-005',
          contents: ['Oslo', 'Bergen'],
          config: { taskType: 'RETRIEVAL_QUERY', outputDimensionality: 256, autoTruncate: false },
        }),
      ours: {
        capability: 'embed',
        model: 'text-embedding-005',
        request: { input: ['Oslo', 'Bergen'], purpose: 'query', dimensions: 256, truncate: 'never' },
      },
    },
    {
      name: 'embeddings of a newer model',
      sdk: (client) =>
        client.models.embedContent({
          model: 'gemini-embedding-2',
          contents: 'Oslo',
          config: { outputDimensionality: 768 },
        }),
      ours: { capability: 'embed', model: 'gemini-embedding-2', request: { input: 'Oslo', dimensions: 768 } },
    },
    {
      name: 'film',
      sdk: (client) =>
        client.models.generateVideos({
          model: 'veo-3.1-generate-preview',
          source: { prompt: 'A goldfish swims.', image: { imageBytes: pixel, mimeType: 'image/png' } },
          config: { aspectRatio: '16:9', durationSeconds: 8 },
        }),
      ours: {
        capability: 'video',
        call: 'submit',
        model: 'veo-3.1-generate-preview',
        request: {
          prompt: 'A goldfish swims.',
          images: [{ type: 'media', mediaType: 'image/png', data: pixel }],
          aspectRatio: '16:9',
          durationSeconds: 8,
        },
      },
    },
    {
      name: 'tuning',
      sdk: (client) =>
        client.tunings.tune({
          baseModel: 'gemini-2.5-flash',
          trainingDataset: { gcsUri: 'gs://b/t.jsonl' },
          config: {
            tunedModelDisplayName: 'mine',
            validationDataset: { gcsUri: 'gs://b/v.jsonl' },
            epochCount: 3,
          },
        }),
      ours: {
        capability: 'tune',
        call: 'submit',
        model: 'gemini-2.5-flash',
        request: {
          trainingFile: { provider: 'vertex', id: 'gs://b/t.jsonl' },
          validationFile: { provider: 'vertex', id: 'gs://b/v.jsonl' },
          suffix: 'mine',
          hyperparameters: { epochCount: 3 },
        },
      },
    },
  ],
})

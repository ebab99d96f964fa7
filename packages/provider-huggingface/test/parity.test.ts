import { InferenceClient } from '@huggingface/inference'
import { describeParity } from '@llmrr/testing/parity'
import { huggingface } from '../src/index.ts'

const key = 'hf_parity'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'openai/gpt-oss-120b'
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

/** The hosts of a model, as the Hub would tell them to the SDK, which asks it before each task. */
const hostsFor = (task: string) =>
  ['hf-inference', 'together', 'scaleway', 'nscale', 'deepinfra'].map((provider) => ({
    provider,
    providerId: `${provider}-id`,
    hfModelId: 'a/b',
    status: 'live',
    task,
  }))

// The SDK knows no other address of the router than its own.
const redirected =
  (url: string): typeof fetch =>
  async (input, init) => {
    const address = String(input)
    const [, task] = /^https:\/\/huggingface\.co\/api\/models\/a\/([\w-]+)\?/.exec(address) ?? []
    if (task !== undefined) return Response.json({ inferenceProviderMapping: hostsFor(task) })
    return fetch(address.replace('https://router.huggingface.co', url), init)
  }

const blob = (type: string, data: string): Blob => new Blob([Buffer.from(data, 'base64')], { type })

describeParity<InferenceClient>('@huggingface/inference', {
  provider: (url) => huggingface({ apiKey: key, baseURL: url, billTo: 'acme' }),
  client: (url) => new InferenceClient(key, { fetch: redirected(url), billTo: 'acme', retry_on_error: false }),
  headers: ['authorization', 'content-type', 'x-hf-bill-to'],
  tolerated: [
    {
      at: /^body\.stream_options$/,
      when: (theirs) => theirs === undefined,
      why: 'a stream is always asked for its usage',
    },
    {
      at: /^body\.messages\[1\]\.content$/,
      when: (theirs, ours) => theirs === undefined && ours === null,
      why: 'a call without words has null for them, which is the same',
    },
    {
      at: /^body\.inputs$/,
      when: (theirs, ours) => JSON.stringify([theirs]) === JSON.stringify(ours),
      why: 'texts go together, in a list, also where there is one',
    },
    {
      at: /^body\.response_format$/,
      when: (theirs, ours) => theirs === undefined && ours === 'json',
      why: 'what a transcript is answered in is said; it is the default',
    },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.chatCompletion({ model, messages }),
      ours: { model, request: hello },
    },
    {
      name: 'a policy behind the model',
      sdk: (client) => client.chatCompletion({ model: `${model}:cheapest`, messages }),
      ours: { model: `${model}:cheapest`, request: hello },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.chatCompletion({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          temperature: 0.5,
          top_p: 0.9,
          max_tokens: 99,
          stop: ['END'],
          seed: 7,
          frequency_penalty: 0.1,
          presence_penalty: 0.2,
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
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
        },
      },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of client.chatCompletionStream({ model, messages }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'an image by address and one as data',
      sdk: (client) =>
        client.chatCompletion({
          model,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Compare.' },
                { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
                { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
              ],
            },
          ],
        }),
      ours: {
        model,
        request: {
          prompt: [
            { type: 'text', text: 'Compare.' },
            { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
            { type: 'media', mediaType: 'image/png', data: pixel },
          ],
        },
      },
    },
    {
      name: 'tools, any of them required, with their own prompt',
      sdk: (client) =>
        client.chatCompletion({ model, messages, tools, tool_choice: 'required', tool_prompt: 'Use these:' }),
      ours: {
        model,
        options: { toolPrompt: 'Use these:' },
        request: { ...hello, tools: [weather], toolChoice: 'required' },
      },
    },
    {
      name: 'a tool call and its result',
      sdk: (client) =>
        client.chatCompletion({
          model,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
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
              content: [{ type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } }],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: { degrees: 3 } }] },
          ],
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.chatCompletion({
          model,
          messages,
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
        }),
      ours: { model, request: { ...hello, output: { schema, strict: true } } },
    },
    {
      name: 'embeddings as a task',
      sdk: (client) =>
        client.featureExtraction({
          provider: 'hf-inference',
          model: 'a/feature-extraction',
          inputs: ['one', 'two'],
          normalize: true,
          truncate: true,
          truncation_direction: 'left',
          prompt_name: 'query',
        }),
      ours: {
        capability: 'embed',
        model: 'hf-inference-id',
        options: { normalize: true, promptName: 'query' },
        request: { input: ['one', 'two'], truncate: 'start' },
      },
    },
    {
      name: 'embeddings by a host',
      sdk: (client) =>
        client.featureExtraction({ provider: 'scaleway', model: 'a/feature-extraction', inputs: ['one', 'two'] }),
      ours: {
        capability: 'embed',
        model: 'a/feature-extraction:scaleway',
        options: { hostModel: 'scaleway-id' },
        request: { input: ['one', 'two'] },
      },
    },
    {
      name: 'classes of a text',
      sdk: (client) =>
        client.textClassification({ provider: 'hf-inference', model: 'a/text-classification', inputs: 'Hello' }),
      ours: { capability: 'moderate', model: 'hf-inference-id', request: { input: 'Hello' } },
    },
    {
      name: 'a picture as a task',
      sdk: (client) =>
        client.textToImage({
          provider: 'hf-inference',
          model: 'a/text-to-image',
          inputs: 'A heron.',
          parameters: { width: 512, height: 768, negative_prompt: 'egret', num_inference_steps: 4, seed: 3 },
        }),
      ours: {
        capability: 'image',
        model: 'hf-inference-id',
        request: { prompt: 'A heron.', size: '512x768', negativePrompt: 'egret', steps: 4, seed: 3 },
      },
    },
    {
      name: 'a picture made of another one',
      sdk: (client) =>
        client.imageToImage({
          provider: 'hf-inference',
          model: 'a/image-to-image',
          inputs: blob('image/png', pixel),
          parameters: { prompt: 'As a heron.' },
        }),
      ours: {
        capability: 'image',
        model: 'hf-inference-id',
        request: { prompt: 'As a heron.', images: [{ type: 'media', mediaType: 'image/png', data: pixel }] },
      },
    },
    ...(['together', 'nscale', 'deepinfra'] as const).map((host) => ({
      name: `a picture by ${host}`,
      sdk: (client: InferenceClient) =>
        client.textToImage({
          provider: host,
          model: 'a/text-to-image',
          inputs: 'A heron.',
          parameters: { negative_prompt: 'egret', num_inference_steps: 4, seed: 3 },
        }),
      ours: {
        capability: 'image' as const,
        model: `a/text-to-image:${host}`,
        options: { hostModel: `${host}-id` },
        request: { prompt: 'A heron.', negativePrompt: 'egret', steps: 4, seed: 3 },
      },
    })),
    {
      name: 'speech as a task',
      sdk: (client) => client.textToSpeech({ provider: 'hf-inference', model: 'a/text-to-speech', inputs: 'Hello' }),
      ours: { capability: 'speech', model: 'hf-inference-id', request: { input: 'Hello' } },
    },
    {
      name: 'speech by a host',
      sdk: (client) =>
        client.textToSpeech({
          provider: 'together',
          model: 'a/text-to-speech',
          inputs: 'Hello',
          parameters: { voice: 'troy' },
        } as never),
      ours: {
        capability: 'speech',
        model: 'a/text-to-speech:together',
        options: { hostModel: 'together-id' },
        request: { input: 'Hello', voice: 'troy' },
      },
    },
    {
      name: 'a transcript as a task',
      sdk: (client) =>
        client.automaticSpeechRecognition({
          provider: 'hf-inference',
          model: 'a/automatic-speech-recognition',
          data: blob('audio/wav', sound),
        }),
      ours: {
        capability: 'transcribe',
        model: 'hf-inference-id',
        request: { audio: { type: 'media', mediaType: 'audio/wav', data: sound } },
      },
    },
    {
      name: 'a transcript by a host',
      sdk: (client) =>
        client.automaticSpeechRecognition({
          provider: 'together',
          model: 'a/automatic-speech-recognition',
          data: blob('audio/wav', sound),
        }),
      ours: {
        capability: 'transcribe',
        model: 'a/automatic-speech-recognition:together',
        options: { hostModel: 'together-id' },
        request: { audio: { type: 'media', mediaType: 'audio/wav', data: sound } },
      },
    },
  ],
})

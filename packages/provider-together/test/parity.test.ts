import { describeParity } from '@llmrr/testing/parity'
import Together, { toFile } from 'together-ai'
import { together } from '../src/index.ts'

const key = 'parity-together'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sound = 'UklGRiQAAABXQVZF'
const model = 'openai/gpt-oss-20b'
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
const file = { provider: 'together', id: 'file-1' }

describeParity<Together>('together-ai', {
  provider: (url) => together({ apiKey: key, baseURL: `${url}/v1` }),
  client: (url) => new Together({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 }),
  headers: ['authorization', 'content-type'],
  tolerated: [
    {
      at: /^body\.response_format$/,
      when: (theirs) => theirs === undefined,
      why: 'pictures are asked for as data, and transcripts in JSON, which is the default',
    },
  ],
  calls: [
    {
      name: 'text',
      sdk: (client) => client.chat.completions.create({ model, messages }),
      ours: { model, request: hello },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
          temperature: 0.5,
          top_p: 0.9,
          top_k: 40,
          min_p: 0.1,
          max_tokens: 99,
          stop: ['END'],
          seed: 7,
          frequency_penalty: 0.1,
          presence_penalty: 0.2,
          repetition_penalty: 1.1,
          logit_bias: { '7': -1 },
          logprobs: 3,
          context_length_exceeded_behavior: 'truncate',
          safety_model: 'guard',
          compliance: 'hipaa',
          chat_template_kwargs: { thinking: false },
          reasoning_effort: 'low',
        }),
      ours: {
        model,
        options: {
          minP: 0.1,
          repetitionPenalty: 1.1,
          logitBias: { '7': -1 },
          contextLengthExceededBehavior: 'truncate',
          safetyModel: 'guard',
          compliance: 'hipaa',
          chatTemplateKwargs: { thinking: false },
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
          reasoning: 'low',
        },
      },
    },
    {
      name: 'streaming',
      sdk: async (client) => {
        for await (const _ of await client.chat.completions.create({ model, messages, stream: true }));
      },
      ours: { model, request: hello, stream: true },
    },
    {
      name: 'reasoning turned off',
      sdk: (client) =>
        client.chat.completions.create({ model: 'moonshotai/Kimi-K2.6', messages, reasoning: { enabled: false } }),
      ours: { model: 'moonshotai/Kimi-K2.6', request: { ...hello, reasoning: 'none' } },
    },
    {
      name: 'a picture, a film and sound',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Compare.' },
                { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
                { type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } },
                { type: 'audio_url', audio_url: { url: 'https://example.org/a.mp3' } },
                { type: 'input_audio', input_audio: { data: sound, format: 'wav' } },
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
            { type: 'media', mediaType: 'video/mp4', url: 'https://example.org/a.mp4' },
            { type: 'media', mediaType: 'audio/mpeg', url: 'https://example.org/a.mp3' },
            { type: 'media', mediaType: 'audio/wav', data: sound },
          ],
        },
      },
    },
    {
      name: 'tools, one of them required',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          tools,
          // Its type wants fields of a call.
          tool_choice: { type: 'function', function: { name: 'get_weather' } } as never,
        }),
      ours: { model, request: { ...hello, tools: [weather], toolChoice: { tool: 'get_weather' } } },
    },
    {
      name: 'a tool call and its result',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          tools,
          messages: [
            ...messages,
            {
              role: 'assistant',
              content: null,
              reasoning: 'A tool knows.',
              tool_calls: [
                { id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
              ],
              // One of its two types for the message has no reasoning.
            } as never,
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
                { type: 'reasoning', text: 'A tool knows.' },
                { type: 'tool-call', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } },
              ],
            },
            { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'get_weather', output: { degrees: 3 } }] },
          ],
        },
      },
    },
    {
      name: 'structured output',
      sdk: (client) =>
        client.chat.completions.create({
          model,
          messages,
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: parameters, strict: true } },
        }),
      ours: { model, request: { ...hello, output: { name: 'answer', schema: parameters } } },
    },
    {
      name: 'plain text',
      sdk: (client) => client.completions.create({ model, prompt: 'Paris is', max_tokens: 9, logprobs: 2, seed: 1 }),
      ours: {
        model,
        capability: 'complete',
        request: { prompt: 'Paris is', maxOutputTokens: 9, logprobs: 2, seed: 1 },
      },
    },
    {
      name: 'embeddings',
      sdk: (client) => client.embeddings.create({ model: 'e', input: ['a', 'b'] }),
      ours: { model: 'e', capability: 'embed', request: { input: ['a', 'b'] } },
    },
    {
      name: 'ranking',
      sdk: (client) =>
        client.rerank.create({
          model: 'r',
          query: 'q',
          documents: [{ t: 'a' }, { t: 'b' }],
          top_n: 1,
          rank_fields: ['t'],
        }),
      ours: {
        model: 'r',
        capability: 'rerank',
        options: { rankFields: ['t'] },
        request: { query: 'q', documents: [{ t: 'a' }, { t: 'b' }], topN: 1 },
      },
    },
    {
      name: 'a picture',
      sdk: (client) =>
        client.images.generate({
          model: 'f',
          prompt: 'A heron',
          n: 2,
          width: 1024,
          height: 768,
          steps: 4,
          guidance_scale: 3,
          seed: 1,
          negative_prompt: 'people',
          output_format: 'png',
          response_format: 'base64',
          image_url: 'https://example.org/a.png',
          disable_safety_checker: true,
        }),
      ours: {
        model: 'f',
        capability: 'image',
        options: { disableSafetyChecker: true },
        request: {
          prompt: 'A heron',
          count: 2,
          size: '1024x768',
          steps: 4,
          guidance: 3,
          seed: 1,
          negativePrompt: 'people',
          mediaType: 'image/png',
          images: [{ type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' }],
        },
      },
    },
    {
      name: 'speech',
      sdk: (client) =>
        client.audio.speech.create({
          model: 's',
          input: 'Hi',
          voice: 'v',
          language: 'en',
          sample_rate: 24000,
          response_format: 'mp3',
          bit_rate: 64000,
        }),
      ours: {
        model: 's',
        capability: 'speech',
        options: { bitRate: 64_000 },
        request: { input: 'Hi', voice: 'v', language: 'en', sampleRate: 24_000, mediaType: 'audio/mpeg' },
      },
    },
    {
      name: 'a transcript with times and speakers',
      sdk: async (client) =>
        client.audio.transcriptions.create({
          model: 'openai/whisper-large-v3',
          file: await toFile(Buffer.from(sound, 'base64'), 'audio.wav', { type: 'audio/wav' }),
          language: 'de',
          prompt: 'Reiher',
          temperature: 0,
          response_format: 'verbose_json',
          timestamp_granularities: ['word', 'segment'],
          diarize: true,
          max_speakers: 2,
        }),
      ours: {
        model: 'openai/whisper-large-v3',
        capability: 'transcribe',
        options: { maxSpeakers: 2 },
        request: {
          audio: { type: 'media', mediaType: 'audio/wav', data: sound },
          language: 'de',
          prompt: 'Reiher',
          temperature: 0,
          timestamps: 'word',
          diarize: true,
        },
      },
    },
    {
      name: 'a translation by address',
      sdk: (client) =>
        client.audio.translations.create({ model: 'openai/whisper-large-v3', file: 'https://example.org/a.mp3' }),
      ours: {
        model: 'openai/whisper-large-v3',
        capability: 'transcribe',
        request: {
          audio: { type: 'media', mediaType: 'audio/mpeg', url: 'https://example.org/a.mp3' },
          translate: true,
        },
      },
    },
    {
      name: 'a film',
      sdk: (client) =>
        client.videos.create({
          model: 'v',
          prompt: 'A heron',
          width: 1280,
          height: 720,
          seconds: '5',
          ratio: '16:9',
          resolution: '720p',
          negative_prompt: 'people',
          generate_audio: true,
          seed: 3,
          fps: 24,
          media: { frame_images: [{ input_image: 'https://example.org/a.png', frame: 'first' }] },
        }),
      ours: {
        model: 'v',
        capability: 'video',
        call: 'submit',
        options: { fps: 24 },
        request: {
          prompt: 'A heron',
          size: '1280x720',
          durationSeconds: 5,
          aspectRatio: '16:9',
          resolution: '720p',
          negativePrompt: 'people',
          audio: true,
          seed: 3,
          images: [{ type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' }],
        },
      },
    },
    {
      name: 'fine-tuning',
      sdk: (client) =>
        client.fineTuning.create({
          model,
          training_file: 'file-1',
          suffix: 's',
          random_seed: 3,
          n_epochs: 2,
          training_method: { method: 'sft' } as never,
        }),
      ours: {
        model,
        capability: 'tune',
        call: 'submit',
        request: { trainingFile: file, suffix: 's', seed: 3, hyperparameters: { n_epochs: 2 }, method: 'sft' },
      },
    },
    {
      name: 'the look at a batch',
      sdk: (client) => client.batches.retrieve('b1'),
      ours: {
        model,
        capability: 'batch',
        call: 'poll',
        request: { provider: 'together', capability: 'batch', model, id: 'b1' },
      },
    },
    {
      name: 'a file by its id',
      sdk: (client) => client.files.retrieve('file-1'),
      ours: { model: '', capability: 'files', call: 'get', request: file },
    },
    {
      name: 'a file that is deleted',
      sdk: (client) => client.files.delete('file-1'),
      ours: { model: '', capability: 'files', call: 'delete', request: file },
    },
  ],
})

import { describeParity } from '@llmrr/testing/parity'
import Replicate from 'replicate'
import { replicate } from '../src/index.ts'

const key = 'r8_parity'
const version = '5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa'
const model = 'meta/meta-llama-3-8b-instruct'
const done = { id: 'run1', status: 'succeeded', output: 'Hello', version }
const job = { provider: 'replicate', capability: 'video', model: version, id: 'run1' }
const image = 'https://files.test/a.png'

const answers: Readonly<Record<string, unknown>> = {
  '/v1/files': { id: 'f1', results: [], next: null },
  '/v1/collections/official': { models: [] },
}

describeParity<Replicate>('replicate', {
  provider: (url) => replicate({ apiKey: key, baseURL: `${url}/v1` }),
  client: (url) => new Replicate({ auth: key, baseUrl: `${url}/v1` }),
  headers: ['authorization', 'content-type', 'prefer'],
  answer: ({ path }) => answers[path] ?? done,
  tolerated: [
    {
      at: /^header content-type$/,
      when: (theirs, ours) => theirs === 'application/json' && ours === undefined,
      why: 'a request without a body has no type of one',
    },
    {
      at: /^body\.metadata$/,
      when: (_, ours) => ours === undefined,
      why: 'a file without metadata says nothing of it',
    },
  ],
  calls: [
    {
      name: 'an official model',
      sdk: (client) => client.predictions.create({ model, input: { prompt: 'Hello' } }),
      ours: { model, request: { prompt: 'Hello' } },
    },
    {
      name: 'system, sampling and bounds',
      sdk: (client) =>
        client.predictions.create({
          model,
          input: {
            system_prompt: 'Be brief.',
            prompt: 'Hello',
            max_tokens: 99,
            temperature: 0.5,
            top_p: 0.9,
            top_k: 40,
            seed: 7,
            stop_sequences: 'END,STOP',
            presence_penalty: 0.1,
            frequency_penalty: 0.2,
          },
        }),
      ours: {
        model,
        request: {
          system: 'Be brief.',
          prompt: 'Hello',
          maxOutputTokens: 99,
          temperature: 0.5,
          topP: 0.9,
          topK: 40,
          seed: 7,
          stop: ['END', 'STOP'],
          presencePenalty: 0.1,
          frequencyPenalty: 0.2,
        },
      },
    },
    {
      name: 'a version, waited for',
      sdk: (client) => client.predictions.create({ version, input: { prompt: 'Hello' }, wait: true }),
      ours: { model: `acme/owl:${version}`, options: { wait: true }, request: { prompt: 'Hello' } },
    },
    {
      name: 'a wait of some seconds, and a webhook',
      sdk: (client) =>
        client.predictions.create({
          model,
          input: { prompt: 'Hello' },
          wait: 10,
          webhook: 'https://example.test/hook',
          webhook_events_filter: ['start', 'completed'],
        }),
      ours: {
        model,
        options: { wait: 10, webhook: 'https://example.test/hook', webhookEvents: ['start', 'completed'] },
        request: { prompt: 'Hello' },
      },
    },
    {
      name: 'a deployment',
      sdk: (client) => client.deployments.predictions.create('acme', 'my-owl', { input: { prompt: 'Hello' } }),
      ours: { model: 'deployments/acme/my-owl', request: { prompt: 'Hello' } },
    },
    {
      name: 'an image among several turns',
      sdk: (client) =>
        client.predictions.create({
          model: 'openai/gpt-5-mini',
          input: {
            messages: [
              { role: 'user', content: 'What is this?' },
              { role: 'assistant', content: 'A bird' },
              { role: 'user', content: 'Which?' },
            ],
            image_input: [image],
            reasoning_effort: 'low',
          },
        }),
      ours: {
        model: 'openai/gpt-5-mini',
        request: {
          reasoning: 'low',
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'What is this?' },
                { type: 'media', mediaType: 'image/png', url: image },
              ],
            },
            { role: 'assistant', content: 'A bird' },
            { role: 'user', content: 'Which?' },
          ],
        },
      },
    },
    {
      name: 'a picture',
      sdk: (client) =>
        client.predictions.create({
          version,
          input: { prompt: 'A corgi', width: 512, height: 512, num_outputs: 2, seed: 42, negative_prompt: 'cats' },
        }),
      ours: {
        capability: 'image',
        model: version,
        request: { prompt: 'A corgi', size: '512x512', count: 2, seed: 42, negativePrompt: 'cats' },
      },
    },
    {
      name: 'speech',
      sdk: (client) => client.predictions.create({ version, input: { text: 'Hello', voice: 'nova' } }),
      ours: { capability: 'speech', model: version, request: { input: 'Hello', voice: 'nova' } },
    },
    {
      name: 'a transcript',
      sdk: (client) =>
        client.predictions.create({ version, input: { audio: 'https://files.test/a.wav', language: 'en' } }),
      ours: {
        capability: 'transcribe',
        model: version,
        request: { audio: { type: 'media', mediaType: 'audio/wav', url: 'https://files.test/a.wav' }, language: 'en' },
      },
    },
    {
      name: 'an embedding',
      sdk: (client) => client.predictions.create({ version, input: { text: 'Hello' } }),
      ours: { capability: 'embed', model: version, request: { input: 'Hello' } },
    },
    {
      name: 'a film',
      sdk: (client) => client.predictions.create({ version, input: { prompt: 'A wave', duration: 5 } }),
      ours: {
        capability: 'video',
        call: 'submit',
        model: version,
        request: { prompt: 'A wave', durationSeconds: 5 },
      },
    },
    {
      name: 'a look at a run',
      sdk: (client) => client.predictions.get('run1'),
      ours: { capability: 'video', call: 'poll', model: version, request: job },
    },
    {
      name: 'the end of a run',
      sdk: (client) => client.predictions.cancel('run1'),
      ours: { capability: 'video', call: 'cancel', model: version, request: job },
    },
    {
      name: 'a training',
      sdk: (client) =>
        client.trainings.create('acme', 'trainer', version, {
          destination: 'me/my-style',
          input: { input_images: 'https://files.test/data.zip', steps: 1000 },
        }),
      ours: {
        capability: 'tune',
        call: 'submit',
        model: `acme/trainer:${version}`,
        options: { destination: 'me/my-style', input: { input_images: 'https://files.test/data.zip' } },
        request: { trainingFile: { provider: 'replicate', id: 'f1' }, hyperparameters: { steps: 1000 } },
      },
    },
    {
      name: 'a look at a training',
      sdk: (client) => client.trainings.get('train1'),
      ours: { capability: 'tune', call: 'poll', model: version, request: { ...job, capability: 'tune', id: 'train1' } },
    },
    {
      name: 'the end of a training',
      sdk: (client) => client.trainings.cancel('train1'),
      ours: {
        capability: 'tune',
        call: 'cancel',
        model: version,
        request: { ...job, capability: 'tune', id: 'train1' },
      },
    },
    {
      name: 'a list of files',
      sdk: (client) => client.files.list(),
      ours: { capability: 'files', call: 'list' },
    },
    {
      name: 'a file',
      sdk: (client) => client.files.get('f1'),
      ours: { capability: 'files', call: 'get', request: { provider: 'replicate', id: 'f1' } },
    },
    {
      name: 'a file that is deleted',
      sdk: (client) => client.files.delete('f1'),
      ours: { capability: 'files', call: 'delete', request: { provider: 'replicate', id: 'f1' } },
    },
    {
      name: 'a file that is stored',
      sdk: (client) => client.files.create(new File(['hello'], 'a.txt', { type: 'text/plain' })),
      ours: { capability: 'files', call: 'put', request: { data: 'hello', name: 'a.txt', mediaType: 'text/plain' } },
    },
    {
      name: 'the official models',
      sdk: (client) => client.collections.get('official'),
      ours: { capability: 'models' },
    },
  ],
})

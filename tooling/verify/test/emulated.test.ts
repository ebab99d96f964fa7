import { createRouter } from '@llmrr/core'
import { anthropic } from '@llmrr/provider-anthropic'
import { azureOpenAI } from '@llmrr/provider-azure-openai'
import { bedrock } from '@llmrr/provider-bedrock'
import { cerebras } from '@llmrr/provider-cerebras'
import { cloudflare } from '@llmrr/provider-cloudflare'
import { cohere } from '@llmrr/provider-cohere'
import { deepseek } from '@llmrr/provider-deepseek'
import { deepinfra } from '@llmrr/provider-deepinfra'
import { fireworks } from '@llmrr/provider-fireworks'
import { google } from '@llmrr/provider-google'
import { groq } from '@llmrr/provider-groq'
import { huggingface } from '@llmrr/provider-huggingface'
import { mistral } from '@llmrr/provider-mistral'
import { novita } from '@llmrr/provider-novita'
import { ollama } from '@llmrr/provider-ollama'
import { openai } from '@llmrr/provider-openai'
import { openaiCompatible } from '@llmrr/provider-openai-compatible'
import { openrouter } from '@llmrr/provider-openrouter'
import { portkey } from '@llmrr/provider-portkey'
import { perplexity } from '@llmrr/provider-perplexity'
import { together } from '@llmrr/provider-together'
import { vertex } from '@llmrr/provider-vertex'
import { xai } from '@llmrr/provider-xai'
import { keep } from '@llmrr/testing'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatRequest, Provider, Router } from '@llmrr/core'
import type { Emulator, ServiceName } from '@llmrr/testing/emulator'

/** A service with a model for each thing that it can do. */
interface Emulated {
  readonly service: ServiceName
  readonly plugin: (config: { apiKey: string; baseURL: string }) => Provider
  readonly models: Readonly<Record<string, string>>
  /** Purpose of a file, in the service's words. Default `batch`. */
  readonly purpose?: string
  /** Purpose of a file to train with, where one is stored at the service. Default: none is, it lies in a bucket. */
  readonly trainingPurpose?: string
  /** Status of a wrong key. Default 401. */
  readonly wrongKey?: number
}

const emulated: readonly Emulated[] = [
  {
    service: 'openai',
    plugin: openai as never,
    models: {
      chat: 'gpt-5.4-mini',
      embed: 'text-embedding-3-small',
      image: 'gpt-image-2',
      speech: 'gpt-4o-mini-tts',
      transcribe: 'whisper-1',
      moderate: 'omni-moderation-latest',
      countTokens: 'gpt-5.4-mini',
      batch: 'gpt-5.4-mini',
    },
  },
  {
    service: 'anthropic',
    plugin: anthropic as never,
    models: { chat: 'claude-haiku-5-5', countTokens: 'claude-haiku-5-5', batch: 'claude-haiku-5-5' },
  },
  {
    service: 'groq',
    plugin: groq as never,
    models: {
      chat: 'openai/gpt-oss-20b',
      speech: 'canopylabs/orpheus-v1-english',
      transcribe: 'whisper-large-v3',
      batch: 'openai/gpt-oss-20b',
    },
  },
  {
    service: 'azure-openai',
    plugin: azureOpenAI as never,
    models: {
      chat: 'gpt-5.4-mini',
      complete: 'gpt-35-turbo-instruct',
      embed: 'text-embedding-3-small',
      image: 'gpt-image-2',
      speech: 'tts',
      transcribe: 'whisper',
      batch: 'gpt-5.4-mini',
    },
  },
  {
    service: 'google',
    plugin: google as never,
    models: {
      chat: 'gemini-3.5-flash',
      embed: 'gemini-embedding-2',
      image: 'gemini-3.1-flash-image',
      speech: 'gemini-3.1-flash-tts-preview',
      video: 'veo-3.1-generate-preview',
      countTokens: 'gemini-3.5-flash',
      batch: 'gemini-2.5-flash',
    },
    wrongKey: 400,
  },
  {
    service: 'vertex',
    // In a project, so the key stands for a token.
    plugin: ({ apiKey, baseURL }) =>
      vertex({ project: 'p1', location: 'global', baseURL, auth: () => ({ authorization: `Bearer ${apiKey}` }) }),
    models: {
      chat: 'gemini-3.5-flash',
      embed: 'gemini-embedding-2',
      image: 'gemini-3.1-flash-image',
      speech: 'gemini-3.1-flash-tts-preview',
      video: 'veo-3.1-generate-preview',
      countTokens: 'gemini-3.5-flash',
      tune: 'gemini-2.5-flash',
    },
  },
  {
    service: 'bedrock',
    plugin: ({ apiKey, baseURL }) => bedrock({ apiKey, baseURL, region: 'us-east-1' }),
    models: {
      chat: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      embed: 'amazon.titan-embed-text-v2:0',
      rerank: 'cohere.rerank-v3-5:0',
      image: 'stability.stable-image-core-v1:1',
      countTokens: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    },
    wrongKey: 403,
  },
  {
    service: 'cohere',
    plugin: cohere as never,
    models: {
      chat: 'command-a-plus-05-2026',
      embed: 'embed-v4.0',
      rerank: 'rerank-v4.0-pro',
      transcribe: 'cohere-transcribe-03-2026',
      countTokens: 'command-a-plus-05-2026',
    },
  },
  {
    service: 'together',
    plugin: together as never,
    models: {
      chat: 'openai/gpt-oss-20b',
      complete: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
      embed: 'intfloat/multilingual-e5-large-instruct',
      rerank: 'acme/reranker',
      image: 'black-forest-labs/FLUX.1-schnell',
      speech: 'hexgrad/Kokoro-82M',
      transcribe: 'openai/whisper-large-v3',
      video: 'acme/film-1',
      batch: 'openai/gpt-oss-20b',
      tune: 'openai/gpt-oss-20b',
    },
    purpose: 'batch-api',
    trainingPurpose: 'fine-tune',
  },
  {
    service: 'deepseek',
    plugin: deepseek as never,
    models: { chat: 'deepseek-flash', complete: 'deepseek-v4-pro' },
  },
  {
    service: 'fireworks',
    plugin: (config) => fireworks({ ...config, accountId: 'acme' }),
    models: {
      chat: 'accounts/fireworks/models/gpt-oss-20b',
      complete: 'accounts/fireworks/models/gpt-oss-20b',
      embed: 'accounts/fireworks/models/qwen3-embedding-8b',
      rerank: 'accounts/fireworks/models/qwen3-reranker-8b',
      image: 'accounts/fireworks/models/flux-1-schnell-fp8',
      transcribe: 'whisper-v3-turbo',
      batch: 'accounts/fireworks/models/gpt-oss-20b',
      tune: 'accounts/fireworks/models/gpt-oss-20b',
    },
    trainingPurpose: 'fine-tune',
    wrongKey: 403,
  },
  {
    service: 'perplexity',
    plugin: perplexity as never,
    models: { chat: 'openai/gpt-5.6-luna', search: 'search', embed: 'pplx-embed-v1-0.6b' },
  },
  {
    service: 'openai-compatible',
    plugin: ({ apiKey, baseURL }) => openaiCompatible({ server: 'llama.cpp', apiKey, baseURL }),
    models: {
      chat: 'qwen3-8b',
      complete: 'qwen3-8b',
      embed: 'nomic-embed-text',
      rerank: 'bge-reranker-v2-m3',
      speech: 'kokoro',
      transcribe: 'whisper',
    },
  },
  {
    service: 'openrouter',
    plugin: openrouter as never,
    models: {
      chat: 'openai/gpt-5.4-mini',
      complete: 'openai/gpt-3.5-turbo-instruct',
      embed: 'openai/text-embedding-3-small',
      rerank: 'voyageai/rerank-2.5-lite',
      image: 'google/gemini-3.1-flash-lite-image',
      speech: 'hexgrad/kokoro-82m',
      transcribe: 'openai/whisper-1',
      video: 'google/veo-3.1',
      batch: 'openai/gpt-5.4-mini',
    },
  },
  {
    service: 'cloudflare',
    plugin: cloudflare as never,
    models: {
      chat: '@cf/openai/gpt-oss-120b',
      embed: '@cf/baai/bge-m3',
      rerank: '@cf/baai/bge-reranker-base',
      image: '@cf/black-forest-labs/flux-1-schnell',
      speech: '@cf/deepgram/aura-1',
      transcribe: '@cf/openai/whisper-large-v3-turbo',
    },
  },
  {
    service: 'ollama',
    plugin: ollama as never,
    models: { chat: 'qwen3:4b', complete: 'qwen3:4b', embed: 'embeddinggemma:latest', search: 'web' },
  },
  {
    service: 'mistral',
    plugin: mistral as never,
    models: {
      chat: 'mistral-medium-3-5',
      complete: 'codestral-2508',
      embed: 'mistral-embed',
      moderate: 'mistral-moderation-2603',
      ocr: 'mistral-ocr-latest',
      speech: 'voxtral-mini-tts-2603',
      transcribe: 'voxtral-mini-2602',
      batch: 'mistral-small-2603',
    },
  },
  {
    service: 'deepinfra',
    plugin: deepinfra as never,
    models: {
      chat: 'deepseek-ai/DeepSeek-V4-Flash',
      complete: 'openai/gpt-oss-120b',
      embed: 'BAAI/bge-m3',
      rerank: 'Qwen/Qwen3-Reranker-0.6B',
      image: 'black-forest-labs/FLUX-1-schnell',
      speech: 'hexgrad/Kokoro-82M',
      transcribe: 'openai/whisper-large-v3-turbo',
      batch: 'deepseek-ai/DeepSeek-V4-Flash',
    },
  },
  {
    service: 'portkey',
    plugin: ({ apiKey, baseURL }) => portkey({ apiKey, baseURL, provider: '@emulated' }),
    models: {
      chat: 'gpt-5.1',
      complete: 'gpt-3.5-turbo-instruct',
      embed: 'text-embedding-3-small',
      rerank: 'rerank-v4.0-pro',
      moderate: 'omni-moderation-latest',
      image: 'gpt-image-2',
      speech: 'gpt-4o-mini-tts',
      transcribe: 'whisper-1',
      countTokens: 'claude-haiku-5-5',
      batch: 'gpt-5.4-mini',
    },
  },
  {
    service: 'huggingface',
    plugin: ({ apiKey, baseURL }) => huggingface({ apiKey, baseURL, hubURL: baseURL }),
    models: {
      chat: 'openai/gpt-oss-120b:groq',
      complete: 'bigcode/starcoder2-3b',
      embed: 'sentence-transformers/all-MiniLM-L6-v2',
      rerank: 'BAAI/bge-reranker-v2-m3',
      moderate: 'unitary/toxic-bert',
      image: 'black-forest-labs/FLUX.1-schnell:together',
      speech: 'hexgrad/Kokoro-82M:together',
      transcribe: 'openai/whisper-large-v3',
    },
  },
  {
    service: 'novita',
    plugin: novita as never,
    models: {
      chat: 'deepseek/deepseek-v4-flash',
      complete: 'deepseek/deepseek-v4-flash',
      embed: 'baai/bge-m3',
      rerank: 'baai/bge-reranker-v2-m3',
      image: 'flux-2-pro',
      speech: 'minimax-speech-2.8-hd',
      video: 'wan-2.5-t2v-preview',
      batch: 'deepseek/deepseek-v4-flash',
    },
  },
  {
    service: 'xai',
    plugin: xai as never,
    models: {
      chat: 'grok-4.3',
      complete: 'grok-4.3',
      image: 'grok-imagine-image',
      video: 'grok-imagine-video',
      speech: 'grok-tts',
      transcribe: 'grok-stt',
      batch: 'grok-4.3',
    },
    wrongKey: 400,
  },
  {
    service: 'cerebras',
    plugin: cerebras as never,
    models: { chat: 'gpt-oss-120b', complete: 'gpt-oss-120b' },
  },
]

const weather = {
  name: 'get_weather',
  description: 'The weather of a city.',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
}
const schema = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
}

let emulator: Emulator
const kept: Record<string, string[]> = {}

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(async () => {
  keep('emulated', kept)
  await emulator.close()
})

for (const { service, plugin, models, purpose = 'batch', trainingPurpose, wrongKey = 401 } of emulated) {
  describe(`${service} against the emulator`, () => {
    let llm: Router
    const model = (capability: string): string => `${service}/${models[capability]}`
    const chat = (request: ChatRequest) => llm.chat({ model: model('chat'), ...request })
    beforeAll(() => {
      const provider = plugin({ apiKey: emulator.key(service), baseURL: emulator.baseURL(service) })
      // Jobs are polled at once.
      llm = createRouter({ use: [provider], host: { sleep: () => Promise.resolve() } }) as Router
      kept[service] = []
    })
    const can = (capability: string, what: string, check: () => Promise<void>): void => {
      const hasFiles = plugin({ apiKey: '', baseURL: '' }).files !== undefined
      const isOffered =
        capability === 'models' || (capability === 'files' && hasFiles) || models[capability] !== undefined
      if (!isOffered) return
      it(`${capability}: ${what}`, async () => {
        await check()
        if (!kept[service]!.includes(capability)) kept[service]!.push(capability)
      })
    }

    can('chat', 'answers, with usage', async () => {
      const answer = await chat({ prompt: 'Say something.' })
      expect(answer.text.length).toBeGreaterThan(10)
      expect(answer.finishReason).toBe('stop')
      expect(answer.usage!.input).toBeGreaterThan(0)
    })
    can('chat', 'streams the same answer', async () => {
      const whole = await chat({ prompt: 'Say something.' })
      let text = ''
      for await (const event of llm.stream({ model: model('chat'), prompt: 'Say something.' }))
        if (event.type === 'text-delta') text += (event as { text: string }).text
      expect(text).toBe(whole.text)
    })
    can('chat', 'calls a tool and reads its result, with its state', async () => {
      const request = { prompt: 'Call get_weather.', tools: [weather], reasoning: 'low' as const }
      const first = await chat(request)
      expect(first.toolCalls.map((call) => call.name)).toEqual(['get_weather'])
      const [call] = first.toolCalls
      const second = await chat({
        tools: [weather],
        reasoning: 'low',
        messages: [
          { role: 'user', content: request.prompt },
          { role: 'assistant', content: first.parts },
          {
            role: 'tool',
            content: [{ type: 'tool-result', id: call!.id, name: call!.name, output: 'Seven degrees.' }],
          },
        ],
      })
      expect(second.text).toContain('Seven degrees')
    })
    can('chat', 'keeps to a schema', async () => {
      const { output } = await chat({ prompt: 'Describe a person.', output: { schema, strict: true } })
      expect(output).toEqual({ name: expect.any(String), age: expect.any(Number) })
    })
    can('chat', 'refuses a wrong key with auth', async () => {
      const stranger = createRouter({ use: [plugin({ apiKey: 'wrong', baseURL: emulator.baseURL(service) })] })
      await expect(stranger.chat({ model: model('chat'), prompt: 'Hello' })).rejects.toMatchObject({
        code: 'auth',
        status: wrongKey,
      })
    })
    can('complete', 'goes on with a text', async () => {
      const { text } = await llm.complete({ model: model('complete'), prompt: 'Once upon a time' })
      expect(text.length).toBeGreaterThan(3)
    })
    can('embed', 'a vector for each text', async () => {
      const { embeddings } = await llm.embed({ model: model('embed'), input: ['a', 'b'] })
      expect(embeddings.length).toBe(2)
      expect(embeddings[0]!.every(Number.isFinite)).toBe(true)
    })
    can('rerank', 'the documents, best first', async () => {
      const { ranking } = await llm.rerank({ model: model('rerank'), query: 'fish', documents: ['a fish', 'a car'] })
      expect(ranking.map(({ index }) => index).toSorted()).toEqual([0, 1])
      expect(ranking[0]!.score).toBeGreaterThanOrEqual(ranking[1]!.score)
    })
    can('search', 'pages, best first', async () => {
      const { results } = await llm.search({ model: model('search'), query: 'goldfish', maxResults: 3 })
      expect(results).toHaveLength(3)
      expect(results.every(({ url }) => URL.canParse(url))).toBe(true)
    })
    can('image', 'a picture', async () => {
      const { images } = await llm.image({ model: model('image'), prompt: 'A goldfish' })
      const [picture] = images
      expect((picture!.data ?? picture!.url)!.length).toBeGreaterThan(10)
    })
    can('speech', 'a sound', async () => {
      const { audio } = await llm.speech({
        model: model('speech'),
        input: 'Hello',
        voice: service === 'groq' ? 'troy' : 'alloy',
      })
      expect(audio.data!.length).toBeGreaterThan(10)
    })
    can('transcribe', 'a text', async () => {
      const data = Buffer.from('RIFF....WAVEfmt ').toString('base64')
      const { text } = await llm.transcribe({
        model: model('transcribe'),
        audio: { type: 'media', mediaType: 'audio/wav', data },
      })
      expect(text.length).toBeGreaterThan(3)
    })
    can('ocr', 'the text of each page', async () => {
      const document = { type: 'media', mediaType: 'application/pdf', data: 'JVBERi0xLjE=' } as const
      const { pages } = await llm.ocr({ model: model('ocr'), document, includeImages: true })
      expect(pages.map(({ index }) => index)).toEqual([0, 1])
      expect(pages[0]!.images).toHaveLength(1)
    })
    can('moderate', 'a verdict for each text', async () => {
      const { results } = await llm.moderate({ model: model('moderate'), input: ['a', 'b'] })
      expect(results.map(({ flagged }) => flagged)).toEqual([false, false])
    })
    can('countTokens', 'a number', async () => {
      const { inputTokens } = await llm.countTokens({ model: model('countTokens'), prompt: 'Hello there, goldfish.' })
      expect(inputTokens).toBeGreaterThan(2)
    })
    can('models', 'a list with the models that were used', async () => {
      const listed = await llm.models({ provider: service, live: true })
      expect(listed.map(({ id }) => id)).toContain(models['chat'])
    })
    can('files', 'are stored, listed and deleted', async () => {
      const { file } = await llm.files.put({
        provider: service,
        data: '{"a":1}\n',
        name: 'a.jsonl',
        mediaType: 'application/jsonl',
        ...(service !== 'anthropic' && { purpose }),
      })
      expect((await llm.files.list({ provider: service })).map((info) => info.file.id)).toContain(file.id)
      await llm.files.delete(file)
      expect((await llm.files.list({ provider: service })).map((info) => info.file.id)).not.toContain(file.id)
    })
    can('video', 'a film', async () => {
      const { videos } = await llm.video({ model: model('video'), prompt: 'A goldfish' })
      expect(videos).toHaveLength(1)
    })
    can('tune', 'a model of its own', async () => {
      const stored =
        trainingPurpose &&
        (await llm.files.put({ provider: service, data: '{"text":"a"}\n', name: 'a.jsonl', purpose: trainingPurpose }))
      const trainingFile = stored ? stored.file : { provider: service, id: 'gs://bucket/a.jsonl' }
      const tuned = await llm.tune({ model: model('tune'), trainingFile })
      const answer = await llm.chat({ model: `${service}/${tuned.model}`, prompt: 'Hello' })
      expect(answer.text).not.toBe('')
    })
    can('batch', 'answers every request by its id', async () => {
      const requests = ['one', 'two'].map((id) => ({ id, request: { prompt: `Say ${id}.`, maxOutputTokens: 100 } }))
      const { items } = await llm.batch({ model: model('batch'), requests })
      expect(items.map((item) => item.id).toSorted()).toEqual(['one', 'two'])
      expect(items.every((item) => 'result' in item)).toBe(true)
    })
  })
}

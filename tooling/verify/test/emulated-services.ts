import { anthropic } from '@llmrr/provider-anthropic'
import { azureOpenAI } from '@llmrr/provider-azure-openai'
import { bedrock } from '@llmrr/provider-bedrock'
import { cerebras } from '@llmrr/provider-cerebras'
import { cloudflare } from '@llmrr/provider-cloudflare'
import { cohere } from '@llmrr/provider-cohere'
import { deepinfra } from '@llmrr/provider-deepinfra'
import { deepseek } from '@llmrr/provider-deepseek'
import { fireworks } from '@llmrr/provider-fireworks'
import { google } from '@llmrr/provider-google'
import { groq } from '@llmrr/provider-groq'
import { huggingface } from '@llmrr/provider-huggingface'
import { litellm } from '@llmrr/provider-litellm'
import { mistral } from '@llmrr/provider-mistral'
import { novita } from '@llmrr/provider-novita'
import { ollama } from '@llmrr/provider-ollama'
import { openai } from '@llmrr/provider-openai'
import { openaiCompatible } from '@llmrr/provider-openai-compatible'
import { openrouter } from '@llmrr/provider-openrouter'
import { perplexity } from '@llmrr/provider-perplexity'
import { portkey } from '@llmrr/provider-portkey'
import { replicate } from '@llmrr/provider-replicate'
import { together } from '@llmrr/provider-together'
import { vertex } from '@llmrr/provider-vertex'
import { xai } from '@llmrr/provider-xai'
import type { Provider } from '@llmrr/core'
import type { ServiceName } from '@llmrr/testing/emulator'

/** A service that is emulated, with a model for each thing that it can do there. */
export interface Emulated {
  readonly service: ServiceName
  /** Makes the provider, pointed at the emulator. */
  readonly plugin: (config: { readonly apiKey: string; readonly baseURL: string }) => Provider
  /** By capability. */
  readonly models: Readonly<Record<string, string>>
  /** What its chats cannot do. */
  readonly lacks?: readonly ('pictures' | 'tools' | 'schemas')[]
  /** A voice that it has. Default `alloy`. */
  readonly voice?: string
  /** Purpose of a file, in the service's words. Default `batch`; `false`: files have none. */
  readonly purpose?: string | false
  /** Purpose of a file to train with, where one is stored at the service. Default: none is, it lies in a bucket. */
  readonly trainingPurpose?: string
  /** Status of a wrong key. Default 401. */
  readonly wrongKey?: number
}

/** Every service that the emulator speaks, by name. */
export const emulated: readonly Emulated[] = [
  {
    service: 'anthropic',
    plugin: (config) => anthropic(config),
    models: { chat: 'claude-haiku-5-5', countTokens: 'claude-haiku-5-5', batch: 'claude-haiku-5-5' },
    purpose: false,
  },
  {
    service: 'azure-openai',
    plugin: (config) => azureOpenAI(config),
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
    service: 'cerebras',
    plugin: (config) => cerebras(config),
    models: { chat: 'gpt-oss-120b', complete: 'gpt-oss-120b' },
    lacks: ['pictures'],
  },
  {
    service: 'cloudflare',
    plugin: (config) => cloudflare(config),
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
    service: 'cohere',
    plugin: (config) => cohere(config),
    models: {
      chat: 'command-a-plus-05-2026',
      embed: 'embed-v4.0',
      rerank: 'rerank-v4.0-pro',
      transcribe: 'cohere-transcribe-03-2026',
      countTokens: 'command-a-plus-05-2026',
    },
  },
  {
    service: 'deepinfra',
    plugin: (config) => deepinfra(config),
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
    service: 'deepseek',
    plugin: (config) => deepseek(config),
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
    service: 'google',
    plugin: (config) => google(config),
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
    service: 'groq',
    plugin: (config) => groq(config),
    models: {
      chat: 'openai/gpt-oss-20b',
      speech: 'canopylabs/orpheus-v1-english',
      transcribe: 'whisper-large-v3',
      batch: 'openai/gpt-oss-20b',
    },
    voice: 'troy',
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
    service: 'litellm',
    plugin: ({ apiKey, baseURL }) => litellm({ apiKey, baseURL }),
    models: {
      chat: 'gpt-5.1',
      complete: 'gpt-3.5-turbo-instruct',
      embed: 'text-embedding-3-small',
      rerank: 'rerank-v4.0-pro',
      moderate: 'omni-moderation-latest',
      image: 'gpt-image-2',
      speech: 'gpt-4o-mini-tts',
      transcribe: 'whisper-1',
      countTokens: 'gpt-5.4-mini',
      batch: 'gpt-5.4-mini',
    },
  },
  {
    service: 'mistral',
    plugin: (config) => mistral(config),
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
    service: 'novita',
    plugin: (config) => novita(config),
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
    service: 'ollama',
    plugin: (config) => ollama(config),
    models: { chat: 'qwen3:4b', complete: 'qwen3:4b', embed: 'embeddinggemma:latest', search: 'web' },
  },
  {
    service: 'openai',
    plugin: (config) => openai(config),
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
    plugin: (config) => openrouter(config),
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
    service: 'perplexity',
    plugin: (config) => perplexity(config),
    models: { chat: 'openai/gpt-5.6-luna', search: 'search', embed: 'pplx-embed-v1-0.6b' },
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
    service: 'replicate',
    plugin: (config) => replicate(config),
    models: {
      chat: 'meta/meta-llama-3-8b-instruct',
      embed: 'acme/embed',
      image: 'black-forest-labs/flux-schnell',
      speech: 'acme/tts',
      transcribe: 'acme/whisper',
      video: 'acme/video',
    },
    // A run is text in and text out.
    lacks: ['pictures', 'tools', 'schemas'],
    purpose: false,
  },
  {
    service: 'together',
    plugin: (config) => together(config),
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
    service: 'xai',
    plugin: (config) => xai(config),
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
]

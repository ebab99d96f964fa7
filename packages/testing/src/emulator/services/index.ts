import type { Service } from '../service.ts'
import { anthropic } from './anthropic.ts'
import { azureOpenAI } from './azure-openai.ts'
import { bedrock } from './bedrock.ts'
import { cerebras } from './cerebras.ts'
import { cloudflare } from './cloudflare.ts'
import { cohere } from './cohere.ts'
import { deepinfra } from './deepinfra.ts'
import { deepseek } from './deepseek.ts'
import { fireworks } from './fireworks.ts'
import { google } from './google.ts'
import { groq } from './groq.ts'
import { huggingface } from './huggingface.ts'
import { litellm } from './litellm.ts'
import { mistral } from './mistral.ts'
import { novita } from './novita.ts'
import { ollama } from './ollama.ts'
import { openaiCompatible } from './openai-compatible.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import { perplexity } from './perplexity.ts'
import { portkey } from './portkey.ts'
import { replicate } from './replicate.ts'
import { together } from './together.ts'
import { vertex } from './vertex.ts'
import { xai } from './xai.ts'

/** The services, by the name under which they are mounted. A new service is one more entry, in its place by name. */
export const services = {
  anthropic,
  'azure-openai': azureOpenAI,
  bedrock,
  cerebras,
  cloudflare,
  cohere,
  deepinfra,
  deepseek,
  fireworks,
  google,
  groq,
  huggingface,
  litellm,
  mistral,
  novita,
  ollama,
  openai,
  'openai-compatible': openaiCompatible,
  openrouter,
  perplexity,
  portkey,
  replicate,
  together,
  vertex,
  xai,
} satisfies Record<string, Service>

/** A service the emulator speaks. */
export type ServiceName = keyof typeof services

import type { Service } from '../service.ts'
import { anthropic } from './anthropic.ts'
import { azureOpenAI } from './azure-openai.ts'
import { bedrock } from './bedrock.ts'
import { cloudflare } from './cloudflare.ts'
import { cohere } from './cohere.ts'
import { deepseek } from './deepseek.ts'
import { deepinfra } from './deepinfra.ts'
import { fireworks } from './fireworks.ts'
import { google } from './google.ts'
import { groq } from './groq.ts'
import { mistral } from './mistral.ts'
import { ollama } from './ollama.ts'
import { openai } from './openai.ts'
import { openaiCompatible } from './openai-compatible.ts'
import { replicate } from './replicate.ts'
import { together } from './together.ts'
import { vertex } from './vertex.ts'

/** The services, by the name under which they are mounted. A new service is one more entry. */
export const services = {
  openai,
  anthropic,
  groq,
  cohere,
  'azure-openai': azureOpenAI,
  bedrock,
  replicate,
  google,
  vertex,
  together,
  fireworks,
  'openai-compatible': openaiCompatible,
  cloudflare,
  deepseek,
  ollama,
  mistral,
  deepinfra,
} satisfies Record<string, Service>

/** A service the emulator speaks. */
export type ServiceName = keyof typeof services

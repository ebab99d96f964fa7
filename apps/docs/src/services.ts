/** How the services call themselves, and the phase of the roadmap that brings them. */
export const services: Readonly<Record<string, { readonly name: string; readonly phase: number }>> = {
  openai: { name: 'OpenAI', phase: 1 },
  anthropic: { name: 'Anthropic', phase: 1 },
  groq: { name: 'Groq', phase: 1 },
  'azure-openai': { name: 'Azure OpenAI', phase: 2 },
  bedrock: { name: 'Amazon Bedrock', phase: 2 },
  cerebras: { name: 'Cerebras', phase: 6 },
  cloudflare: { name: 'Cloudflare Workers AI', phase: 6 },
  cohere: { name: 'Cohere', phase: 4 },
  deepinfra: { name: 'DeepInfra', phase: 3 },
  deepseek: { name: 'DeepSeek', phase: 4 },
  fireworks: { name: 'Fireworks AI', phase: 3 },
  google: { name: 'Google Gemini', phase: 6 },
  huggingface: { name: 'Hugging Face', phase: 1 },
  litellm: { name: 'LiteLLM', phase: 5 },
  mistral: { name: 'Mistral', phase: 2 },
  novita: { name: 'Novita', phase: 4 },
  ollama: { name: 'Ollama', phase: 6 },
  'openai-compatible': { name: 'any OpenAI-compatible server', phase: 6 },
  openrouter: { name: 'OpenRouter', phase: 1 },
  perplexity: { name: 'Perplexity', phase: 4 },
  portkey: { name: 'Portkey', phase: 5 },
  replicate: { name: 'Replicate', phase: 3 },
  together: { name: 'Together AI', phase: 3 },
  vertex: { name: 'Google Vertex AI', phase: 2 },
  xai: { name: 'xAI', phase: 6 },
}

/** The name of a service; of one that is not known here, its slug. */
export const serviceName = (slug: string): string => services[slug]?.name ?? slug

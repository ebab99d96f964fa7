/** How the services call themselves, and the phase of the roadmap that brings them, where it is settled. */
export const services: Readonly<Record<string, { readonly name: string; readonly phase?: number }>> = {
  openai: { name: 'OpenAI', phase: 1 },
  anthropic: { name: 'Anthropic', phase: 1 },
  groq: { name: 'Groq', phase: 1 },
  'azure-openai': { name: 'Azure OpenAI' },
  bedrock: { name: 'Amazon Bedrock', phase: 2 },
  cerebras: { name: 'Cerebras' },
  cloudflare: { name: 'Cloudflare Workers AI' },
  cohere: { name: 'Cohere', phase: 2 },
  deepinfra: { name: 'DeepInfra' },
  deepseek: { name: 'DeepSeek' },
  fireworks: { name: 'Fireworks AI' },
  google: { name: 'Google Gemini' },
  huggingface: { name: 'Hugging Face' },
  litellm: { name: 'LiteLLM' },
  mistral: { name: 'Mistral' },
  novita: { name: 'Novita' },
  ollama: { name: 'Ollama' },
  'openai-compatible': { name: 'whatever follows OpenAI' },
  openrouter: { name: 'OpenRouter' },
  perplexity: { name: 'Perplexity' },
  portkey: { name: 'Portkey' },
  replicate: { name: 'Replicate' },
  together: { name: 'Together AI' },
  vertex: { name: 'Google Vertex AI' },
  xai: { name: 'xAI' },
}

/** The name of a service; of one that is not known here, its slug. */
export const serviceName = (slug: string): string => services[slug]?.name ?? slug

/** How the services call themselves, and the phase of the roadmap that brought them. */
export const services: Readonly<Record<string, { readonly name: string; readonly phase: number }>> = {
  openai: { name: 'OpenAI', phase: 1 },
  anthropic: { name: 'Anthropic', phase: 1 },
  groq: { name: 'Groq', phase: 1 },
}

/** Services of later phases. */
export const later: readonly string[] = [
  'Amazon Bedrock',
  'Azure OpenAI',
  'Cerebras',
  'Cloudflare Workers AI',
  'Cohere',
  'DeepInfra',
  'DeepSeek',
  'Fireworks AI',
  'Google Gemini',
  'Google Vertex AI',
  'Hugging Face',
  'LiteLLM',
  'Mistral',
  'Novita',
  'Ollama',
  'OpenRouter',
  'Perplexity',
  'Portkey',
  'Replicate',
  'Together AI',
  'xAI',
  'and whatever else follows OpenAI',
]

/** The name of a service; of one that is not known here, its slug. */
export const serviceName = (slug: string): string => services[slug]?.name ?? slug

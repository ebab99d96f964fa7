const metadata = {
  description: 'Emulated.',
  context_length: 131_072,
  max_tokens: 16_384,
  pricing: { input_tokens: 0.1, output_tokens: 0.2, cache_read_tokens: 0.02 },
  tags: ['reasoning', 'prompt_cache', 'json'],
}

/** What `/models` lists. */
export const deepinfraModels = [
  { id: 'deepseek-ai/DeepSeek-V4-Flash', metadata },
  { id: 'openai/gpt-oss-120b', metadata },
  { id: 'BAAI/bge-m3', metadata: null },
].map((model) => ({ object: 'model', created: 0, owned_by: 'deepinfra', root: model.id, parent: null, ...model }))

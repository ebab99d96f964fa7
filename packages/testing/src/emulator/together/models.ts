/** What `/models` lists. */
export const togetherModels = [
  ['openai/gpt-oss-120b', 'chat', 131_072, 0.15, 0.6],
  ['openai/gpt-oss-20b', 'chat', 131_072, 0.05, 0.2],
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'chat', 131_072, 0.88, 0.88],
  ['intfloat/multilingual-e5-large-instruct', 'embedding', 514, 0.02, 0],
  ['black-forest-labs/FLUX.1-schnell', 'image', 0, 0, 0],
  ['hexgrad/Kokoro-82M', 'audio', 0, 0, 0],
].map(([id, type, context_length, input, output]) => ({
  id,
  object: 'model',
  created: 1_754_000_000,
  type,
  running: false,
  display_name: id,
  organization: String(id).split('/')[0],
  link: `https://huggingface.co/${id}`,
  license: 'apache-2.0',
  context_length,
  pricing: { hourly: 0, input, output, base: 0, finetune: 0 },
}))

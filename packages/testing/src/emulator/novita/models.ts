/** What `/models` lists. */
export const novitaModels = [
  'deepseek/deepseek-v4-flash',
  'openai/gpt-oss-120b',
  'meta-llama/llama-3.1-8b-instruct',
].map((id) => ({
  id,
  object: 'model',
  created: 1_790_000_000,
  title: id,
  display_name: id,
  description: 'Emulated.',
  context_size: 131_072,
  max_output_tokens: 16_384,
  model_type: 'chat',
  input_token_price_per_m: 1400,
  output_token_price_per_m: 2800,
}))

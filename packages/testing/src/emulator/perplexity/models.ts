/** What `/v1/models` lists. */
export const perplexityModels = [
  ['perplexity/sonar', 0.25, 2.5, 0.0625],
  ['openai/gpt-5.6-luna', 0.2, 1.2, 0.02],
  ['anthropic/claude-haiku-4-5', 1, 5, 0.1],
  ['google/gemini-3.5-flash', 1.5, 9, 0.15],
].map(([id, input, output, cache_read]) => ({
  id,
  object: 'model',
  created: 0,
  owned_by: String(id).split('/')[0],
  pricing: { input, output, cache_read, unit: 'usd_per_1m_tokens' },
}))

const languages = [
  { id: 'grok-4.3', context: 1_000_000, input: 12_500, cached: 2_000, output: 25_000 },
  { id: 'grok-4.6', context: 500_000, input: 20_000, cached: 5_000, output: 60_000 },
  { id: 'grok-4.20-0309-non-reasoning', context: 1_000_000, input: 12_500, cached: 2_000, output: 25_000 },
].map(({ id, context, input, cached, output }) => ({
  id,
  object: 'model',
  created: 1_776_384_000,
  owned_by: 'xai',
  aliases: [],
  context_length: context,
  prompt_text_token_price: input,
  cached_prompt_text_token_price: cached,
  completion_text_token_price: output,
  long_context_threshold: 200_000,
  prompt_text_token_price_long_context: input * 2,
  cached_prompt_text_token_price_long_context: cached * 2,
  completion_text_token_price_long_context: output * 2,
}))

const imagine = ['grok-imagine-image', 'grok-imagine-video'].map((id) => ({
  id,
  object: 'model',
  created: 1_769_558_400,
  owned_by: 'xai',
}))

/** What `/models` lists. */
export const xaiModels = [...languages, ...imagine]

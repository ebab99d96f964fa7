/** What `/models` lists. */
export const fireworksModels = ['gpt-oss-120b', 'gpt-oss-20b', 'glm-5p2'].map((id) => ({
  id: `accounts/fireworks/models/${id}`,
  object: 'model',
  created: 1_754_000_000,
  owned_by: 'fireworks',
  context_length: 131_072,
  supports_chat: true,
  supports_tools: true,
  supports_image_input: false,
}))

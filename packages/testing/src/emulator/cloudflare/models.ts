const chats = ['@cf/openai/gpt-oss-120b', '@cf/openai/gpt-oss-20b', '@cf/meta/llama-3.3-70b-instruct-fp8-fast']

/** What `/models/search` lists. */
export const cloudflareModels = chats.map((name, at) => ({
  id: `00000000-0000-4000-8000-00000000000${at}`,
  source: 1,
  name,
  description: '',
  task: { id: 'c329a1f9-323d-4e91-b2aa-582dd4188d34', name: 'Text Generation' },
  tags: [],
  properties: [
    { property_id: 'context_window', value: '128000' },
    { property_id: 'function_calling', value: 'true' },
  ],
}))

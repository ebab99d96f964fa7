const model = (id: string) => ({
  id,
  aliases: [],
  tags: [],
  object: 'model',
  created: 1_790_000_000,
  owned_by: 'llamacpp',
  meta: {
    vocab_type: 2,
    n_vocab: 151_936,
    n_ctx: 131_072,
    n_ctx_train: 262_144,
    n_embd: 1536,
    n_params: 8e9,
    size: 5e9,
  },
})

/** What `/models` lists. */
export const compatibleModels = ['qwen3-8b', 'nomic-embed-text', 'bge-reranker-v2-m3'].map(model)

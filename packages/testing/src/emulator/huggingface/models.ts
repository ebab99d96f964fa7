const chats: readonly (readonly [string, readonly string[], number, number])[] = [
  ['openai/gpt-oss-120b', ['cerebras', 'groq'], 0.25, 0.69],
  ['zai-org/GLM-4.6', ['novita'], 0.55, 2.2],
  ['meta-llama/Llama-3.3-70B-Instruct', ['together'], 0.59, 0.79],
]

/** What `/v1/models` lists: each model with the hosts that serve it. */
export const huggingfaceModels = chats.map(([id, hosts, input, output]) => ({
  id,
  object: 'model',
  created: 1_754_000_000,
  owned_by: id.split('/')[0],
  architecture: { input_modalities: ['text'], output_modalities: ['text'] },
  providers: hosts.map((provider, at) => ({
    provider,
    status: 'live',
    context_length: 131_072,
    pricing: { input: input * (at + 1), output: output * (at + 1) },
    supports_tools: true,
    supports_structured_output: at === 0,
    first_token_latency_ms: 200,
    throughput: 1000 / (at + 1),
    is_model_author: false,
  })),
}))

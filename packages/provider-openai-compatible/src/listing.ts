import { guessCapabilities } from '@llmrr/provider-kit'
import type { ModelInfo } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

interface ServerModel extends OpenAIModel {
  /** vLLM, SGLang. */
  readonly max_model_len?: number | null
  /** llama.cpp. */
  readonly meta?: { readonly n_ctx?: number; readonly n_ctx_train?: number } | null
}

/** What an entry of a server's model list tells: the window of a loaded model, as it was started. */
export function readModel(entry: OpenAIModel): Partial<ModelInfo> {
  const { max_model_len: longest, meta } = entry as ServerModel
  const contextWindow = longest ?? meta?.n_ctx ?? meta?.n_ctx_train
  const capabilities = guessCapabilities(entry.id)
  return {
    // An id such as `Llama-3.1-8B-Instruct` is a chat model here, whatever OpenAI once called so.
    capabilities: capabilities[0] === 'complete' ? ['chat', 'complete'] : capabilities,
    ...(contextWindow != null && contextWindow > 0 && { contextWindow }),
  }
}

import { answeringHost, handlerContext, sentByChat } from '@llmrr/testing/host'
import { huggingface } from '../src/index.ts'
import type { ChatRequest, Host } from '@llmrr/core'
import type { HuggingFaceConfig, HuggingFaceOptions } from '../src/index.ts'

const keys: Record<string, string> = { HF_TOKEN: 'hf_test' }

/** A host that gives these answers one after the other, the last one for ever, and what it was sent. */
export const answering = (answers: readonly unknown[], env = keys) => answeringHost(answers, { env })

/** The context of a call, and the fields that were warned of. */
export const contextOf = (host: Host, model: string, options?: HuggingFaceOptions) =>
  handlerContext(host, { provider: 'huggingface', model, options })

/** What a chat request becomes on the wire, and the warnings before it. */
export const bodyOf = (
  request: ChatRequest,
  {
    model = 'openai/gpt-oss-120b',
    config,
    options,
    env = keys,
  }: { model?: string; config?: HuggingFaceConfig; options?: HuggingFaceOptions; env?: Record<string, string> } = {},
) => sentByChat(huggingface(config), request, { model, options, env })

import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { azureOpenAI } from '../src/index.ts'
import type { AzureOpenAIConfig } from '../src/index.ts'

/** A request as it was sent. */
export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: { readonly [field: string]: unknown }
}

const usage = { input_tokens: 1, output_tokens: 1, prompt_tokens: 1, completion_tokens: 1 }
/** An answer that every API of chat would give. */
const said = {
  id: 'answer_1',
  type: 'message',
  status: 'completed',
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
  output: [{ type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text: 'ok' }] }],
  content: [{ type: 'text', text: 'ok' }],
  stop_reason: 'end_turn',
  usage,
}

/** A router with Azure alone, on a network that keeps what is asked and gives one answer to all. */
export function setup(
  config: AzureOpenAIConfig = { resource: 'acme' },
  env: Readonly<Record<string, string>> = { AZURE_OPENAI_API_KEY: 'key-1' },
  answer: unknown = said,
) {
  const asked: Asked[] = []
  const host = virtualHost({
    env,
    async fetch(url, init) {
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Asked['body']) : {}
      asked.push({ method: init?.method ?? 'GET', url, headers: Object.fromEntries(new Headers(init?.headers)), body })
      return answer instanceof Response ? answer : Response.json(answer)
    },
  })
  return { llm: createRouter({ use: [azureOpenAI(config)], host }), asked, host }
}

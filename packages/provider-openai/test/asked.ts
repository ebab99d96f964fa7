import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { openai } from '../src/index.ts'
import type { OpenAIConfig } from '../src/index.ts'

/** A request as it was sent. */
export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: { readonly [field: string]: unknown }
  readonly form?: FormData
}

/** An answer of Responses that says "ok". */
export const said = {
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  model: 'm',
  output: [{ type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text: 'ok' }] }],
  usage: { input_tokens: 1, output_tokens: 1 },
}

/** An answer of Chat Completions that says "ok". */
export const completed = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
}

/** A router with OpenAI alone, on a network that keeps what is asked and answers by path. */
export function setup(
  answers: Readonly<Record<string, unknown>> = {},
  config: OpenAIConfig = {},
  env: Readonly<Record<string, string>> = { OPENAI_API_KEY: 'sk-test' },
) {
  const asked: Asked[] = []
  const host = virtualHost({
    env,
    async fetch(url, init) {
      const form = init?.body instanceof FormData ? init.body : undefined
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Asked['body']) : {}
      const headers = Object.fromEntries(new Headers(init?.headers))
      asked.push({ method: init?.method ?? 'GET', url, headers, body, ...(form && { form }) })
      const path = new URL(url).pathname.replace(/^\/v1/, '')
      const answer = answers[path] ?? (path === '/chat/completions' ? completed : said)
      return answer instanceof Response ? answer : Response.json(answer)
    },
  })
  const llm = createRouter({ use: [openai(config)], host })
  return { llm, asked, host }
}

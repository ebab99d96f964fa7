import { resolveRequest } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { huggingface } from '../src/index.ts'
import type { ChatRequest, Context, ResolvedChatRequest } from '@llmrr/core'
import type { HuggingFaceConfig, HuggingFaceOptions } from '../src/index.ts'

/** What was sent. */
export interface Sent {
  readonly url: string
  readonly method: string | undefined
  readonly headers: Headers
  readonly body: unknown
}

/** A host that gives these answers one after the other, the last one for ever, and what it was sent. */
export function answering(answers: readonly unknown[], env: Record<string, string> = { HF_TOKEN: 'hf_test' }) {
  const sent: Sent[] = []
  const host = virtualHost({
    env,
    fetch: async (url, init) => {
      const text = init?.body
      const body = typeof text === 'string' ? JSON.parse(text) : text
      sent.push({ url, method: init?.method, headers: new Headers(init?.headers), body })
      const answer = answers[Math.min(sent.length, answers.length) - 1]
      return answer instanceof Response ? answer : Response.json(answer)
    },
  })
  return { host, sent }
}

/** The context of a call, and the fields that were warned of. */
export function contextOf(host: Context['host'], model: string, options?: HuggingFaceOptions) {
  const warnings: string[] = []
  const context: Context = {
    signal: new AbortController().signal,
    target: { provider: 'huggingface', model, ...(options && { options }) },
    stream: false,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  return { context, warnings }
}

const empty = { choices: [{ message: { content: '' }, finish_reason: 'stop' }] }

/** What a chat request becomes on the wire, and the warnings before it. */
export async function bodyOf(
  request: ChatRequest,
  {
    model = 'openai/gpt-oss-120b',
    config,
    options,
    env,
  }: { model?: string; config?: HuggingFaceConfig; options?: HuggingFaceOptions; env?: Record<string, string> } = {},
) {
  const { host, sent } = answering([empty], env)
  const { context, warnings } = contextOf(host, model, options)
  for await (const _ of huggingface(config).chat(resolveRequest('chat', request) as ResolvedChatRequest, context));
  const [{ url, headers, body }] = sent as [Sent & { readonly body: Record<string, unknown> }]
  return { url, headers, body, warnings }
}

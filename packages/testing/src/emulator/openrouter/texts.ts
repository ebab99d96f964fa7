import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import type { Member } from '../family/member.ts'
import { rerankRoute } from '../family/rerank.ts'
import type { Loose } from '../http/loose.ts'
import { a } from '../http/shape.ts'
import type { Call, Reply } from '../service.ts'
import { hostOf } from './chat.ts'
import { routing, sampling } from './fields.ts'

/** The text of an input that is told in parts; what is seen or heard counts by its kind. */
const inputText = (input: Loose): Loose =>
  Array.isArray(input?.content) ? input.content.map(({ text, type }: Loose) => text ?? type).join(' ') : input

/** `POST /embeddings`: texts, tokens, or parts; the model's name loses its maker. */
export function embeddings(member: Member): (call: Call) => Reply {
  const fields = {
    ...routing,
    dimensions: { type: 'integer', min: 1 },
    encoding_format: { type: 'string', values: ['float', 'base64'] },
    input_type: a.string,
  } as const
  const route = embeddingsRoute(member, { fields, size: 1536 })
  return (call) => {
    const { body } = call
    const input = Array.isArray(body?.input) ? body.input.map(inputText) : body?.input
    const reply = route({ ...call, body: { ...body, input } })
    if (!('json' in reply) || reply.status !== undefined) return reply
    const { usage, ...json } = reply.json
    const cost = usage.prompt_tokens * 2e-8
    const name = body.model.split('/').at(-1)
    const facts = { model: name, provider: hostOf(body), id: `gen-emb-${call.requestId}` }
    return { json: { ...json, ...facts, usage: { ...usage, cost, is_byok: false } } }
  }
}

/** `POST /rerank`, which repeats the documents unasked. */
export function rerank(member: Member): (call: Call) => Reply {
  const route = rerankRoute(member, {
    objects: true,
    fields: routing,
    extras: ({ body, requestId }, tokens) => ({
      id: `gen-rerank-${requestId}`,
      model: body.model.split('/').at(-1),
      provider: hostOf(body),
      usage: { total_tokens: tokens, cost: tokens * 2e-8 },
    }),
  })
  return (call) => route({ ...call, body: { ...call.body, return_documents: true } })
}

/** `POST /completions`, whose streams tell their usage unasked. */
export function completions(member: Member): (call: Call) => Reply {
  const route = completionsRoute(member, { fields: { ...sampling, prompt: { type: 'string', required: true } } })
  return (call) => route({ ...call, body: { ...call.body, stream_options: { include_usage: true } } })
}

import { embedContent, inputsOf, purposeOf, readGeminiUsage, resourceOf } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, EmbedRequest, EmbedResult, Handler, Usage } from '@llmrr/core'
import type { GeminiQuirks, GeminiUsage, Http } from '@llmrr/provider-kit'

interface WireReply {
  readonly embeddings?: readonly { readonly values?: readonly number[] }[]
  /** Older models do not count. */
  readonly usageMetadata?: GeminiUsage & { readonly promptTokenDetails?: GeminiUsage['promptTokensDetails'] }
}

/** Inputs that one call takes. */
const most = 100

function usageOf({ usageMetadata: wire }: WireReply): Usage | undefined {
  if (!wire) return undefined
  const details = wire.promptTokensDetails ?? wire.promptTokenDetails
  const { output: _, ...read } = readGeminiUsage({ ...wire, ...(details && { promptTokensDetails: details }) }, 0) ?? {}
  return Object.keys(read).length > 0 ? read : undefined
}

const sum = (one: Usage | undefined, other: Usage | undefined): Usage | undefined => {
  if (!one || !other) return one ?? other
  const total: Record<string, number> = { ...(one as Record<string, number>) }
  for (const [meter, count] of Object.entries(other as Record<string, number>))
    total[meter] = (total[meter] ?? 0) + count
  return total
}

/** Embeddings, also of media where the model reads them; more than a hundred inputs in several calls. */
export function embed(http: Http, quirks: GeminiQuirks): Handler<'embed'> {
  async function handle(request: EmbedRequest, context: Context): Promise<EmbedResult> {
    const { dimensions } = request
    const { model } = context.target
    const { taskType, prefix } = purposeOf(request, context)
    const { title } = optionsOf(context)
    const requests = inputsOf(request).map((input) => ({
      model: `models/${model}`,
      content: embedContent(input, prefix, quirks, context),
      ...(taskType !== undefined && { taskType }),
      ...(title !== undefined && { title }),
      ...(dimensions !== undefined && { outputDimensionality: dimensions }),
    }))
    const embeddings: (readonly number[])[] = []
    let usage: Usage | undefined
    let facts = {}
    for (let at = 0; at < requests.length; at += most) {
      const wire = {
        path: `/${resourceOf(model)}:batchEmbedContents`,
        body: { requests: requests.slice(at, at + most) },
      }
      const reply = await http.json<WireReply>(wire, context)
      for (const { values = [] } of reply.body.embeddings ?? []) embeddings.push(values)
      usage = sum(usage, usageOf(reply.body))
      facts = reply.facts
    }
    return { embeddings, ...facts, ...(usage && { usage }) }
  }
  return Object.assign(handle, { params: ['dimensions', 'purpose'], defaultModel: 'gemini-embedding-2' })
}

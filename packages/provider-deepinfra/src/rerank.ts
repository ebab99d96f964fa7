import { llmError } from '@llmrr/core'
import { reportedCost } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, Handler, RerankRequest, RerankResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireReply {
  /** In the order of the documents. */
  readonly scores?: readonly number[]
  readonly input_tokens?: number
  readonly request_id?: string
  readonly inference_status?: { readonly cost?: number } | null
}

/** Reranking, over DeepInfra's own inference: all scores come, in the order of the documents. */
export function deepinfraRerank(http: Http): Handler<'rerank'> {
  async function rerank({ query, documents, topN }: RerankRequest, context: Context): Promise<RerankResult> {
    const { target } = context
    const { instruction } = optionsOf(context)
    const body = {
      queries: [query],
      documents: documents.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
      ...(instruction !== undefined && { instruction }),
    }
    const { body: reply, facts } = await http.json<WireReply>({ path: `/inference/${target.model}`, body }, context)
    const { scores, input_tokens: input, request_id: id, inference_status: status } = reply
    if (!Array.isArray(scores))
      throw llmError('bad-response', `${target.provider} answered a ranking without scores.`, { target })
    const ranking = (scores as readonly number[])
      .map((score, index) => ({ index, score }))
      .toSorted((a, b) => b.score - a.score)
    return {
      ranking: topN === undefined ? ranking : ranking.slice(0, topN),
      ...facts,
      ...(id !== undefined && { id }),
      ...(input !== undefined && { usage: { input } }),
      ...reportedCost(status?.cost),
    }
  }
  return Object.assign(rerank, {
    params: ['query', 'documents', 'topN'],
    // As of 2026-11-22: the lightest of a family for many languages.
    defaultModel: 'Qwen/Qwen3-Reranker-0.6B',
  })
}

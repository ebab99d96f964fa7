import { invokeModel, lacking } from './invoke.ts'
import { familyOf } from './model-family.ts'
import type { Context, Handler, RerankRequest, RerankResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

interface WireReply {
  readonly results?: readonly { readonly index: number; readonly relevance_score: number }[]
}

/** Reranking by InvokeModel, with Cohere's and Amazon's models. Documents with fields are sent as JSON. */
export function rerank(http: Http, place: Place): Handler<'rerank'> {
  async function handle({ query, documents, topN }: RerankRequest, context: Context): Promise<RerankResult> {
    const sent = {
      query,
      documents: documents.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
      ...(topN !== undefined && { top_n: topN }),
      ...(familyOf(context.target) === 'cohere' && { api_version: 2 }),
    }
    const { body, facts } = await invokeModel<WireReply>(http, place, sent, context)
    if (!Array.isArray(body.results)) throw lacking('a ranking', context)
    return { ranking: body.results.map(({ index, relevance_score: score }) => ({ index, score })), ...facts }
  }
  return Object.assign(handle, {
    params: ['query', 'documents', 'topN'],
    // As of 2026-11-22: the one that the most regions have.
    defaultModel: 'cohere.rerank-v3-5:0',
  })
}

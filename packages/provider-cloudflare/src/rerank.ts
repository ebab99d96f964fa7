import { lacking, run } from './run.ts'
import type { Context, Handler, RerankRequest, RerankResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface Result {
  /** `id` is the place of the document. */
  readonly response: readonly { readonly id: number; readonly score: number }[]
}

/** Reranking as a task of Workers AI: `contexts` in, scores out. */
export function cloudflareRerank(http: Http): Handler<'rerank'> {
  async function rerank({ query, documents, topN }: RerankRequest, context: Context): Promise<RerankResult> {
    const contexts = documents.map((one) => ({ text: typeof one === 'string' ? one : JSON.stringify(one) }))
    const body = { query, contexts, ...(topN !== undefined && { top_k: topN }) }
    const { result, facts } = await run<Result>(http, body, context)
    if (!result?.response) throw lacking('scores', context)
    const ranking = result.response.map(({ id: index, score }) => ({ index, score }))
    return { ranking: ranking.toSorted((a, b) => b.score - a.score), ...facts }
  }
  return Object.assign(rerank, {
    params: ['query', 'documents', 'topN'],
    // As of 2026-11-22: the only one.
    defaultModel: '@cf/baai/bge-reranker-base',
  })
}

import { llmError } from '@llmrr/core'
import { readBilled } from './usage.ts'
import { toYaml } from './yaml.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, RerankRequest, RerankResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WireMeta } from './wire.ts'

interface WireReply extends WireMeta {
  readonly results?: readonly { readonly index: number; readonly relevance_score: number }[]
}

/** Cohere's reranking. Documents with fields are sent as YAML, which its models are trained on. */
export function cohereRerank(http: Http): Handler<'rerank'> {
  async function rerank(request: RerankRequest, context: Context): Promise<RerankResult> {
    const { query, documents, topN, maxTokensPerDocument } = request
    const { priority } = optionsOf(context)
    const body = {
      model: context.target.model,
      query,
      documents: documents.map((document) => (typeof document === 'string' ? document : toYaml(document))),
      ...(topN !== undefined && { top_n: topN }),
      ...(maxTokensPerDocument !== undefined && { max_tokens_per_doc: maxTokensPerDocument }),
      ...(priority !== undefined && { priority }),
    }
    const { body: reply, facts } = await http.json<WireReply>({ path: '/v2/rerank', body }, context)
    if (!Array.isArray(reply.results))
      throw llmError('bad-response', `${context.target.provider} answered a ranking without results.`, {
        target: context.target,
      })
    const usage = readBilled(reply.meta?.billed_units)
    return {
      ranking: reply.results.map(({ index, relevance_score: score }) => ({ index, score })),
      ...facts,
      ...(reply.id !== undefined && { id: reply.id }),
      ...(usage && { usage }),
    }
  }
  return Object.assign(rerank, {
    params: ['query', 'documents', 'topN', 'maxTokensPerDocument'],
    // As of 2026-11-22: the strongest; `rerank-v4.0-fast` is its lighter kin.
    defaultModel: 'rerank-v4.0-pro',
  })
}

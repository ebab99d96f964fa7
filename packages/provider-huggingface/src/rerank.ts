import { asTask } from './place.ts'
import { labelsOf } from './labels.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, RerankRequest, RerankResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { TaskPath } from './place.ts'

/** Reranking by a cross-encoder, as the task `text-classification` over pairs of texts: the score of a pair is that of its label. */
export function rerankTask(http: Http, taskPath: TaskPath): Handler<'rerank'> {
  async function rerank({ query, documents, topN }: RerankRequest, given: Context): Promise<RerankResult> {
    const context = asTask('rerank', given)
    const { parameters } = optionsOf(context)
    const inputs = documents.map((one) => ({
      text: query,
      text_pair: typeof one === 'string' ? one : JSON.stringify(one),
    }))
    const body = { inputs, ...(parameters && { parameters }) }
    const { body: reply, facts } = await http.json<unknown>({ path: taskPath(context.target.model), body }, context)
    const ranking = labelsOf(reply, documents.length, context)
      .map(([label], index) => ({ index, score: label!.score }))
      .toSorted((a, b) => b.score - a.score)
    return { ranking: ranking.slice(0, topN), model: context.target.model, ...facts }
  }
  return Object.assign(rerank, { params: ['query', 'documents', 'topN'], defaultModel: 'BAAI/bge-reranker-v2-m3' })
}

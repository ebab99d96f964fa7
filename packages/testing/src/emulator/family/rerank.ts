import { relevanceOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { isUnknownModel, type Member } from './member.ts'

/** In what members' reranking differs. */
export interface RerankManner {
  /** Fields beside `model`, `query`, `documents` and `top_n`. */
  readonly fields?: Fields
  /** Name of the list in the answer. Default `results`. */
  readonly list?: 'results' | 'data'
  /** Whether documents may have fields. Default `false`. */
  readonly objects?: boolean
  /** What stands beside the list. Default: the model and a usage in tokens. */
  readonly extras?: (call: Call, tokens: number) => Loose
}

/** `POST /rerank`: documents that share words with the query come first. */
export function rerankRoute({ words }: Member, manner: RerankManner = {}): (call: Call) => Reply {
  const fields: Fields = {
    model: { type: 'string', required: true },
    query: { type: 'string', required: true },
    documents: { type: 'array', required: true },
    top_n: a.integer,
    return_documents: a.boolean,
    ...manner.fields,
  }
  return (call) => {
    const { body } = call
    const problem = inspect(body, fields)
    if (problem) refuse(words.problem(problem))
    if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
    const documents: unknown[] = body.documents
    if (documents.length === 0) refuse(words.refusal('documents must not be empty', 'documents'))
    if (!manner.objects && !documents.every((one) => typeof one === 'string'))
      refuse(words.refusal('documents must be strings', 'documents'))
    const texts = documents.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
    const ranking = texts
      .map((text, index) => ({ index, relevance_score: relevanceOf(body.query, text) }))
      .toSorted((one, other) => other.relevance_score - one.relevance_score)
      .slice(0, body.top_n ?? documents.length)
      .map((one) => ({ ...one, ...(body.return_documents && { document: { text: texts[one.index] } }) }))
    const tokens = texts.reduce((sum, text) => sum + countTokens(text) + countTokens(body.query), 0)
    const usage = { prompt_tokens: tokens, total_tokens: tokens }
    return {
      json: {
        [manner.list ?? 'results']: ranking,
        ...(manner.extras?.(call, tokens) ?? { object: 'list', model: body.model, usage }),
      },
    }
  }
}

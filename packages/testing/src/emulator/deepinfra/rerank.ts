import { relevanceOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { deepinfraWords } from './words.ts'

const fields: Fields = {
  queries: a.array,
  query: a.string,
  documents: { type: 'array', required: true },
  instruction: a.string,
  service_tier: a.string,
  webhook: a.string,
}

/** `POST /inference/{reranker}`: a score for each document, in their order. */
export function rerank({ body, path, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(deepinfraWords.problem(problem))
  if (!/rerank/iu.test(path)) refuse({ status: 404, json: { error: 'Model is not available' } })
  const query: string = body.query ?? body.queries?.[0] ?? ''
  const documents: string[] = body.documents
  const tokens = documents.reduce((sum, text) => sum + countTokens(query) + countTokens(text), 0)
  return {
    json: {
      scores: documents.map((text) => relevanceOf(query, text)),
      input_tokens: tokens,
      request_id: state.id('R', 24),
      inference_status: { status: 'succeeded', runtime_ms: 40, cost: tokens * 1e-8, tokens_input: tokens },
    },
  }
}

import { relevanceOf } from '../brain/media.ts'
import { a, type Fields } from '../http/shape.ts'
import type { Call, Reply } from '../service.ts'
import { checkFields } from './check.ts'
import { invalid } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  query: { type: 'string', required: true },
  documents: { type: 'array', required: true },
  top_n: { type: 'integer', min: 1 },
  max_tokens_per_doc: { type: 'integer', min: 1 },
  priority: a.integer,
}

/** `POST /v2/rerank`: documents that share words with the query come first. */
export function rerank(call: Call): Reply {
  const headers = checkFields(call, fields)
  const { body, requestId, state } = call
  const documents: unknown[] = body.documents
  if (body.query === '') invalid('query must be at least 1 token long', requestId)
  if (documents.length === 0) invalid('documents must have at least one entry', requestId)
  if (!documents.every((one) => typeof one === 'string')) invalid('documents must be strings', requestId)
  const results = (documents as string[])
    .map((text, index) => ({ index, relevance_score: relevanceOf(body.query, text) }))
    .toSorted((one, other) => other.relevance_score - one.relevance_score)
    .slice(0, body.top_n)
  return {
    headers,
    json: {
      id: state.id('', 32),
      results,
      meta: { api_version: { version: '2' }, billed_units: { search_units: Math.ceil(documents.length / 100) } },
    },
  }
}

import { vectorOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { invalid, perplexityWords } from './words.ts'
import type { Loose } from '../http/loose.ts'

const searchFields: Fields = {
  query: { type: ['string', 'array'], required: true },
  country: a.string,
  display_server_time: a.boolean,
  last_updated_after_filter: a.string,
  last_updated_before_filter: a.string,
  max_results: { type: 'integer', min: 1, max: 20 },
  max_tokens: a.integer,
  max_tokens_per_page: a.integer,
  search_after_date_filter: a.string,
  search_before_date_filter: a.string,
  search_context_size: { type: 'string', values: ['low', 'medium', 'high'] },
  search_domain_filter: a.array,
  search_language_filter: a.array,
  search_mode: { type: 'string', values: ['web', 'academic', 'sec'] },
  search_recency_filter: { type: 'string', values: ['hour', 'day', 'week', 'month', 'year'] },
  search_type: { type: 'string', values: ['web', 'people'] },
}

const checked = (body: Loose, fields: Fields): void => {
  const problem = inspect(body, fields)
  if (problem) refuse(perplexityWords.problem(problem))
}

/** `POST /search`. */
export function search({ body, state }: Call): Reply {
  checked(body, searchFields)
  const queries: string[] = [body.query].flat()
  if (queries.length === 0 || queries.length > 5) invalid('1 to 5 queries may be given.')
  for (const name of Object.keys(body).filter((one) => one.includes('date')))
    if (body[name] && !/^\d\d?\/\d\d?\/\d{4}$/u.test(body[name])) invalid(`${name} must be MM/DD/YYYY.`)
  const results = Array.from({ length: body.max_results ?? 10 }, (_, at) => ({
    title: `${queries[at % queries.length]}, page ${at + 1}`,
    url: `https://example.com/${encodeURIComponent(queries[at % queries.length]!)}/${at + 1}`,
    snippet: `What page ${at + 1} says of it.`,
    date: '2026-10-01',
    last_updated: null,
  }))
  return { json: { id: state.id('', 24), results, server_time: null } }
}

const vectorFields: Fields = {
  model: { type: 'string', required: true },
  input: { type: ['string', 'array'], required: true },
  dimensions: { type: 'integer', min: 128 },
  encoding_format: { type: 'string', values: ['base64_int8', 'base64_binary'] },
}

/** Signed bytes, or a bit for each number: whether it is positive. */
function encoded(text: string, { model, dimensions, encoding_format: format }: Loose): string {
  const vector = vectorOf(text, dimensions ?? (model.includes('4b') ? 2560 : 1024))
  if (format !== 'base64_binary') {
    const most = Math.max(...Array.from(vector, Math.abs), 1e-9)
    return Buffer.from(Int8Array.from(vector, (one) => Math.round((one / most) * 127)).buffer).toString('base64')
  }
  const bytes = Buffer.alloc(Math.ceil(vector.length / 8))
  for (const [at, one] of vector.entries()) if (one > 0) bytes[at >> 3]! |= 128 >> (at & 7)
  return bytes.toString('base64')
}

function usageOf(texts: readonly string[]): Loose {
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
  const usd = Math.round(tokens * 4) / 1e9
  return { prompt_tokens: tokens, total_tokens: tokens, cost: { currency: 'USD', input_cost: usd, total_cost: usd } }
}

const vectors = (texts: readonly string[], body: Loose): Loose[] =>
  texts.map((text, index) => ({ object: 'embedding', index, embedding: encoded(text, body) }))

/** `POST /v1/embeddings`: bytes or bits, as base64. There are no floats. */
export function embeddings({ body }: Call): Reply {
  checked(body, vectorFields)
  if (!body.model.startsWith('pplx-embed-v1-')) refuse(perplexityWords.unknownModel(body.model))
  const texts: string[] = [body.input].flat()
  if (texts.some((text) => text === '')) invalid('Input must not be empty.')
  return { json: { object: 'list', model: body.model, data: vectors(texts, body), usage: usageOf(texts) } }
}

/** `POST /v1/contextualizedembeddings`: the pieces of documents. */
export function contextualized({ body }: Call): Reply {
  checked(body, vectorFields)
  if (!body.model.startsWith('pplx-embed-context-')) refuse(perplexityWords.unknownModel(body.model))
  const documents: string[][] = body.input
  if (!Array.isArray(documents) || !documents.every(Array.isArray)) invalid('Input must be a list of lists of texts.')
  const data = documents.map((pieces, index) => ({ object: 'list', index, data: vectors(pieces, body) }))
  return { json: { object: 'list', model: body.model, data, usage: usageOf(documents.flat()) } }
}

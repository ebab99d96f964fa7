import { a, type Fields } from '../http/shape.ts'
import type { Call, Reply } from '../service.ts'
import { checkFields, invalid } from './words.ts'

const fields: Fields = {
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

/** `POST /search`. */
export function search({ body, state }: Call): Reply {
  checkFields(body, fields)
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

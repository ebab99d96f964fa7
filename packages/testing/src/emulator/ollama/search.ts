import { a, inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { problemOf } from './words.ts'

/** `POST /api/web_search`. */
export function search({ body }: Call): Reply {
  const problem = inspect(body, { query: { type: 'string', required: true }, max_results: a.integer })
  if (problem) refuse(problemOf(problem))
  const results = Array.from({ length: body.max_results ?? 5 }, (_, at) => ({
    title: `${body.query}, ${at + 1}`,
    url: `https://example.com/search/${at + 1}`,
    content: `What page ${at + 1} says of ${body.query}.`,
  }))
  return { json: { results } }
}

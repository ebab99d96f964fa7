import type { Context, Handler, SearchRequest, SearchResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireReply {
  readonly results?: readonly { readonly title?: string; readonly url: string; readonly content?: string }[]
}

/** Ollama's web search, which its cloud does; a local server that is signed in forwards to it. One request for each query. */
export function ollamaSearch(http: Http, isCloud: boolean): Handler<'search'> {
  const path = isCloud ? '/api/web_search' : '/api/experimental/web_search'
  async function search({ query, maxResults }: SearchRequest, context: Context): Promise<SearchResult> {
    const queries = typeof query === 'string' ? [query] : query
    const found = await Promise.all(
      queries.map((one) =>
        http.json<WireReply>(
          { path, body: { query: one, ...(maxResults !== undefined && { max_results: maxResults }) } },
          context,
        ),
      ),
    )
    return {
      results: found.flatMap(({ body }) =>
        (body.results ?? []).map(({ url, title, content }) => ({
          url,
          ...(title !== undefined && { title }),
          ...(content !== undefined && { snippet: content }),
        })),
      ),
      usage: { searches: queries.length },
      ...found[0]?.facts,
    }
  }
  return Object.assign(search, { params: ['query', 'maxResults'], defaultModel: 'web' })
}

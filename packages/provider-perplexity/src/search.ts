import { defined } from '@llmrr/core'
import { filtersOf } from './filters.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, SearchRequest, SearchResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WirePage } from './agent/wire.ts'

interface WireReply {
  readonly id?: string
  readonly results?: readonly WirePage[]
}

/** The domains of a request as a filter: those that are wanted, or those that are not; the service takes one of the two. */
function domainsOf(
  { includeDomains: wanted, excludeDomains: unwanted }: SearchRequest,
  context: Context,
): readonly string[] | undefined {
  if (wanted?.length && unwanted?.length)
    context.warn('excludeDomains', 'A search is kept to domains or away from them, not both; these are left out.')
  return wanted?.length ? wanted : unwanted?.map((domain) => `-${domain}`)
}

/** The Search API: pages with what they say, without a model. Several queries are one request. */
export function perplexitySearch(http: Http): Handler<'search'> {
  async function search(request: SearchRequest, context: Context): Promise<SearchResult> {
    const { search: always = {} } = optionsOf(context)
    const body = defined({
      ...filtersOf(always),
      search_language_filter: request.language === undefined ? always.languages : [request.language],
      search_context_size: always.contextSize,
      search_mode: always.mode,
      search_type: always.type,
      max_tokens: always.maxTokens,
      max_tokens_per_page: always.maxTokensPerPage,
      query: request.query,
      max_results: request.maxResults,
      country: request.country ?? always.country,
      search_domain_filter: domainsOf(request, context) ?? always.domains,
      search_recency_filter: request.recency ?? always.recency,
    })
    const { body: reply, facts } = await http.json<WireReply>({ path: '/search', body }, context)
    return {
      results: (reply.results ?? []).map(({ url, title, snippet, date }) => ({
        url,
        ...(title && { title }),
        ...(snippet && { snippet }),
        ...(date && { date }),
      })),
      ...facts,
      ...(reply.id !== undefined && { id: reply.id }),
      usage: { requests: 1 },
    }
  }
  return Object.assign(search, {
    params: ['query', 'maxResults', 'includeDomains', 'excludeDomains', 'country', 'language', 'recency'],
    defaultModel: 'search',
  })
}

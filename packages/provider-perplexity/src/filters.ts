import { defined } from '@llmrr/core'
import type { SearchOptions } from './options.ts'

type Fields = Readonly<Record<string, unknown>>

/** The service writes days as Americans do. */
const american = (day: string | undefined): string | undefined => day?.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1')

/** When and where, in the words that all three searches share. */
export const filtersOf = (search: SearchOptions): Record<string, unknown> =>
  defined({
    search_domain_filter: search.domains,
    search_recency_filter: search.recency,
    search_after_date_filter: american(search.after),
    search_before_date_filter: american(search.before),
    last_updated_after_filter: american(search.updatedAfter),
    last_updated_before_filter: american(search.updatedBefore),
  })

/** Where the user is; `undefined` where nothing is said. */
export function locationOf({ country, region, city, latitude, longitude }: SearchOptions): Fields | undefined {
  const location = defined({ country, region, city, latitude, longitude })
  return Object.keys(location).length > 0 ? location : undefined
}

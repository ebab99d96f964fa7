import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WirePage } from './wire.ts'

/** Query of the page that `next` names. Only its query is used: the path is known, and the credential stays where it belongs. */
export const cursorOf = ({ next }: WirePage<unknown>): string | undefined =>
  (next && new URL(next, 'https://api.replicate.com').searchParams.get('cursor')) || undefined

/** All pages of a list. */
export async function* pagesOf<T>(http: Http, path: string, context: Context): AsyncGenerator<WirePage<T>, void, void> {
  for (let cursor: string | undefined; ;) {
    const { body } = await http.json<WirePage<T>>({ method: 'GET', path, query: { cursor } }, context)
    yield body
    const next = cursorOf(body)
    if (next === undefined || next === cursor) return
    cursor = next
  }
}

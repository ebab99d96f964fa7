import { downloads, read } from '@llmrr/provider-kit'
import { accountOf } from './addresses.ts'
import { readError } from './errors.ts'
import type { Context } from '@llmrr/core'
import type { Http, Setting } from '@llmrr/provider-kit'

/** Where an account keeps its things. */
export interface Platform {
  readonly http: Http
  /** Fetches from an address that holds its own proof. */
  download(url: string, context: Context): Promise<Response>
  /** The path of something of the account. @throws LLMError `invalid-request` where no account is named. */
  path(rest: string, context: Context): string
  /** The account, where one is named. */
  account(context: Context): string | undefined
  /** Everything of a list of the account, or of another one. */
  pages<T>(rest: string, key: string, context: Context, options?: PageOptions): Promise<readonly T[]>
}

/** Whose list, and what of it. */
export interface PageOptions {
  readonly account?: string
  readonly filter?: string
}

/** Makes the way to the platform. */
export function createPlatform(http: Http, accountId: Setting<string | undefined>): Platform {
  const of = (account: string, rest: string): string => `/accounts/${encodeURIComponent(account)}${rest}`
  const path = (rest: string, context: Context): string => of(accountOf(accountId, context), rest)
  return {
    http,
    download: downloads(readError),
    path,
    account: ({ host }) => read(accountId, host) || undefined,
    async pages<T>(rest: string, key: string, context: Context, { account, filter }: PageOptions = {}) {
      const at = account === undefined ? path(rest, context) : of(account, rest)
      const all: T[] = []
      for (let pageToken: string | undefined; ;) {
        const query = { pageSize: 200, filter, pageToken }
        const { body } = await http.json<Readonly<Record<string, unknown>>>({ method: 'GET', path: at, query }, context)
        all.push(...((body[key] ?? []) as readonly T[]))
        const next = body['nextPageToken']
        if (typeof next !== 'string' || next === '' || next === pageToken) return all
        pageToken = next
      }
    },
  }
}

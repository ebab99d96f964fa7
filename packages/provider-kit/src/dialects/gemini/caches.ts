import { resolveChat } from '@llmrr/core'
import { toBody } from './request.ts'
import type { ChatRequest, Context } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { Http } from '../../http.ts'

/** What is to be kept: system messages, tools and the beginning of a conversation, for one model. */
export interface CacheRequest extends Pick<ChatRequest, 'system' | 'messages' | 'prompt' | 'tools' | 'toolChoice'> {
  readonly model: string
  /** Default: an hour. */
  readonly ttlSeconds?: number
  readonly displayName?: string
}

/** What is known of a cache. Its name is the option `cachedContent` of a target. */
export interface CacheInfo {
  readonly name: string
  readonly model?: string
  readonly displayName?: string
  /** ISO 8601. */
  readonly created?: string
  readonly expires?: string
  /** Tokens that it holds. */
  readonly tokens?: number
}

interface WireCache {
  readonly name?: string
  readonly model?: string
  readonly displayName?: string
  readonly createTime?: string
  readonly expireTime?: string
  readonly usageMetadata?: { readonly totalTokenCount?: number }
}

const infoOf = ({ name = '', model, displayName, createTime, expireTime, usageMetadata }: WireCache): CacheInfo => ({
  name,
  ...(model !== undefined && { model }),
  ...(displayName && { displayName }),
  ...(createTime !== undefined && { created: createTime }),
  ...(expireTime !== undefined && { expires: expireTime }),
  ...(usageMetadata?.totalTokenCount !== undefined && { tokens: usageMetadata.totalTokenCount }),
})

const lasting = (seconds: number | undefined): object => (seconds === undefined ? {} : { ttl: `${seconds}s` })

/** Explicit caches. `nameOf` writes a model's name in full; `at` makes a path of a cache's name. */
export function geminiCaches(
  http: Http,
  quirks: GeminiQuirks,
  nameOf: (model: string, context: Context) => string | Promise<string>,
  at: (name: string) => string,
) {
  return {
    /** Keeps a prompt at the service, from about a thousand tokens on. Whoever names it in `cachedContent` sends only what follows it. */
    createCache: async (
      { model, ttlSeconds, displayName, system, messages = [], ...chat }: CacheRequest,
      context: Context,
    ): Promise<CacheInfo> => {
      const asked = { ...context, target: { ...context.target, model } }
      const { contents, systemInstruction, tools, toolConfig } = toBody(
        // What is kept need not ask anything.
        resolveChat({ ...chat, messages: system ? [{ role: 'system', content: system }, ...messages] : messages }),
        asked,
        quirks,
      )
      const body = {
        model: await nameOf(model, asked),
        ...(contents.length > 0 && { contents }),
        ...(systemInstruction && { systemInstruction }),
        ...(tools && { tools }),
        ...(toolConfig && { toolConfig }),
        ...lasting(ttlSeconds),
        ...(displayName !== undefined && { displayName }),
      }
      return infoOf((await http.json<WireCache>({ path: '/cachedContents', body }, context)).body)
    },
    /** What is known of a cache. */
    getCache: async (name: string, context: Context): Promise<CacheInfo> =>
      infoOf((await http.json<WireCache>({ method: 'GET', path: at(name) }, context)).body),
    /** All caches. */
    listCaches: async (_: unknown, context: Context): Promise<readonly CacheInfo[]> => {
      const found: CacheInfo[] = []
      for (let pageToken: string | undefined; ;) {
        const query = { pageSize: 1000, pageToken }
        const { body } = await http.json<{ cachedContents?: readonly WireCache[]; nextPageToken?: string }>(
          { method: 'GET', path: '/cachedContents', query },
          context,
        )
        found.push(...(body.cachedContents ?? []).map(infoOf))
        if (!body.nextPageToken || body.nextPageToken === pageToken) return found
        pageToken = body.nextPageToken
      }
    },
    /** Lets a cache live for so many seconds from now. */
    extendCache: async (
      { name, ttlSeconds }: { readonly name: string; readonly ttlSeconds: number },
      context: Context,
    ): Promise<CacheInfo> =>
      infoOf(
        (
          await http.json<WireCache>(
            { method: 'PATCH', path: at(name), query: { updateMask: 'ttl' }, body: lasting(ttlSeconds) },
            context,
          )
        ).body,
      ),
    /** Forgets a cache. One that is gone already is a `permission` error. */
    deleteCache: async (name: string, context: Context): Promise<void> => {
      await http.json({ method: 'DELETE', path: at(name) }, context)
    },
  }
}

import { familyOf } from '../model-family.ts'
import type { CacheMark, Context, PromptCache } from '@llmrr/core'
import type { WireBlock } from './wire.ts'

const mostMarks = 4

/** What marks the end of a prefix to cache, as a block of its own. */
export type CachePoint = Required<Pick<WireBlock, 'cachePoint'>>

const point = (seconds: number | undefined, takesTtl: boolean): CachePoint => ({
  cachePoint: { type: 'default', ...(seconds !== undefined && takesTtl && { ttl: seconds <= 300 ? '5m' : '1h' }) },
})

/** How prefixes of a prompt are marked, as far as the model caches on request. */
export interface CacheMarks {
  /** The block behind a marked part; none for models that do not cache, or cache by themselves. */
  after(mark: CacheMark | undefined): readonly CachePoint[]
  /** The same behind a tool. Nova caches no tools. */
  afterTool(mark: CacheMark | undefined): readonly CachePoint[]
  /** The block at the end of the conversation. */
  ofRequest(cache: PromptCache | undefined): readonly CachePoint[]
}

/** For where no mark can stand. */
export const noMarks: CacheMarks = { after: () => [], afterTool: () => [], ofRequest: () => [] }

/** The marks of the model that is asked. */
export function cacheMarks(context: Context): CacheMarks {
  const family = familyOf(context.target)
  const caches = family === 'claude' || family === 'nova' || family === 'nova-2'
  const takesTtl = family === 'claude'
  const after = (mark: CacheMark | undefined): readonly CachePoint[] =>
    mark === undefined || !caches ? [] : [point(mark === true ? undefined : mark.ttlSeconds, takesTtl)]
  return {
    after,
    afterTool: (mark) => (family === 'claude' ? after(mark) : []),
    ofRequest(cache) {
      if (!cache) return []
      if (cache.key !== undefined)
        context.warn('cache.key', 'Bedrock finds cached prompts by their text; the key was left out.')
      if (!caches) {
        context.warn('cache', `${context.target.model} is not known to cache prompts on request; it was left out.`)
        return []
      }
      if (cache.ttlSeconds !== undefined && !takesTtl)
        context.warn('cache.ttlSeconds', `${context.target.model} keeps prompts for five minutes.`)
      return [point(cache.ttlSeconds, takesTtl)]
    },
  }
}

/**
 * Lists without the marks beyond the four that a request may have, from the front: the last ones cover the longest prefixes.
 * The lists are given in the order in which the service reads them: tools, system, messages.
 */
export function limitMarks<Lists extends readonly (readonly object[])[]>(lists: Lists, context: Context): Lists {
  const count = lists.flat().filter((one) => 'cachePoint' in one).length
  let extra = count - mostMarks
  if (extra <= 0) return lists
  context.warn(
    'cache',
    `A request may mark ${mostMarks} prefixes to cache; the first ${extra} of the marks were left out.`,
  )
  return lists.map((list) => list.filter((one) => !('cachePoint' in one) || extra-- <= 0)) as unknown as Lists
}

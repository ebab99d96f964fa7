import { llmError } from '@llmrr/core'
import { factsOf } from './facts.ts'
import { remaining } from '../dialects/openai-chat/request.ts'
import { toFields } from './fields.ts'
import { toUsage } from '../dialects/openai-chat/usage.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, Handler, RerankRequest, RerankResult, Usage } from '@llmrr/core'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'
import type { WireUsage } from '../dialects/openai-chat/wire.ts'

/** In what the reranking of a service differs. */
export interface RerankQuirks extends CapabilityQuirks<RerankRequest> {
  /** Whether a document with fields is sent as it is. Default `false`: it is sent as JSON text. */
  readonly objects?: boolean
}

interface WireRank {
  readonly index: number
  readonly relevance_score?: number
  readonly score?: number
}

interface WireReply {
  readonly id?: string
  readonly model?: string
  readonly results?: readonly WireRank[]
  readonly data?: readonly WireRank[]
  readonly usage?: (WireUsage & { readonly search_units?: number }) | null
  readonly meta?: { readonly billed_units?: { readonly search_units?: number } | null } | null
}

type Ranked = RerankResult['ranking'][number]

const isRanked = (rank: { readonly index: number; readonly score: number | undefined }): rank is Ranked =>
  typeof rank.index === 'number' && typeof rank.score === 'number'

function readUsage({ usage, meta }: WireReply): Usage | undefined {
  const searches = meta?.billed_units?.search_units ?? usage?.search_units
  // All of a ranking's tokens are read; some services tell only the total.
  const tokens = toUsage({ ...usage, prompt_tokens: usage?.prompt_tokens ?? usage?.total_tokens })?.input
  if (searches === undefined && tokens === undefined) return undefined
  return { ...(tokens !== undefined && { input: tokens }), ...(searches !== undefined && { searches }) }
}

/**
 * Reranking in the form that began with Cohere and Jina and that most services speak beside OpenAI's. The answer's list may
 * be called `results` or `data`, a score `relevance_score` or `score`; it is put into order here, since not all do.
 */
export function openaiRerank(vendor: OpenAIVendor, quirks: RerankQuirks = {}): Handler<'rerank'> {
  const http = vendorHttp(vendor)
  const { path = '/rerank', objects = false } = quirks
  async function rerank(request: RerankRequest, context: Context): Promise<RerankResult> {
    const names = { query: 'query', topN: 'top_n', maxTokensPerDocument: 'max_tokens_per_doc' }
    const body = toFields(names, request, context, quirks, ({ documents }) => ({
      documents: documents.map((one) => (typeof one === 'string' || objects ? one : JSON.stringify(one))),
    }))
    const { body: reply, facts } = await http.json<WireReply>({ path, body }, context)
    const ranking = (reply.results ?? reply.data)?.map(({ index, relevance_score, score = relevance_score }) => ({
      index,
      score,
    }))
    if (!ranking?.every(isRanked))
      throw llmError('bad-response', `${context.target.provider} answered a ranking without results or scores.`, {
        target: context.target,
      })
    return {
      ranking: ranking.toSorted((a, b) => b.score - a.score),
      ...factsOf(vendor, reply, facts, readUsage(reply)),
    }
  }
  return Object.assign(rerank, {
    params: remaining(['query', 'documents', 'topN', 'maxTokensPerDocument'], quirks.without),
  })
}

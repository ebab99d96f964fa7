import { isLLMError, llmError } from '@llmrr/core'
import { lacking } from './lacking.ts'
import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** A host that serves a model. */
export interface ModelHost {
  /** Its slug: the suffix of a model id. */
  readonly host: string
  /** What it calls the model. */
  readonly hostModel: string
  /** `live`, `staging` or `error`. */
  readonly status?: string
  /** Such as `conversational`, `feature-extraction`, `text-to-image`. */
  readonly task?: string
}

/** A model of the Hub. */
export interface HubModel {
  readonly id: string
  /** What it is for, as the Hub names it: `text-generation`, `sentence-similarity`, ... */
  readonly task?: string
  /** Whether a licence has to be accepted first. */
  readonly gated?: boolean
  readonly downloads?: number
  readonly likes?: number
  /** Whether Hugging Face's own tasks have it loaded. */
  readonly warm?: boolean
  readonly hosts?: readonly ModelHost[]
}

interface WireMapping {
  readonly provider?: string
  readonly providerId: string
  readonly status?: string
  readonly task?: string
}

interface WireModel {
  readonly id: string
  readonly pipeline_tag?: string
  readonly gated?: boolean | string
  readonly downloads?: number
  readonly likes?: number
  readonly inference?: string | null
  /** A list in newer answers, an object by host in others. */
  readonly inferenceProviderMapping?: readonly WireMapping[] | Readonly<Record<string, WireMapping>> | null
}

/** What to search the Hub for. */
export interface HubSearch {
  readonly search?: string
  readonly author?: string
  /** `text-generation`, `feature-extraction`, `text-to-image`, ... */
  readonly task?: string
  /** A host's slug, or several; `all` for models that any host serves. Default: the whole Hub. */
  readonly host?: string | readonly string[]
  /** `trendingScore`, `downloads`, `likes`, `createdAt`, `lastModified`; most first. Default: the Hub's. */
  readonly sort?: string
  /** Default 100. */
  readonly limit?: number
}

function hostsOf({ inferenceProviderMapping: mapping }: WireModel): readonly ModelHost[] | undefined {
  if (!mapping) return undefined
  const entries = Array.isArray(mapping)
    ? (mapping as readonly WireMapping[])
    : Object.entries(mapping).map(([provider, one]) => ({ provider, ...(one as WireMapping) }))
  return entries.flatMap(({ provider: host, providerId: hostModel, status, task }) =>
    host === undefined
      ? []
      : { host, hostModel, ...(status !== undefined && { status }), ...(task !== undefined && { task }) },
  )
}

function readModel(wire: WireModel): HubModel {
  const { id, pipeline_tag: task, gated, downloads, likes, inference } = wire
  const hosts = hostsOf(wire)
  return {
    id,
    ...(task !== undefined && { task }),
    ...(gated !== undefined && { gated: gated !== false }),
    ...(downloads !== undefined && { downloads }),
    ...(likes !== undefined && { likes }),
    ...(inference !== undefined && { warm: inference === 'warm' }),
    ...(hosts && { hosts }),
  }
}

const expand = ['inferenceProviderMapping', 'inference', 'pipeline_tag', 'gated', 'downloads', 'likes']
const expanded = expand.map((field) => `expand[]=${field}`).join('&')
const pageSize = 1000

/** The address of the next page, of the Hub that was asked. */
function nextPage(response: Response, path: string): string | undefined {
  const next = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
  const query = next === undefined ? -1 : next.indexOf('?')
  return query < 0 ? undefined : path + next!.slice(query)
}

/** One model of the Hub, with the hosts that serve it. @throws LLMError `not-found` for one that is not there, or has another name now. */
export async function hubModel(http: Http, id: string, context: Context): Promise<HubModel> {
  try {
    const path = `/api/models/${id.split('/').map(encodeURIComponent).join('/')}?${expanded}`
    const { body } = await http.json<WireModel>({ method: 'GET', path }, context)
    return readModel(body)
  } catch (error) {
    if (!isLLMError(error, 'bad-response') || !(error.status && error.status >= 300 && error.status < 400)) throw error
    const message = `${context.target.provider} has ${id} under another name now; look it up at the Hub, and use that.`
    throw llmError('not-found', message, { target: context.target, status: error.status })
  }
}

/** Models of the Hub, page by page, until there are enough. */
export async function hubModels(http: Http, asked: HubSearch, context: Context): Promise<readonly HubModel[]> {
  const { search, author, task, host, sort, limit = 100 } = asked
  const query = {
    search,
    author,
    pipeline_tag: task,
    inference_provider: host === undefined ? undefined : [host].flat().join(','),
    sort,
    limit: Math.min(limit, pageSize),
  }
  const found: HubModel[] = []
  const base = '/api/models'
  for (
    let path: string | undefined = `${base}?${expanded}`, first = true;
    path && found.length < limit;
    first = false
  ) {
    const reply = await http.send({ method: 'GET', path, ...(first && { query }) }, context)
    const entries = (await reply.response.json()) as readonly WireModel[]
    if (!Array.isArray(entries)) throw lacking('a list of models', context)
    found.push(...entries.map(readModel))
    path = nextPage(reply.response, base)
  }
  return found.slice(0, limit)
}

/** Finds what a host calls a model. Asked of the Hub once for each model, and kept. */
export function hostModels(http: Http) {
  const kept = new Map<string, readonly ModelHost[]>()
  return async (repo: string, host: string, context: Context): Promise<string> => {
    const hosts = kept.get(repo) ?? (await hubModel(http, repo, context)).hosts ?? []
    kept.set(repo, hosts)
    const found = hosts.find((one) => one.host === host)
    if (found) return found.hostModel
    const known = hosts.map((one) => one.host).join(', ') || 'nobody'
    throw llmError('not-found', `${host} does not serve ${repo}, as the Hub has it; ${known} does.`, {
      target: context.target,
    })
  }
}

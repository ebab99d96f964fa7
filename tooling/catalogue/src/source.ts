import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Provenance } from './convert.ts'
import { digest } from './digest.ts'
import { shapeProblems, sourceService } from './format.ts'

/** The public API of models.dev. */
export const modelsDevUrl = 'https://models.dev/api.json'

/** Which services of models.dev make up one of ours. Replicate is not in it: its catalogue is overrides alone. */
export const sourceIds: { readonly [slug: string]: readonly string[] } = {
  anthropic: ['anthropic'],
  'azure-openai': ['azure'],
  bedrock: ['amazon-bedrock'],
  cerebras: ['cerebras'],
  cloudflare: ['cloudflare-workers-ai'],
  cohere: ['cohere'],
  deepinfra: ['deepinfra'],
  deepseek: ['deepseek'],
  fireworks: ['fireworks-ai'],
  'github-models': ['github-models'],
  google: ['google'],
  groq: ['groq'],
  huggingface: ['huggingface'],
  mistral: ['mistral'],
  moonshot: ['moonshotai'],
  novita: ['novita-ai'],
  nvidia: ['nvidia'],
  ollama: ['ollama-cloud'],
  openai: ['openai'],
  openrouter: ['openrouter'],
  perplexity: ['perplexity', 'perplexity-agent'],
  replicate: [],
  together: ['togetherai'],
  vertex: ['google-vertex', 'google-vertex-anthropic'],
  xai: ['xai'],
}

/** What the source says of one service, not yet understood. */
export interface SourceText extends Provenance {
  readonly commit?: string
  /** Changes when anything in it does. */
  readonly digest: string
  readonly models: { readonly [id: string]: unknown }
}

/** Reads services of the source by slug; `undefined` where the source has none. Throws where it should have one. */
export type Source = (slug: string) => Promise<SourceText | undefined>

/**
 * A folder with one file in the models.dev format per service, `<slug>.json`. A file that should be there and is not is an
 * error, or with `optional` nothing.
 */
export function folderSource(folder: string, optional = false): Source {
  return async (slug) => {
    const file = join(folder, `${slug}.json`)
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      return undefined
    })
    if (text === undefined) {
      if (sourceIds[slug]?.length && !optional)
        throw new Error(`${file} is missing; name its folder with --source, or use --online.`)
      return undefined
    }
    const service = parse(`${slug}.json`, JSON.parse(text))
    if (!service.source) throw new Error(`${file} does not say which commit and date it is of ("source").`)
    return {
      source: 'models.dev',
      asOf: service.source.as_of,
      commit: service.source.commit,
      digest: digest(JSON.stringify(service.models)),
      models: service.models,
    }
  }
}

/**
 * The models.dev API, or a server that speaks its format. It names no commit, so its answer is dated by `today`. Asked once,
 * when the first service is read.
 */
export function onlineSource(url: string, today: string): Source {
  let answer: Promise<{ readonly [id: string]: unknown }> | undefined
  return async (slug) => {
    answer ??= download(url)
    const all = await answer
    const ids = sourceIds[slug] ?? []
    const missing = ids.filter((id) => !Object.hasOwn(all, id))
    if (missing.length > 0)
      throw new Error(
        `${url} has no service "${missing.join('", "')}" any more; see sourceIds in tooling/catalogue/src/source.ts.`,
      )
    if (ids.length === 0) return undefined
    const models = Object.assign({}, ...ids.map((id) => parse(id, all[id]).models)) as SourceText['models']
    return { source: 'models.dev', asOf: today, digest: digest(JSON.stringify(models)), models }
  }
}

async function download(url: string): Promise<{ readonly [id: string]: unknown }> {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`)
  const body: unknown = await response.json()
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Error(`${url} answered no object of services.`)
  return body as { readonly [id: string]: unknown }
}

function parse(name: string, json: unknown): v.InferOutput<typeof sourceService> {
  const parsed = v.safeParse(sourceService, json)
  if (!parsed.success) throw new Error(`${name}: ${shapeProblems(parsed.issues).join('; ')}.`)
  return parsed.output
}

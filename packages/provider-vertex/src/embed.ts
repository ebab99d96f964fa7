import { embedContent, inputsOf, purposeOf, readGeminiUsage, resourceOf } from '@llmrr/provider-kit'
import { geminiQuirks } from './gemini.ts'
import { llmError } from '@llmrr/core'
import { optionsOf } from './options.ts'
import type { Context, EmbedRequest, EmbedResult, Handler, Part, Usage } from '@llmrr/core'
import type { GeminiUsage, Http } from '@llmrr/provider-kit'

interface WirePredictions {
  readonly predictions?: readonly {
    readonly embeddings?: {
      readonly values?: readonly number[]
      readonly statistics?: { readonly token_count?: number }
    }
  }[]
}

interface WireEmbedding {
  readonly embedding?: { readonly values?: readonly number[] }
  readonly usageMetadata?: GeminiUsage
}

/** What one call has made. */
interface Made {
  readonly vectors: readonly (readonly number[])[]
  readonly usage?: Usage
  readonly facts: object
}

type Inputs = readonly (string | readonly Part[])[]

// The rule of the official SDK.
const takesContent = (model: string): boolean =>
  (model.includes('gemini') && model !== 'gemini-embedding-001') || model.includes('maas')

const pathOf = ({ target }: Context, method: string): string =>
  `/${resourceOf(target.model, 'publishers/google/models')}:${method}`

/** Whether inputs that are too long are cut; the end is all that can be cut. */
function truncates({ truncate }: EmbedRequest, context: Context): boolean | undefined {
  if (truncate === 'start') context.warn('truncate', 'Vertex AI cuts long inputs at their end; so it does here.')
  return truncate === undefined ? undefined : truncate !== 'never'
}

function textOf(input: Inputs[number], { target }: Context): string {
  if (typeof input === 'string') return input
  return input
    .map((part) => {
      if (part.type === 'text') return part.text
      throw llmError('unsupported', `${target.model} embeds text only, and was given a ${part.type} part.`, { target })
    })
    .join('')
}

async function predict(http: Http, request: EmbedRequest, inputs: Inputs, context: Context): Promise<Made> {
  const { taskType } = purposeOf(request, context)
  const { dimensions } = request
  const { title } = optionsOf(context)
  const autoTruncate = truncates(request, context)
  const parameters = {
    ...(autoTruncate !== undefined && { autoTruncate }),
    ...(dimensions !== undefined && { outputDimensionality: dimensions }),
  }
  const body = {
    instances: inputs.map((input) => ({
      content: textOf(input, context),
      ...(taskType !== undefined && { task_type: taskType }),
      ...(title !== undefined && { title }),
    })),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  }
  const reply = await http.json<WirePredictions>({ path: pathOf(context, 'predict'), body }, context)
  const found = (reply.body.predictions ?? []).map(({ embeddings = {} }) => embeddings)
  const counts = found.flatMap(({ statistics }) => statistics?.token_count ?? [])
  return {
    vectors: found.map(({ values = [] }) => values),
    ...(counts.length > 0 && { usage: { input: counts.reduce((total, count) => total + count, 0) } }),
    facts: reply.facts,
  }
}

async function content(http: Http, request: EmbedRequest, inputs: Inputs, context: Context): Promise<Made> {
  const { prefix, taskType } = purposeOf(request, context)
  const { dimensions } = request
  const { title } = optionsOf(context)
  const autoTruncate = truncates(request, context)
  const config = {
    ...(taskType !== undefined && { taskType }),
    ...(title !== undefined && { title }),
    ...(autoTruncate !== undefined && { autoTruncate }),
    ...(dimensions !== undefined && { outputDimensionality: dimensions }),
  }
  const body = {
    content: embedContent(inputs[0]!, prefix, geminiQuirks, context),
    ...(Object.keys(config).length > 0 && { embedContentConfig: config }),
  }
  const reply = await http.json<WireEmbedding>({ path: pathOf(context, 'embedContent'), body }, context)
  const { output: _, ...usage } = readGeminiUsage(reply.body.usageMetadata ?? {}, 0) ?? {}
  return {
    vectors: [reply.body.embedding?.values ?? []],
    ...(Object.keys(usage).length > 0 && { usage }),
    facts: reply.facts,
  }
}

/** Embeddings: newer models take one input a call, `gemini-embedding-001` as well, older ones up to 250. */
export function embed(http: Http): Handler<'embed'> {
  async function handle(request: EmbedRequest, context: Context): Promise<EmbedResult> {
    const { model } = context.target
    const inputs = inputsOf(request)
    const ask = takesContent(model) ? content : predict
    const most = takesContent(model) || model === 'gemini-embedding-001' ? 1 : 250
    const embeddings: (readonly number[])[] = []
    const total: Record<string, number> = {}
    let facts = {}
    for (let at = 0; at < inputs.length; at += most) {
      const made = await ask(http, request, inputs.slice(at, at + most), context)
      embeddings.push(...made.vectors)
      for (const [meter, count] of Object.entries((made.usage ?? {}) as Record<string, number>))
        total[meter] = (total[meter] ?? 0) + count
      facts = made.facts
    }
    return { embeddings, ...facts, ...(Object.keys(total).length > 0 && { usage: total }) }
  }
  return Object.assign(handle, { params: ['dimensions', 'purpose', 'truncate'], defaultModel: 'gemini-embedding-2' })
}

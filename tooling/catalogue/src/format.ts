import * as v from 'valibot'
import { costFields } from './costs.ts'

// The models.dev format, as its API and as files of one service. Strict: a field that is not named here fails the check,
// since nobody has decided yet whether it is a price, a limit or nothing to us.
const ignored = v.optional(v.unknown())
const price = v.optional(v.pipe(v.number(), v.minValue(0)))
const costs = Object.fromEntries(Object.keys(costFields).map((field) => [field, price]))
const cost = v.strictObject(costs)
const text = v.pipe(v.string(), v.nonEmpty())
const modality = v.picklist(['text', 'image', 'audio', 'video', 'pdf'])

const mode = v.strictObject({
  cost: v.optional(cost),
  provider: v.optional(v.strictObject({ body: v.optional(v.record(v.string(), v.unknown())), headers: ignored })),
})

const benchmark = v.strictObject({
  name: text,
  score: v.number(),
  source: text,
  date: v.optional(text),
  metric: v.optional(text),
  dataset: v.optional(text),
  harness: v.optional(text),
  variant: v.optional(text),
  version: v.optional(text),
})

const reasoningOption = v.variant('type', [
  v.strictObject({ type: v.literal('effort'), values: v.array(v.nullable(v.string())) }),
  v.strictObject({ type: v.literal('toggle') }),
  v.strictObject({ type: v.literal('budget_tokens'), min: ignored, max: ignored }),
])

/** One model of the source. */
export const sourceModel = v.strictObject({
  name: text,
  family: v.optional(text),
  modalities: v.strictObject({ input: v.array(modality), output: v.array(modality) }),
  limit: v.strictObject({ context: v.number(), input: v.optional(v.number()), output: v.number() }),
  cost: v.optional(
    v.strictObject({
      ...costs,
      context_over_200k: v.optional(cost),
      tiers: v.optional(
        v.array(
          v.strictObject({
            ...costs,
            tier: v.strictObject({ type: v.optional(v.literal('context')), size: v.number() }),
          }),
        ),
      ),
    }),
  ),
  tool_call: v.boolean(),
  structured_output: v.optional(v.boolean()),
  reasoning: v.boolean(),
  reasoning_options: v.optional(v.array(reasoningOption)),
  temperature: v.optional(v.boolean()),
  knowledge: v.optional(text),
  release_date: text,
  open_weights: v.boolean(),
  status: v.optional(v.picklist(['alpha', 'beta', 'deprecated'])),
  experimental: v.optional(v.strictObject({ modes: v.optional(v.record(v.string(), mode)) })),
  benchmarks: v.optional(v.array(benchmark)),
  // Known, and not ours to carry: ids of other catalogues, prose, and how other clients reach the model.
  id: ignored,
  description: ignored,
  last_updated: ignored,
  attachment: ignored,
  interleaved: ignored,
  base_model: ignored,
  publisher: ignored,
  provider: ignored,
})

/** One service of the API, or one file. */
export const sourceService = v.strictObject({
  models: v.record(v.string(), v.unknown()),
  source: v.optional(
    v.strictObject({ repo: text, commit: text, as_of: text, license: text, providers: v.array(v.string()) }),
  ),
  id: ignored,
  name: ignored,
  provider: ignored,
  env: ignored,
  npm: ignored,
  api: ignored,
  doc: ignored,
})

/** One model of the source. */
export type SourceModel = v.InferOutput<typeof sourceModel>

/** What keeps a value from having the shape of `schema`, one sentence each, with the path to the place. */
export function shapeProblems(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.flatMap((issue): string[] => {
    if (issue.issues && issue.type !== 'strict_object') return shapeProblems(issue.issues)
    const path = v.getDotPath(issue) ?? 'it'
    if (issue.expected === 'never') return [`unknown field "${path}"`]
    if (issue.received === 'undefined') return [`"${path}" is missing`]
    return [
      issue.type === 'non_empty'
        ? `"${path}" is empty`
        : `"${path}" should be ${issue.expected}, not ${issue.received}`,
    ]
  })
}

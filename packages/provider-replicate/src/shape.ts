import { whereOf } from './where.ts'
import { optionsOf } from './options.ts'
import type { Context } from '@llmrr/core'
import type { Input } from './runs.ts'
import type { ModelReader } from './models-read.ts'

/** The fields of a model's input: their names, and the types of those whose schema was read. */
export type Shape = ReadonlyMap<string, string | undefined>

const shapeOf = (...names: readonly string[]): Shape => new Map(names.map((name) => [name, undefined]))

const openai = ['prompt', 'messages', 'system_prompt', 'image_input', 'max_completion_tokens'] as const
const sampling = ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty'] as const

/** Official models of language whose input is documented, as of 2026-11-22. */
const families: readonly (readonly [id: RegExp, shape: Shape])[] = [
  [/^openai\/(?:gpt-5|o\d)/, shapeOf(...openai, 'reasoning_effort')],
  [/^openai\/gpt-4/, shapeOf(...openai, ...sampling)],
  [/^anthropic\//, shapeOf('prompt', 'system_prompt', 'image', 'max_tokens')],
  [
    /^meta\/(?:meta-)?llama-3[\w.-]*-instruct$/,
    shapeOf('prompt', 'system_prompt', 'max_tokens', 'top_k', 'stop_sequences', 'seed', ...sampling),
  ],
]

/** What most models call it. Used where the schema of a model cannot be known: of a version without its name, of a deployment. */
const usual = shapeOf(
  'prompt',
  'system_prompt',
  'max_tokens',
  'top_k',
  'stop_sequences',
  'seed',
  ...sampling,
  'image',
  'mask',
  'text',
  'audio',
  'language',
  'width',
  'height',
  'aspect_ratio',
  'num_outputs',
  'output_format',
  'negative_prompt',
  'num_inference_steps',
  'guidance_scale',
  'duration',
  'voice',
  'speed',
)

/** The shape of the target's model: of a known family, else read from the schema of its version. */
export async function readShape(models: ModelReader, context: Context): Promise<Shape> {
  const { model: id } = context.target
  const known = families.find(([family]) => family.test(id))?.[1]
  if (known) return known
  const { model, version } = whereOf(id)
  if (model === undefined) return usual
  const read =
    version === undefined
      ? (await models.model(model, context)).latest_version
      : await models.version(model, version, context)
  const properties = read?.openapi_schema?.components?.schemas?.Input?.properties
  return properties ? new Map(Object.entries(properties).map(([name, field]) => [name, field.type])) : usual
}

const promptAlone: Shape = shapeOf('prompt')

/** The shape for a request; where a prompt says it all, no schema is read. */
export const shapeFor = async (
  request: { readonly prompt: string },
  models: ModelReader,
  context: Context,
): Promise<Shape> =>
  Object.entries(request).every(([field, value]) => field === 'prompt' || value === undefined)
    ? promptAlone
    : readShape(models, context)

/** Puts values under the names that a model has for them. */
export interface Filling {
  /** Sets the first of the names that the model has, unless the target's option `input` says one of them. Answers whether it is said. */
  set(names: readonly string[], value: unknown): boolean
  /** The first of the names that the model has. */
  name(names: readonly string[]): string | undefined
  /** Whether the field takes a list. */
  isList(name: string): boolean
  /** What was set, with the option `input` over it. */
  input(): Input
}

const listNames = new Set(['image_input', 'images', 'input_images', 'image_urls', 'videos', 'texts'])

/** Begins an input. */
export function filling(shape: Shape, context: Context): Filling {
  const { input: given = {} } = optionsOf(context)
  const fields: Record<string, unknown> = {}
  const name = (names: readonly string[]): string | undefined => names.find((one) => shape.has(one))
  return {
    name,
    set(names, value) {
      if (names.some((one) => one in given)) return true
      const found = name(names)
      if (found === undefined) return false
      fields[found] = value
      return true
    },
    isList: (field) => {
      const type = shape.get(field)
      return type === undefined ? listNames.has(field) : type === 'array'
    },
    input: () => ({ ...fields, ...given }),
  }
}

/** Sets what the request says under the model's names, and reports what the model has no field for. */
export function setFields<Request extends object>(
  request: Request,
  names: Readonly<Partial<Record<keyof Request & string, readonly string[]>>>,
  into: Filling,
  context: Context,
): void {
  for (const [field, theirs] of Object.entries(names) as [keyof Request & string, readonly string[]][]) {
    const value = request[field]
    if (value !== undefined && !into.set(theirs, value)) warnMissing(field, context)
  }
}

/** Reports a field that the model has none for. */
export const warnMissing = (field: string, context: Context): void =>
  context.warn(field, `The input of ${context.target.model} has no field for it.`)

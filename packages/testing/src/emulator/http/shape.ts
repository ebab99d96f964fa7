import type { Loose } from './loose.ts'

/** What a field may hold. `null` counts as absent. */
export interface Field {
  readonly type: Kind | readonly Kind[]
  readonly required?: boolean
  readonly min?: number
  readonly max?: number
  /** The only strings it may be. */
  readonly values?: readonly string[]
  /** Fields of the object, or of each object of the array. Unknown ones are refused, as at the top. */
  readonly fields?: Fields
}

/** A JSON type; `integer` is a number without a fraction. */
export type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'any'

/** The fields of a body. */
export type Fields = Readonly<Record<string, Field>>

/** The first thing that is wrong with a body; services say it in their own words. */
export type Problem =
  | { readonly kind: 'missing' | 'unknown'; readonly path: readonly (string | number)[] }
  | {
      readonly kind: 'type'
      readonly path: readonly (string | number)[]
      readonly want: readonly Kind[]
      readonly got: string
    }
  | {
      readonly kind: 'value'
      readonly path: readonly (string | number)[]
      readonly values: readonly string[]
      readonly got: unknown
    }
  | {
      readonly kind: 'below' | 'above'
      readonly path: readonly (string | number)[]
      readonly bound: number
      readonly got: number
      readonly want: Kind
    }

/** Compares a body with its fields: first what is missing, then field by field in the order of the body. */
export function inspect(body: Loose, fields: Fields, path: readonly (string | number)[] = []): Problem | undefined {
  if (kindOf(body) !== 'object') return { kind: 'type', path, want: ['object'], got: kindOf(body) }
  for (const name in fields) {
    if (fields[name]!.required && (body[name] === undefined || body[name] === null))
      return { kind: 'missing', path: [...path, name] }
  }
  for (const name in body) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) return { kind: 'unknown', path: [...path, name] }
    const problem = body[name] === null ? undefined : inspectField(body[name], field, [...path, name])
    if (problem) return problem
  }
  return undefined
}

function inspectField(value: Loose, field: Field, path: readonly (string | number)[]): Problem | undefined {
  const want = typeof field.type === 'string' ? [field.type] : field.type
  const got = kindOf(value)
  const fits = want.some((kind) => kind === 'any' || kind === got || (kind === 'number' && got === 'integer'))
  if (!fits) return { kind: 'type', path, want, got }
  if (field.values && typeof value === 'string' && !field.values.includes(value))
    return { kind: 'value', path, values: field.values, got: value }
  if (typeof value === 'number') {
    if (field.min !== undefined && value < field.min)
      return { kind: 'below', path, bound: field.min, got: value, want: want[0]! }
    if (field.max !== undefined && value > field.max)
      return { kind: 'above', path, bound: field.max, got: value, want: want[0]! }
  }
  if (!field.fields) return undefined
  if (got === 'object') return inspect(value, field.fields, path)
  if (got !== 'array') return undefined
  for (const [i, one] of value.entries()) {
    const problem = inspect(one, field.fields, [...path, i])
    if (problem) return problem
  }
  return undefined
}

/** The kind of a JSON value, `null` included. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}

/** `tools[0].function`, as OpenAI writes paths. */
export const bracketed = (path: readonly (string | number)[]): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')

/** `messages.0.content`, as Anthropic and Groq write paths. */
export const dotted = (path: readonly (string | number)[]): string => path.join('.')

const one = (type: Kind | readonly Kind[]): Field => ({ type })

/** Fields without further rules, for the tables of the services. */
export const a = {
  string: one('string'),
  integer: one('integer'),
  number: one('number'),
  boolean: one('boolean'),
  array: one('array'),
  object: one('object'),
  any: one('any'),
} as const

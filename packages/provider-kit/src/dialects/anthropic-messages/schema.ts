import type { JsonSchema } from '@llmrr/core'

type Fields = { readonly [keyword: string]: unknown }

const kept = new Set([
  '$ref',
  '$defs',
  'definitions',
  'type',
  'enum',
  'const',
  'anyOf',
  'allOf',
  'properties',
  'required',
  'items',
  'description',
  'title',
  'default',
])
const formats = /^(?:date-time|time|date|duration|email|hostname|uri|ipv4|ipv6|uuid)$/

/** Whether strict schemas of Claude know a keyword with that value. */
const isKnown = (keyword: string, value: unknown): boolean =>
  kept.has(keyword) ||
  (keyword === 'format' && formats.test(String(value))) ||
  (keyword === 'minItems' && (value === 0 || value === 1))

/** A schema as strict schemas of Claude want it, and the keywords that it could not keep. */
export interface ClosedSchema {
  readonly schema: JsonSchema
  readonly lost: readonly string[]
}

/**
 * Closes every object (`additionalProperties: false`), and turns `oneOf` into `anyOf`. Keywords that Claude cannot hold an
 * answer to (`minimum`, `maxLength`, `pattern`, ...) go into the description, where the model reads them.
 */
export function closedSchema(schema: JsonSchema): ClosedSchema {
  const lost = new Set<string>()
  return { schema: close(schema, lost) as JsonSchema, lost: [...lost] }
}

function close(schema: unknown, lost: Set<string>): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map((one) => close(one, lost))
  const out: Record<string, unknown> = {}
  const told: string[] = []
  for (const [keyword, value] of Object.entries(schema as Fields)) {
    if (keyword === '$schema' || keyword === 'additionalProperties') continue
    if (keyword === 'properties' || keyword === '$defs' || keyword === 'definitions') {
      out[keyword] = Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, close(one, lost)]))
    } else if (keyword === 'oneOf') out['anyOf'] = close(value, lost)
    else if (keyword === 'anyOf' || keyword === 'allOf' || keyword === 'items') out[keyword] = close(value, lost)
    else if (isKnown(keyword, value)) out[keyword] = value
    else {
      lost.add(keyword)
      told.push(`${keyword}: ${JSON.stringify(value)}`)
    }
  }
  const { type } = schema as Fields
  if (type === 'object' || (Array.isArray(type) && type.includes('object')) || 'properties' in out) {
    out['additionalProperties'] = false
  }
  if (told.length > 0) {
    const note = `{${told.join(', ')}}`
    out['description'] = typeof out['description'] === 'string' ? `${out['description']}\n\n${note}` : note
  }
  return out
}

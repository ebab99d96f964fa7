import type { Loose } from '../http/loose.ts'
import { matching } from './pattern.ts'

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-15T09:30:00Z',
  date: '2026-01-15',
  time: '09:30:00Z',
  duration: 'PT15M',
  email: 'reader@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '3f2b8c1e-5d4a-4b7c-9e21-0a6d3c5f7b18',
}

/** Levels below which optional properties and array items are left out, so that a recursive schema ends. */
const deepest = 6

/**
 * A value that satisfies a JSON Schema. Understands type, enum, const, properties, items, prefixItems, anyOf, oneOf, allOf, local $ref,
 * bounds, formats and patterns. Where no value can exist (a recursive schema of required properties only) it throws.
 */
export function synthesise(schema: unknown): unknown {
  return valueOf(schema, schema, 0)
}

function valueOf(schema: Loose, root: Loose, depth: number): unknown {
  if (depth > 40) throw new Error('The schema asks for a value without an end.')
  if (schema === true || schema === undefined || schema === null) return 'sample'
  if (typeof schema.$ref === 'string')
    return valueOf({ ...resolve(schema.$ref, root), ...without(schema, '$ref') }, root, depth + 1)
  if (Array.isArray(schema.allOf)) return valueOf(merged(schema, root), root, depth + 1)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const either = schema.anyOf ?? schema.oneOf
  if (Array.isArray(either)) return valueOf(simplest(either, root, depth), root, depth + 1)
  switch (typeOf(schema)) {
    case 'object':
      return objectOf(schema, root, depth)
    case 'array':
      return arrayOf(schema, root, depth)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return stringOf(schema)
  }
}

const without = (schema: Loose, key: string): Loose =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key))

function resolve(reference: string, root: Loose): Loose {
  let found = root
  for (const step of reference.replace(/^#\/?/u, '').split('/').filter(Boolean)) {
    found = found?.[decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  if (found === undefined) throw new Error(`The schema refers to ${reference}, which it does not hold.`)
  return found
}

function merged(schema: Loose, root: Loose): Loose {
  const parts = [
    without(schema, 'allOf'),
    ...schema.allOf.map((one: Loose) => (one.$ref ? resolve(one.$ref, root) : one)),
  ]
  const whole: Loose = Object.assign({}, ...parts)
  whole.properties = Object.assign({}, ...parts.map((one) => one.properties ?? {}))
  whole.required = parts.flatMap((one) => one.required ?? [])
  if (Object.keys(whole.properties).length === 0) delete whole.properties
  return whole
}

// Deep down the way out of a recursion is the alternative that is no object; `null` says least, so it comes last otherwise.
function simplest(either: Loose[], root: Loose, depth: number): Loose {
  const kinds = either.map((one) => typeOf(one?.$ref ? resolve(one.$ref, root) : one))
  const shallow = kinds.findIndex(
    (kind) => kind !== 'null' && (depth < deepest || (kind !== 'object' && kind !== 'array')),
  )
  return either[Math.max(shallow, shallow < 0 ? kinds.indexOf('null') : 0)]
}

function typeOf(schema: Loose): string | undefined {
  const type = schema?.type
  if (Array.isArray(type)) return type.find((one) => one !== 'null') ?? 'null'
  if (typeof type === 'string') return type
  if (schema?.properties) return 'object'
  return schema?.items ? 'array' : undefined
}

function objectOf(schema: Loose, root: Loose, depth: number): Record<string, unknown> {
  const required: string[] = schema.required ?? []
  const names = Object.keys(schema.properties ?? {}).filter((name) => depth < deepest || required.includes(name))
  for (const name of required) if (!names.includes(name)) names.push(name)
  const value: Record<string, unknown> = {}
  for (const name of names)
    value[name] = valueOf(schema.properties?.[name] ?? schema.additionalProperties, root, depth + 1)
  for (let i = names.length; i < (schema.minProperties ?? 0); i++)
    value[`key${i}`] = valueOf(schema.additionalProperties, root, depth + 1)
  return value
}

function arrayOf(schema: Loose, root: Loose, depth: number): unknown[] {
  const first: Loose[] = schema.prefixItems ?? []
  const wanted = Math.max(schema.minItems ?? 0, first.length, depth < deepest ? Math.min(1, schema.maxItems ?? 1) : 0)
  return Array.from({ length: wanted }, (_, i) => {
    const value = valueOf(first[i] ?? schema.items, root, depth + 1)
    return schema.uniqueItems && i > 0 ? distinct(value, i, schema.items) : value
  })
}

function distinct(value: unknown, i: number, items: Loose): unknown {
  if (Array.isArray(items?.enum)) return items.enum[i]
  return typeof value === 'number' ? value + i : typeof value === 'string' ? `${value}${i}` : value
}

function numberOf(schema: Loose): number {
  const whole = typeOf(schema) === 'integer'
  const step: number = schema.multipleOf ?? (whole ? 1 : 0.5)
  const low = schema.minimum ?? (schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + step)
  const high = schema.maximum ?? (schema.exclusiveMaximum === undefined ? undefined : schema.exclusiveMaximum - step)
  let value: number = low ?? Math.min(whole ? 42 : 4.5, high ?? Infinity)
  if (schema.multipleOf || whole) value = Math.ceil(value / step) * step
  return high !== undefined && value > high ? high : value
}

function stringOf(schema: Loose): string {
  const text =
    formats[schema.format] ?? (schema.pattern === undefined ? 'sample' : matching(schema.pattern)) ?? 'sample'
  if (schema.format !== undefined || schema.pattern !== undefined) return text
  return text.padEnd(schema.minLength ?? 0, '.').slice(0, schema.maxLength ?? Infinity)
}

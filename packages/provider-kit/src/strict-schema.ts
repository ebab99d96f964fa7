import type { JsonSchema } from '@llmrr/core'

const unsupported = ['allOf', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'patternProperties']

/**
 * Whether a service with strict schemas of OpenAI's kind takes this one: every object is closed
 * (`additionalProperties: false`) and requires all of its properties, and the root is an object.
 */
export function isStrictSchema(schema: JsonSchema): boolean {
  return schema['type'] === 'object' && isClosed(schema)
}

function isClosed(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true
  if (Array.isArray(schema)) return schema.every(isClosed)
  const fields = schema as { readonly [key: string]: unknown }
  if (unsupported.some((keyword) => keyword in fields)) return false
  const properties = fields['properties'] as { readonly [name: string]: unknown } | undefined
  if (fields['type'] === 'object' || properties) {
    const required = (fields['required'] as readonly string[] | undefined) ?? []
    if (fields['additionalProperties'] !== false) return false
    if (Object.keys(properties ?? {}).some((name) => !required.includes(name))) return false
  }
  const maps = ['properties', '$defs', 'definitions'].flatMap((name) => Object.values((fields[name] as object) ?? {}))
  return [...maps, fields['items'], fields['prefixItems'], fields['anyOf'], fields['oneOf']].every(isClosed)
}

import type { Loose } from '../http/loose.ts'

/**
 * A tool as the service keeps and echoes it. A function that does not say `strict` is made strict by closing its schema (recorded); one
 * that says `null` or whose schema is open on purpose is not.
 */
export function keptTool(tool: Loose): Loose {
  if (tool.type !== 'function') return tool
  if (tool.strict !== undefined || isOpen(tool.parameters)) return { ...tool, strict: tool.strict ?? false }
  return { ...tool, parameters: closed(tool.parameters ?? { type: 'object', properties: {} }), strict: true }
}

function isOpen(schema: Loose): boolean {
  if (!schema || typeof schema !== 'object') return false
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) return true
  return [...Object.values(schema.properties ?? {}), schema.items, ...(schema.anyOf ?? [])].some(isOpen)
}

function closed(schema: Loose): Loose {
  if (!schema || typeof schema !== 'object') return schema
  const more: Loose = {}
  if (schema.items) more.items = closed(schema.items)
  if (schema.anyOf) more.anyOf = schema.anyOf.map(closed)
  if (schema.type !== 'object' && !schema.properties) return { ...schema, ...more }
  const entries = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, closed(one)] as const)
  const shape = {
    properties: Object.fromEntries(entries),
    required: entries.map(([name]) => name),
    additionalProperties: false,
  }
  return { ...schema, ...more, ...shape }
}

import { llmError } from './errors.ts'
import type { JsonSchema } from './parts.ts'

/**
 * The parts of Standard Schema and Standard JSON Schema (standardschema.dev) that are read here, as types only: Zod,
 * Valibot, ArkType and others satisfy it, and no schema library is a dependency.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate?: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    readonly jsonSchema?: {
      readonly input: (options: { target: string }) => Record<string, unknown>
    }
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

/** What a Standard Schema's `validate` answers. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

/** One complaint of a Standard Schema. */
export interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** A JSON Schema, or a Standard Schema that can write itself as one. */
export type Schema<Output = unknown> = JsonSchema | StandardSchema<unknown, Output>

/** Tells a Standard Schema from a plain JSON Schema. */
export const isStandardSchema = (schema: Schema): schema is StandardSchema =>
  (schema as Partial<StandardSchema>)['~standard'] !== undefined

/**
 * Plain JSON Schema of a schema. A JSON Schema is answered as it is.
 *
 * @throws LLMError `invalid-request` when it is no schema, and when a Standard Schema cannot write itself as JSON Schema (Valibot needs
 * `toStandardJsonSchema` of `@valibot/to-json-schema`, Zod 4.2 and ArkType 2.1.28 have it built in).
 */
export function toJsonSchema(schema: Schema, where: string): JsonSchema {
  if (!/^[of]/.test(typeof schema))
    throw llmError('invalid-request', `The schema of ${where} must be an object; it is ${typeof schema}.`)
  if (!isStandardSchema(schema)) return schema
  const { jsonSchema, vendor } = schema['~standard']
  try {
    if (jsonSchema) return jsonSchema.input({ target: 'draft-2020-12' })
  } catch (cause) {
    const message = `The ${vendor} schema of ${where} holds what JSON Schema cannot say (${(cause as Error).message}).`
    throw llmError('invalid-request', message, { cause })
  }
  throw llmError(
    'invalid-request',
    `The ${vendor} schema of ${where} cannot write itself as JSON Schema; ` +
      (vendor === 'valibot'
        ? 'wrap it with toStandardJsonSchema() of @valibot/to-json-schema.'
        : 'pass a JSON Schema, or a schema with "~standard".jsonSchema.'),
  )
}

/** `a.b[0]` of an issue's path, for messages. Empty for the value itself. */
export function issuePath(issue: StandardIssue): string {
  let path = ''
  for (const step of issue.path ?? []) {
    const key = typeof step === 'object' ? step.key : step
    path += typeof key === 'number' ? `[${key}]` : path ? `.${String(key)}` : String(key)
  }
  return path
}

import { forModel } from './quirks.ts'
import { isStrictSchema } from '../../strict-schema.ts'
import type { Context, ResolvedChatRequest } from '@llmrr/core'
import type { OpenAIChatQuirks } from './quirks.ts'

/** Tools, and which of them must be called. */
export function toTools(
  request: ResolvedChatRequest,
  quirks: OpenAIChatQuirks,
  context: Context,
): Record<string, unknown> {
  const { tools, toolChoice, parallelToolCalls } = request
  if (!tools?.length) return {}
  const takesStrict = forModel(quirks.strictTools, context)
  return {
    tools: tools.map(({ name, description, input, strict, cache }, at) => {
      if (strict !== undefined && !takesStrict) {
        context.warn(
          `tools[${at}].strict`,
          `${context.target.model} does not hold arguments to a schema; it is left out.`,
        )
      }
      const definition = {
        name,
        ...(description !== undefined && { description }),
        parameters: input,
        ...(strict !== undefined && takesStrict && { strict }),
      }
      return { type: 'function', function: definition, ...(cache && quirks.writeCacheMark?.(cache)) }
    }),
    ...(toolChoice !== undefined && {
      tool_choice:
        typeof toolChoice === 'string' ? toolChoice : { type: 'function', function: { name: toolChoice.tool } },
    }),
    ...(parallelToolCalls !== undefined && { parallel_tool_calls: parallelToolCalls }),
  }
}

/** The format that an answer with `output` is held to, and the words that ask for it where no format can. */
export function toOutput(
  { output }: ResolvedChatRequest,
  quirks: OpenAIChatQuirks,
  context: Context,
): { readonly fields: Record<string, unknown>; readonly words?: string } {
  if (!output) return { fields: {} }
  const { name, description, schema } = output
  const kind = forModel(quirks.structuredOutput, context)
  if (kind === 'json-schema') {
    const strict = output.strict ?? isStrictSchema(schema)
    const json_schema = { name, ...(description !== undefined && { description }), schema, strict }
    return { fields: { response_format: { type: 'json_schema', json_schema } } }
  }
  context.warn(
    'output',
    `${context.target.model} cannot be held to a schema; it is asked for in words${kind === 'json-object' ? ' and JSON is enforced' : ''}.`,
  )
  const words = `Answer with nothing but JSON that is valid against this JSON Schema${description === undefined ? '' : ` (${description})`}:\n${JSON.stringify(schema)}`
  return { fields: kind === 'json-object' ? { response_format: { type: 'json_object' } } : {}, words }
}

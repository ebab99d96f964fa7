import { llmError } from './errors.ts'
import { isStandardSchema, issuePath } from './schema.ts'
import type { ChatAnswer } from './collect.ts'
import type { Call } from './call.ts'

// What a schema says of a value often quotes it, and the model's answer may quote the prompt: that stands in `detail`, not in the message.
const wrong = (what: string, detail?: string) =>
  llmError('bad-response', `The answer does not hold to the schema of "output": ${what}.`, {
    rawCode: 'output',
    detail,
  })

/**
 * A chat's answer with its `output` parsed and, with a Standard Schema, checked. The fence that some models put around JSON is left out.
 *
 * @throws LLMError `bad-response` with `rawCode: 'output'`, when the model did not keep to the schema; `detail` has the schema's own words.
 */
export async function withOutput(
  answer: ChatAnswer,
  schema: NonNullable<Call['schema']>,
): Promise<ChatAnswer & { output?: unknown }> {
  if (answer.finishReason !== 'stop') return answer
  let output: unknown
  try {
    output = JSON.parse(answer.text.replace(/^\s*```(?:json)?\s*\n([^]*?)\n?\s*```\s*$/, '$1'))
  } catch {
    throw wrong('it is not JSON')
  }
  if (isStandardSchema(schema)) {
    const checked = await schema['~standard'].validate?.(output)
    const issue = checked?.issues?.[0]
    if (issue) throw wrong(`"${issuePath(issue) || 'the value'}" is refused, see error.detail`, issue.message)
    if (checked && !checked.issues) output = checked.value
  }
  return { ...answer, output }
}

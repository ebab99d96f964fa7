import { vectorOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import { isUnknownModel } from '../family/member.ts'
import { inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { embedFields } from './fields.ts'
import { failed, problemOf } from './words.ts'

/** `POST /api/embed`. */
export function embed({ body }: Call): Reply {
  const problem = inspect(body, embedFields)
  if (problem) refuse(problemOf(problem))
  if (isUnknownModel(body.model)) refuse(failed(404, `model '${body.model}' not found`))
  const inputs: string[] = typeof body.input === 'string' ? [body.input] : body.input
  return {
    json: {
      model: body.model,
      embeddings: inputs.map((text) => Array.from(vectorOf(text, body.dimensions ?? 768))),
      total_duration: 14_000_000,
      load_duration: 1_000_000,
      prompt_eval_count: inputs.reduce((sum, text) => sum + countTokens(text), 0),
    },
  }
}

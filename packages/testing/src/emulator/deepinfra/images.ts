import { imageOf } from '../brain/media.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { deepinfraWords } from './words.ts'

const fields: Fields = {
  model: a.string,
  prompt: { type: 'string', required: true },
  n: { type: 'integer', min: 1, max: 4 },
  size: a.string,
  response_format: { type: 'string', values: ['b64_json'] },
  user: a.string,
}

/** `POST /images/generations`. */
export function images({ body, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(deepinfraWords.problem(problem))
  const data = Array.from({ length: body.n ?? 1 }, () => ({ b64_json: imageOf('png', body.prompt).toString('base64') }))
  return { json: { created: state.seconds(), data } }
}

import { imageOf } from '../brain/media.ts'
import { isUnknownModel } from '../family/member.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { togetherWords as words } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  prompt: { type: 'string', required: true },
  disable_safety_checker: a.boolean,
  guidance_scale: a.number,
  height: { type: 'integer', min: 64 },
  image_loras: { type: 'array', fields: { path: a.string, scale: a.number } },
  image_url: a.string,
  n: { type: 'integer', min: 1, max: 4 },
  negative_prompt: a.string,
  output_format: { type: 'string', values: ['jpeg', 'png'] },
  reference_images: a.array,
  response_format: { type: 'string', values: ['base64', 'url'] },
  seed: a.integer,
  steps: { type: 'integer', min: 1, max: 50 },
  width: { type: 'integer', min: 64 },
}

/** `POST /images/generations`: addresses unless base64 is asked for, JPEG unless PNG is. */
export function images({ body, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
  const format = body.output_format ?? 'jpeg'
  const data = Array.from({ length: body.n ?? 1 }, (_, index) =>
    body.response_format === 'base64'
      ? { index, type: 'b64_json', b64_json: imageOf(format, `${body.prompt}${index}`).toString('base64') }
      : { index, type: 'url', url: `https://api.together.ai/imgproxy/${state.id('')}.${format}` },
  )
  return { json: { id: state.id('o', 14), model: body.model, object: 'list', data } }
}

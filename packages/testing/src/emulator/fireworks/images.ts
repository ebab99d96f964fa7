import { imageOf } from '../brain/media.ts'
import { isUnknownModel } from '../family/member.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { failed, fireworksWords as words } from './words.ts'

const workflow: Fields = {
  prompt: { type: 'string', required: true },
  aspect_ratio: a.string,
  guidance_scale: a.number,
  num_inference_steps: a.integer,
  seed: a.integer,
}
const kontext: Fields = {
  prompt: { type: 'string', required: true },
  input_image: a.string,
  aspect_ratio: a.string,
  seed: a.integer,
  output_format: { type: 'string', values: ['jpeg', 'png'] },
  prompt_upsampling: a.boolean,
  safety_tolerance: { type: 'integer', min: 0, max: 6 },
  webhook_url: a.string,
  webhook_secret: a.string,
}
const diffusion: Fields = {
  text_prompts: { type: 'array', required: true, fields: { text: a.string, weight: a.number } },
  cfg_scale: a.number,
  height: a.integer,
  sampler: a.string,
  samples: { type: 'integer', max: 1 },
  seed: a.integer,
  steps: a.integer,
  width: a.integer,
}

function check({ body, params }: Call, fields: Fields): void {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (isUnknownModel(params.at(-1)!)) refuse(words.unknownModel(params.at(-1)!))
}

/** Bytes, or JSON for whoever takes no picture. */
function drawn({ headers, state }: Call, prompt: string): Reply {
  const type = /image\/(?:jpeg|png)/u.exec(headers['accept'] ?? '')?.[0]
  const bytes = imageOf(type === 'image/jpeg' ? 'jpeg' : 'png', prompt)
  if (type) return { bytes, type }
  return { json: { id: state.id(''), base64: [bytes.toString('base64')], finishReason: 'SUCCESS', seed: 1 } }
}

function begin(call: Call): Reply {
  check(call, kontext)
  const id = call.state.id('')
  call.state.stored.set(id, { looks: 0, format: call.body.output_format ?? 'png', prompt: call.body.prompt })
  return { json: { request_id: id } }
}

/** At work at the first look, ready at the second. */
function result({ body, state }: Call): Reply {
  const work = state.stored.get(body?.id)
  if (work?.looks === undefined) return failed(404, 'Task not found', 'NOT_FOUND', 'error')
  work.looks += 1
  if (/moderat/u.test(work.prompt)) return { json: { id: body.id, status: 'Request Moderated', result: null } }
  if (work.looks === 1) return { json: { id: body.id, status: 'Pending', result: null } }
  return { json: { id: body.id, status: 'Ready', result: { sample: `https://example.com/${body.id}.${work.format}` } } }
}

const of = (verb: string, rest = ''): string => `/${verb}/accounts/:account/models/:model${rest}`

/** Pictures: FLUX at once, FLUX Kontext as work that is waited for, and the older family. */
export const imageRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: of('workflows', '/text_to_image'),
    handle: (call) => {
      check(call, workflow)
      return drawn(call, call.body.prompt)
    },
  },
  { method: 'POST', path: of('workflows'), handle: begin },
  { method: 'POST', path: of('workflows', '/get_result'), handle: result },
  {
    method: 'POST',
    path: of('image_generation'),
    handle: (call) => {
      check(call, diffusion)
      return drawn(call, call.body.text_prompts[0]?.text ?? '')
    },
  },
]

import { imageOf, speechOf } from '../brain/media.ts'
import { isUnknownModel } from '../family/member.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { failed, novitaWords } from './words.ts'

const kindOf = (model: string): 'images' | 'audios' | 'videos' =>
  /speech|tts/u.test(model) ? 'audios' : /wan|kling|hailuo|seedance|vidu|t2v|i2v/u.test(model) ? 'videos' : 'images'

const ends = { images: 'png', audios: 'wav', videos: 'mp4' } as const

/** Addresses of files stand below the service itself. */
const filesAt = ({ headers, service }: Call): string => `http://${headers['host']}/${service.slug}/made`

/** The id of a task tells what it makes, so that nothing has to be kept. */
const idFor = (model: string, { state }: Call): string => `${kindOf(model)}-${state.id('', 16)}`

function start(call: Call): Reply {
  const { body, params } = call
  const model = params[0]!
  if (isUnknownModel(model)) refuse(novitaWords.unknownModel(model))
  const said = body.prompt ?? body.text ?? body.input?.prompt ?? body.request?.prompt
  if (typeof said !== 'string') refuse(failed(400, 'INVALID_REQUEST_BODY', 'prompt is required'))
  return { json: { task_id: idFor(model, call) } }
}

function result(call: Call): Reply {
  const id = call.query.get('task_id') ?? ''
  const kind = /^(images|audios|videos)-/u.exec(id)?.[1] as keyof typeof ends | undefined
  if (!kind) return failed(404, 'TASK_NOT_FOUND', 'no such task')
  const name = { images: 'image', audios: 'audio', videos: 'video' }[kind]
  const made = {
    [`${name}_url`]: `${filesAt(call)}/${id}.${ends[kind]}`,
    [`${name}_url_ttl`]: '3600',
    [`${name}_type`]: ends[kind],
  }
  return {
    json: {
      task: { task_id: id, status: 'TASK_STATUS_SUCCEED', reason: '', progress_percent: 100 },
      images: [],
      videos: [],
      audios: [],
      [kind]: [made],
      extra: { seed: '1' },
    },
  }
}

function made({ params }: Call): Reply {
  const [name = ''] = params
  return name.endsWith('.wav')
    ? { bytes: speechOf('wav', name), type: 'audio/wav' }
    : { bytes: imageOf('png', name), type: name.endsWith('.png') ? 'image/png' : 'video/mp4' }
}

function flux(call: Call): Reply {
  const { body } = call
  if (typeof body.prompt !== 'string') refuse(failed(400, 'INVALID_REQUEST_BODY', 'prompt is required'))
  const task_id = idFor('flux-1-schnell', call)
  const image = { image_url: `${filesAt(call)}/${task_id}.png`, image_url_ttl: '3600', image_type: 'png' }
  return { json: { task: { task_id }, images: Array.from({ length: body.image_num ?? 1 }, () => image) } }
}

const balance = { availableBalance: '100000', cashBalance: '100000', creditLimit: '0', outstandingInvoices: '0' }

/** Pictures, films and speech: tasks, and one model that answers at once. */
export const taskRoutes: readonly Route[] = [
  { method: 'POST', path: '/v3beta/flux-1-schnell', handle: flux },
  { method: 'POST', path: '/v3/async/:model', handle: start },
  { method: 'GET', path: '/v3/async/task-result', handle: result },
  { method: 'GET', path: '/made/:name', handle: made },
  { method: 'GET', path: '/openapi/v1/billing/balance/detail', handle: () => ({ json: balance }) },
]

import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { togetherWords as words } from './words.ts'

const scaling = { type: 'object', fields: { min_replicas: a.integer, max_replicas: a.integer } } as const
const change: Fields = {
  autoscaling: scaling,
  display_name: a.string,
  inactive_timeout: a.integer,
  state: { type: 'string', values: ['STARTED', 'STOPPED'] },
}
const creation: Fields = {
  ...change,
  autoscaling: { ...scaling, required: true },
  model: { type: 'string', required: true },
  hardware: { type: 'string', required: true },
  availability_zone: a.string,
  disable_speculative_decoding: a.boolean,
}
const upload: Fields = {
  model_name: { type: 'string', required: true },
  model_source: { type: 'string', required: true },
  model_type: { type: 'string', values: ['model', 'adapter'] },
  base_model: a.string,
  description: a.string,
  hf_token: a.string,
  lora_model: a.string,
}
const code: Fields = {
  code: { type: 'string', required: true },
  language: { type: 'string', required: true, values: ['python'] },
  session_id: a.string,
  files: a.array,
}

const checked = (body: Loose, fields: Fields): Loose => {
  const problem = inspect(body, fields)
  return problem ? refuse(words.problem(problem)) : body
}
const found = ({ state, params: [id] }: Call): Loose => {
  const one = state.stored.get(id!)
  return one?.object === 'endpoint' ? one : refuse(words.failure(404, 'endpoint_not_found', ''))
}
const kept = (call: Call, id: string, value: Loose): Reply => {
  call.state.stored.set(id, value)
  return { json: value }
}

/** Endpoints of one's own, machines, voices, models that are brought along, and code that is run. */
export const platformRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/voices',
    handle: () => ({
      json: { data: [{ model: 'hexgrad/Kokoro-82M', voices: [{ id: 'af_bella', name: 'af_bella' }] }] },
    }),
  },
  {
    method: 'GET',
    path: '/hardware',
    handle: () => ({
      json: {
        object: 'list',
        data: [
          {
            id: '1x_nvidia_h100_80gb_sxm',
            object: 'hardware',
            pricing: { cents_per_minute: 5.6 },
            specs: { gpu_type: 'h100-80gb', gpu_link: 'sxm', gpu_memory: 80, gpu_count: 1 },
            availability: { status: 'available' },
          },
        ],
      },
    }),
  },
  {
    method: 'GET',
    path: '/endpoints',
    handle: ({ state }) => ({
      json: { object: 'list', data: [...state.stored.values()].filter(({ object }) => object === 'endpoint') },
    }),
  },
  {
    method: 'POST',
    path: '/endpoints',
    handle: (call) => {
      const body = checked(call.body, creation)
      const id = call.state.id('endpoint-')
      const name = `emulated/${String(body.model).split('/').at(-1)}-${id.slice(-8)}`
      return kept(call, id, {
        ...body,
        id,
        object: 'endpoint',
        type: 'dedicated',
        owner: 'emulated',
        name,
        state: 'STARTED',
      })
    },
  },
  { method: 'GET', path: '/endpoints/:id', handle: (call) => ({ json: found(call) }) },
  {
    method: 'PATCH',
    path: '/endpoints/:id',
    handle: (call) => ({ json: Object.assign(found(call), checked(call.body, change)) }),
  },
  {
    method: 'DELETE',
    path: '/endpoints/:id',
    handle: (call) => {
      call.state.stored.delete(found(call).id)
      return { status: 204, bytes: '', type: 'application/json' }
    },
  },
  {
    method: 'POST',
    path: '/models',
    handle: (call) => {
      const { model_name, model_source } = checked(call.body, upload)
      const job_id = call.state.id('job-')
      call.state.stored.set(job_id, { job_id, status: 'Complete', type: 'model_upload', status_updates: [] })
      return {
        json: {
          data: { job_id, model_id: `emulated/${model_name}`, model_name, model_source },
          message: 'Processing.',
        },
      }
    },
  },
  {
    method: 'GET',
    path: '/jobs/:id',
    handle: ({ state, params: [id] }) => {
      const job = state.stored.get(id!)
      return job?.job_id ? { json: job } : words.failure(404, 'job_not_found', '')
    },
  },
  {
    method: 'POST',
    path: '/tci/execute',
    handle: (call) => {
      const body = checked(call.body, code)
      const outputs = [{ type: 'stdout', data: `ran ${body.code.length} characters\n` }]
      return {
        json: {
          data: { session_id: body.session_id ?? call.state.id('ses_'), outputs, status: 'success' },
          errors: null,
        },
      }
    },
  },
]

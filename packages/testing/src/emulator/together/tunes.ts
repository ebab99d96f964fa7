import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { togetherWords as words } from './words.ts'

const fields: Fields = {
  training_file: { type: 'string', required: true },
  model: a.string,
  validation_file: a.string,
  batch_size: { type: ['integer', 'string'] },
  from_checkpoint: a.string,
  from_hf_model: a.string,
  hf_api_token: a.string,
  hf_model_revision: a.string,
  hf_output_repo_name: a.string,
  learning_rate: a.number,
  lr_scheduler: a.object,
  max_grad_norm: a.number,
  max_seq_length: a.integer,
  n_checkpoints: a.integer,
  n_epochs: a.integer,
  n_evals: a.integer,
  packing: a.boolean,
  random_seed: a.integer,
  suffix: a.string,
  train_on_inputs: { type: ['boolean', 'string'] },
  training_method: a.object,
  training_type: a.object,
  wandb_api_key: a.string,
  wandb_base_url: a.string,
  wandb_name: a.string,
  wandb_project_name: a.string,
  warmup_ratio: a.number,
  weight_decay: a.number,
}

const found = ({ state, params: [id] }: Call): Loose => {
  const job = state.stored.get(id!)
  return job?.training_file ? job : refuse(words.failure(404, 'fine_tune_not_found', ''))
}

function start({ body, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (!state.files.has(body.training_file))
    return words.refusal(`File ${body.training_file} not found`, 'training_file')
  const id = state.id('ft-')
  const created = new Date(state.now()).toISOString()
  const name = `emulated/${String(body.model).split('/').at(-1)}-${body.suffix ?? 'tuned'}`
  const job = {
    n_epochs: 1,
    ...body,
    id,
    status: 'pending',
    created_at: created,
    updated_at: created,
    model_output_name: name,
  }
  state.stored.set(id, job)
  return { json: job }
}

/** One step further at each look: at work, then done. */
function look(call: Call): Reply {
  const job = found(call)
  if (job.status === 'pending') job.status = 'running'
  else if (job.status === 'running')
    Object.assign(job, { status: 'completed', token_count: 1200, total_price: 4_250_000_000 })
  return { json: job }
}

/** Fine-tuning. */
export const tuneRoutes: readonly Route[] = [
  { method: 'POST', path: '/fine-tunes', handle: start },
  {
    method: 'POST',
    path: '/fine-tunes/estimate-price',
    handle: () => ({ json: { estimated_total_price: 4.25, allowed_to_proceed: true } }),
  },
  { method: 'GET', path: '/fine-tunes/:id', handle: look },
  {
    method: 'GET',
    path: '/fine-tunes/:id/events',
    handle: (call) => ({
      json: {
        data: [
          { object: 'fine-tune-event', type: 'job_start', message: 'Job started', created_at: found(call).created_at },
        ],
      },
    }),
  },
  {
    method: 'GET',
    path: '/fine-tunes/:id/checkpoints',
    handle: (call) => ({
      json: {
        data: [
          { step: 1, path: `s3://${found(call).id}`, checkpoint_type: 'Final', created_at: found(call).created_at },
        ],
      },
    }),
  },
  {
    method: 'POST',
    path: '/fine-tunes/:id/cancel',
    handle: (call) => ({ json: Object.assign(found(call), { status: 'cancelled' }) }),
  },
]

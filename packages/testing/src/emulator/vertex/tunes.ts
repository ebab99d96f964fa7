import { modelOf } from '../gemini/model.ts'
import { failed, invalid } from '../gemini/words.ts'
import { refuse, type Route } from '../service.ts'
import { place } from './place.ts'

/** Tuning jobs. */
export const tuneRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `/v1beta1${place}/tuningJobs`,
    handle: ({ body, params: [project, location], state }) => {
      if (
        !modelOf(String(body?.baseModel)).isKnown ||
        !body.supervisedTuningSpec?.trainingDatasetUri?.startsWith('gs://')
      )
        invalid('A base model and a training dataset in Cloud Storage are required.')
      const id = state.id('', 12)
      const root = `projects/${project}/locations/${location}`
      const job = { name: `${root}/tuningJobs/${id}`, baseModel: body.baseModel }
      const tunedModel = { model: `${root}/models/${id}`, endpoint: `${root}/endpoints/${id}` }
      state.stored.set(`tuningJobs/${id}`, { ...job, state: 'JOB_STATE_SUCCEEDED', tunedModel })
      return { json: { ...job, state: 'JOB_STATE_PENDING' } }
    },
  },
  {
    method: 'GET',
    path: `/v1beta1${place}/tuningJobs/:id`,
    handle: ({ params, state }) => ({
      json:
        state.stored.get(`tuningJobs/${params[2]}`) ??
        refuse(failed(404, { status: 'NOT_FOUND', message: 'The tuning job was not found.' })),
    }),
  },
]

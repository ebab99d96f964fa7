import { isUnknownModel } from '../family/member.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { togetherWords as words } from './words.ts'

const frame: Fields = { input_image: { type: 'string', required: true }, frame: { type: ['string', 'integer'] } }
const fields: Fields = {
  model: { type: 'string', required: true },
  prompt: a.string,
  fps: a.integer,
  generate_audio: a.boolean,
  guidance_scale: a.number,
  height: a.integer,
  media: {
    type: 'object',
    fields: {
      audio_inputs: a.array,
      frame_images: { type: 'array', fields: frame },
      frame_videos: a.array,
      reference_images: a.array,
      reference_videos: a.array,
      source_video: { type: ['string', 'object'] },
    },
  },
  negative_prompt: a.string,
  output_format: { type: 'string', values: ['MP4', 'WEBM'] },
  output_quality: a.integer,
  ratio: a.string,
  resolution: a.string,
  seconds: a.string,
  seed: a.integer,
  steps: a.integer,
  width: a.integer,
}

/** `POST /videos`. */
export function createVideo({ body, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
  const job = {
    id: state.id('video-'),
    object: 'video',
    model: body.model,
    status: 'in_progress',
    created_at: state.seconds(),
    size: `${body.width ?? 1280}x${body.height ?? 720}`,
    seconds: body.seconds ?? '5',
  }
  state.stored.set(job.id, job)
  return { json: job }
}

/** `GET /videos/{id}`: at work at the first look, done at the second. */
export function lookAtVideo({ state, params: [id] }: Call): Reply {
  const job = state.stored.get(id!)
  if (job?.object !== 'video') return words.failure(404, 'not_found', '')
  if (!job.seen) {
    state.stored.set(id!, { ...job, seen: true })
    return { json: job }
  }
  const { seen: _, ...facts } = job
  const outputs = { cost: 0.28, video_url: `https://api.together.ai/films/${id}.mp4` }
  return { json: { ...facts, status: 'completed', completed_at: state.seconds(), outputs } }
}

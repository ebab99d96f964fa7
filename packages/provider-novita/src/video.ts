import { defined, llmError } from '@llmrr/core'
import { failureOf, idOf, isFailed, look, start } from './tasks.ts'
import { mediaUrl } from '@llmrr/provider-kit'
import type { Context, Handler, JobStatus, MediaPart, VideoRequest, VideoResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

const pollAfterMs = 5000

function addressOf(part: MediaPart | undefined, { target }: Context): string | undefined {
  if (part === undefined) return undefined
  const url = mediaUrl(part)
  if (url !== undefined) return url
  throw llmError('unsupported', `${target.provider} keeps no pictures; send their data or an address.`, { target })
}

// Wan from 2.5 on says what it makes apart from how.
const isNested = (model: string): boolean => /^wan-?2\.[5-9]/.test(model)

function bodyOf(request: VideoRequest, context: Context): object {
  const { prompt, negativePrompt, durationSeconds, size, aspectRatio, resolution, audio, seed, images, lastFrame } =
    request
  if (images && images.length > 1) context.warn('images', 'One picture begins a film; the others are left out.')
  const first = addressOf(images?.[0], context)
  const last = addressOf(lastFrame, context)
  if (isNested(context.target.model))
    return {
      input: defined({ prompt, negative_prompt: negativePrompt, img_url: first }),
      parameters: defined({ size: size?.replace('x', '*'), resolution, duration: durationSeconds, audio, seed }),
    }
  return defined({
    prompt,
    negative_prompt: negativePrompt,
    image: first,
    end_image: last,
    duration: durationSeconds,
    size,
    aspect_ratio: aspectRatio,
    resolution,
    seed,
  })
}

/** Films as tasks. Models differ in their fields; what only one has goes into the option `input`. */
export function novitaVideo(http: Http): Handler<'video'> {
  return {
    params: [
      'prompt',
      'negativePrompt',
      'durationSeconds',
      'size',
      'aspectRatio',
      'resolution',
      'audio',
      'seed',
      'images',
      'lastFrame',
    ],
    // As of 2026-02: documented, with sound.
    defaultModel: 'wan-2.5-t2v-preview',
    async submit(request, context) {
      const { model, provider } = context.target
      const started = await start(http, `/v3/async/${model}`, bodyOf(request, context), context)
      return { provider, capability: 'video', model, id: idOf(started, context) }
    },
    async poll({ id }, context): Promise<JobStatus<VideoResult>> {
      const { task, facts } = await look(http, id, context)
      if (isFailed(task)) {
        const { code, rawCode } = failureOf(task, http, context)
        return {
          state: 'failed',
          code,
          message: `${context.target.provider} could not make the film ${id}${rawCode === undefined ? '' : ` (${rawCode})`}; change the prompt or the model.`,
          ...(rawCode !== undefined && { rawCode }),
        }
      }
      if (!task.videos?.length)
        return { state: task.task?.status === 'TASK_STATUS_QUEUED' ? 'queued' : 'running', pollAfterMs }
      return {
        state: 'done',
        result: {
          videos: task.videos.map(({ video_url: url, video_type: type = 'mp4' }) => ({
            type: 'media',
            mediaType: `video/${type}`,
            url,
          })),
          id,
          ...facts,
        },
      }
    },
  }
}

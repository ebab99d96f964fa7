import { defined } from '@llmrr/core'
import { failedFilm, givenUrl } from '@llmrr/provider-kit'
import { failureOf, idOf, isFailed, look, start } from './tasks.ts'
import type { Context, Handler, JobStatus, VideoRequest, VideoResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

const pollAfterMs = 5000

// Wan from 2.5 on says what it makes apart from how.
const isNested = (model: string): boolean => /^wan-?2\.[5-9]/.test(model)

function bodyOf(request: VideoRequest, context: Context): object {
  const { prompt, negativePrompt, durationSeconds, size, aspectRatio, resolution, audio, seed, images, lastFrame } =
    request
  if (images && images.length > 1) context.warn('images', 'One picture begins a film; the others are left out.')
  const first = images?.[0] && givenUrl(images[0], context)
  const last = lastFrame && givenUrl(lastFrame, context)
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
      if (isFailed(task)) return failedFilm(id, failureOf(task, http, context), context)
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

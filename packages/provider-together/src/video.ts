import { failedFilm, givenUrl, pixelsOf, renamed, reportedCost } from '@llmrr/provider-kit'
import { optionsOf, settings } from './options.ts'
import type { Context, Handler, JobStatus, VideoRequest, VideoResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireFilm {
  readonly id: string
  readonly model?: string
  readonly status: string
  readonly seconds?: string | number | null
  readonly error?: { readonly message?: string; readonly code?: string | null } | null
  /** `cost` in dollars. */
  readonly outputs?: { readonly cost?: number | null; readonly video_url?: string | null } | null
}

const pollAfterMs = 10_000

const names = {
  prompt: 'prompt',
  resolution: 'resolution',
  aspectRatio: 'ratio',
  negativePrompt: 'negative_prompt',
  audio: 'generate_audio',
  seed: 'seed',
} as const

/** One picture is the first frame; several are looked at as references. */
function mediaOf({ images = [], lastFrame }: VideoRequest, context: Context): object {
  const urls = images.map((part) => givenUrl(part, context))
  const frames = [
    ...(urls.length === 1 ? [{ input_image: urls[0], frame: 'first' }] : []),
    ...(lastFrame ? [{ input_image: givenUrl(lastFrame, context), frame: 'last' }] : []),
  ]
  const media = {
    ...(frames.length > 0 && { frame_images: frames }),
    ...(urls.length > 1 && { reference_images: urls }),
  }
  return Object.keys(media).length > 0 ? { media } : {}
}

function bodyOf(request: VideoRequest, context: Context): object {
  const pixels = pixelsOf(request.size)
  if (request.size !== undefined && !pixels)
    context.warn('size', `${context.target.provider} takes a width and a height, such as 1280x720.`)
  return {
    model: context.target.model,
    ...renamed(request, names),
    ...(pixels && { width: pixels[0], height: pixels[1] }),
    ...(request.durationSeconds !== undefined && { seconds: String(request.durationSeconds) }),
    ...mediaOf(request, context),
    ...renamed(optionsOf(context), { ...settings, fps: 'fps', outputFormat: 'output_format' }),
  }
}

/** Together's films. The service tells what each has cost. */
export function togetherVideo(http: Http): Handler<'video'> {
  return {
    params: [...Object.keys(names), 'size', 'durationSeconds', 'images', 'lastFrame'],
    async submit(request, context) {
      const { body: film } = await http.json<WireFilm>({ path: '/videos', body: bodyOf(request, context) }, context)
      return { provider: context.target.provider, capability: 'video', model: context.target.model, id: film.id }
    },
    async poll({ id }, context): Promise<JobStatus<VideoResult>> {
      const path = `/videos/${encodeURIComponent(id)}`
      const { body: film, facts } = await http.json<WireFilm>({ method: 'GET', path }, context)
      const { status, outputs, error } = film
      if (status === 'failed' || (status === 'completed' && !outputs?.video_url))
        return failedFilm(id, http.error({ error }, context), context)
      if (status === 'cancelled') return { state: 'cancelled' }
      if (status !== 'completed') return { state: status === 'queued' ? 'queued' : 'running', pollAfterMs }
      const seconds = Number(film.seconds)
      const type = /\.webm(?:\?|$)/i.test(outputs!.video_url!) ? 'video/webm' : 'video/mp4'
      return {
        state: 'done',
        result: {
          videos: [{ type: 'media', mediaType: type, url: outputs!.video_url! }],
          id: film.id,
          ...(film.model !== undefined && { model: film.model }),
          ...(seconds > 0 && { usage: { seconds } }),
          ...reportedCost(outputs!.cost),
          ...facts,
        },
      }
    },
  }
}

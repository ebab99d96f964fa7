import { costOf } from './chat.ts'
import { failedFilm, givenUrl, renamed, reportedCost } from '@llmrr/provider-kit'
import { optionsOf, routing, written } from './options.ts'
import type { Context, Handler, JobStatus, MediaPart, VideoRequest, VideoResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireFilm {
  readonly id: string
  readonly status: string
  readonly model?: string
  readonly error?: string | null
  readonly generation_id?: string | null
  /** Addresses that anybody may read for a while. */
  readonly urls?: readonly string[] | null
  /** Addresses that need the key. */
  readonly unsigned_urls?: readonly string[] | null
  readonly usage?: Parameters<typeof costOf>[0]
}

const pollAfterMs = 10_000

const names = {
  prompt: 'prompt',
  durationSeconds: 'duration',
  size: 'size',
  resolution: 'resolution',
  aspectRatio: 'aspect_ratio',
  audio: 'generate_audio',
  seed: 'seed',
} as const

const picture = (part: MediaPart, context: Context): object => ({
  type: 'image_url',
  image_url: { url: givenUrl(part, context) },
})

function bodyOf(request: VideoRequest, context: Context): object {
  const { images = [], lastFrame } = request
  // One picture is the first frame; several are looked at as references.
  const frames = [
    ...(images.length === 1 ? [{ ...picture(images[0]!, context), frame_type: 'first_frame' }] : []),
    ...(lastFrame ? [{ ...picture(lastFrame, context), frame_type: 'last_frame' }] : []),
  ]
  return {
    ...written(optionsOf(context), ...routing, 'callbackUrl'),
    model: context.target.model,
    ...renamed(request, names),
    ...(frames.length > 0 && { frame_images: frames }),
    ...(images.length > 1 && { input_references: images.map((one) => picture(one, context)) }),
  }
}

/** OpenRouter's films. The service tells what each has cost. */
export function openrouterVideo(http: Http): Handler<'video'> {
  return {
    params: [...Object.keys(names), 'images', 'lastFrame'],
    async submit(request, context) {
      const { body: film } = await http.json<WireFilm>({ path: '/videos', body: bodyOf(request, context) }, context)
      return { provider: context.target.provider, capability: 'video', model: context.target.model, id: film.id }
    },
    async poll({ id }, context): Promise<JobStatus<VideoResult>> {
      const path = `/videos/${encodeURIComponent(id)}`
      const { body: film, facts } = await http.json<WireFilm>({ method: 'GET', path }, context)
      const { status } = film
      const { provider } = context.target
      const urls = film.urls?.length ? film.urls : (film.unsigned_urls ?? [])
      if (status === 'cancelled') return { state: 'cancelled' }
      if (status === 'expired') {
        const message = `${provider} did not finish the film ${id} in time; submit it again.`
        return { state: 'failed', code: 'timeout', rawCode: status, message }
      }
      if (status === 'failed' || (status === 'completed' && urls.length === 0))
        return failedFilm(id, http.error({ error: { message: film.error ?? '' } }, context), context)
      if (status !== 'completed') return { state: status === 'pending' ? 'queued' : 'running', pollAfterMs }
      const usd = costOf(film.usage)
      return {
        state: 'done',
        result: {
          videos: urls.map((url): MediaPart => ({ type: 'media', mediaType: 'video/mp4', url })),
          id: film.generation_id ?? film.id,
          ...(film.model !== undefined && { model: film.model }),
          ...reportedCost(usd),
          ...facts,
        },
      }
    },
  }
}

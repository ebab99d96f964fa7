import { failedFilm, fileIdOf, mediaUrl, renamed, reportedCost } from '@llmrr/provider-kit'
import { readCost } from './usage.ts'
import type { Context, Handler, JobStatus, MediaPart, VideoRequest, VideoResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { XAIUsage } from './usage.ts'

interface WireFilm {
  readonly status?: string
  readonly model?: string
  /** In percent. */
  readonly progress?: number | null
  readonly video?: {
    readonly url?: string | null
    readonly duration?: number | null
    readonly respect_moderation?: boolean | null
  } | null
  readonly usage?: XAIUsage | null
  readonly error?: { readonly code?: string | null; readonly message?: string | null } | string | null
}

const pollAfterMs = 5000

const names = {
  prompt: 'prompt',
  durationSeconds: 'duration',
  aspectRatio: 'aspect_ratio',
  resolution: 'resolution',
} as const

function reference(part: MediaPart, context: Context): object {
  const file = fileIdOf(part, context)
  return file === undefined ? { url: mediaUrl(part) } : { file_id: file }
}

function bodyOf(request: VideoRequest, context: Context): object {
  const pictures = (request.images ?? []).map((part) => reference(part, context))
  return {
    model: context.target.model,
    ...renamed(request, names),
    // One picture is the first frame; several are looked at as references.
    ...(pictures.length === 1 && { image: pictures[0] }),
    ...(pictures.length > 1 && { reference_images: pictures }),
  }
}

/** Films, as jobs; the service tells what each has cost. */
export function xaiVideo(http: Http): Handler<'video'> {
  return {
    params: [...Object.keys(names), 'images'],
    async submit(request, context) {
      const { body } = await http.json<{ readonly request_id: string }>(
        { path: '/videos/generations', body: bodyOf(request, context) },
        context,
      )
      const { provider, model } = context.target
      return { provider, capability: 'video', model, id: body.request_id }
    },
    async poll({ id }, context): Promise<JobStatus<VideoResult>> {
      const path = `/videos/${encodeURIComponent(id)}`
      const { body: film, facts } = await http.json<WireFilm>({ method: 'GET', path }, context)
      const { status, video, usage, progress } = film
      if (status === 'expired') {
        const message = `${context.target.provider} no longer keeps the film ${id}; make it again.`
        return { state: 'failed', code: 'timeout', message, rawCode: status }
      }
      const isOver = status === 'done' || status === 'failed' || (status === undefined && Boolean(video))
      if (!isOver) {
        return { state: 'running', pollAfterMs, ...(progress != null && { progress: progress / 100 }) }
      }
      if (status === 'failed' || !video?.url || video.respect_moderation === false) {
        const { code, rawCode } = http.error({ error: film.error }, context)
        const isModerated = video?.respect_moderation === false
        return failedFilm(id, { code: isModerated ? 'content-filter' : code, rawCode }, context)
      }
      const usd = readCost(usage)
      return {
        state: 'done',
        result: {
          videos: [{ type: 'media', mediaType: 'video/mp4', url: video.url }],
          ...(film.model !== undefined && { model: film.model }),
          ...(video.duration && { usage: { seconds: video.duration } }),
          ...reportedCost(usd),
          ...facts,
        },
      }
    },
  }
}

import { base64Of } from '../../media.ts'
import { defined, llmError } from '@llmrr/core'
import { wholeMediaType } from './media-types.ts'
import type { Context, Job, JobStatus, MediaPart, VideoRequest, VideoResult } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { Http } from '../../http.ts'

/** An operation that runs for long, as both services tell of it. */
export interface WireOperation {
  readonly name: string
  readonly done?: boolean
  readonly error?: { readonly code?: number; readonly message?: string }
  readonly response?: unknown
}

const pollAfterMs = 10_000

function pictureOf(part: MediaPart, context: Context): object {
  const data = base64Of(part)
  if (data !== undefined) return { bytesBase64Encoded: data, mimeType: wholeMediaType(part, data) }
  if (part.url?.startsWith('gs:')) return { gcsUri: part.url, mimeType: wholeMediaType(part, part.url) }
  throw llmError('unsupported', `${context.target.provider} takes pictures for films by their bytes; send the data.`, {
    target: context.target,
  })
}

function bodyOf(request: VideoRequest, context: Context): object {
  const { prompt, images = [], lastFrame } = request
  const parameters = defined({
    sampleCount: request.count,
    aspectRatio: request.aspectRatio,
    durationSeconds: request.durationSeconds,
    resolution: request.resolution,
    negativePrompt: request.negativePrompt,
    generateAudio: request.audio,
    seed: request.seed,
  })
  const [image] = images
  if (images.length > 1) context.warn('images', 'A film begins with one picture; the others were left out.')
  return {
    instances: [
      {
        prompt,
        ...(image && { image: pictureOf(image, context) }),
        ...(lastFrame && { lastFrame: pictureOf(lastFrame, context) }),
      },
    ],
    ...(Object.keys(parameters).length > 0 && { parameters }),
  }
}

/** Films by Veo. The services differ in how an operation is looked at, and how it tells of its films. */
export function geminiVideo(
  http: Http,
  quirks: GeminiQuirks,
  look: (name: string, context: Context) => Promise<WireOperation>,
  filmsOf: (response: unknown, context: Context) => readonly MediaPart[],
): Job<VideoRequest, VideoResult> & { readonly params: readonly string[] } {
  return {
    params: [
      'images',
      'lastFrame',
      'durationSeconds',
      'aspectRatio',
      'resolution',
      'negativePrompt',
      'audio',
      'seed',
      'count',
    ],
    async submit(request, context) {
      const path = quirks.path(context, 'predictLongRunning')
      const { body } = await http.json<WireOperation>({ path, body: bodyOf(request, context) }, context)
      const { provider, model } = context.target
      return { provider, capability: 'video', model, id: body.name }
    },
    async poll({ id }, context): Promise<JobStatus<VideoResult>> {
      const { done, error, response } = await look(id, context)
      if (error) {
        const { code, message, rawCode } = http.error({ error }, context)
        return { state: 'failed', code, message, ...(rawCode !== undefined && { rawCode }) }
      }
      if (!done) return { state: 'running', pollAfterMs }
      const videos = filmsOf(response, context)
      if (videos.length > 0) return { state: 'done', result: { id, videos } }
      const message = `${context.target.provider} made no film: its filters refused it; change the prompt.`
      return { state: 'failed', code: 'content-filter', message }
    },
  }
}

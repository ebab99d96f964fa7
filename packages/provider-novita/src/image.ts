import { defined, llmError } from '@llmrr/core'
import { base64Of, pixelsOf } from '@llmrr/provider-kit'
import { run } from './tasks.ts'
import type { Context, Handler, ImageRequest, ImageResult, MediaPart } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

type Fields = Readonly<Record<string, unknown>>

/** How a family of models is asked. */
interface Form {
  readonly at: RegExp
  path(model: string): string
  body(request: ImageRequest, context: Context): Fields
}

function pixels(size: string | undefined, context: Context): Fields {
  const found = pixelsOf(size)
  if (size !== undefined && !found) context.warn('size', 'A size is written as WIDTHxHEIGHT; it is left out.')
  return found ? { width: found[0], height: found[1] } : {}
}

function pictureOf(part: MediaPart, { target }: Context): string {
  const picture = part.url ?? base64Of(part)
  if (picture !== undefined) return picture
  throw llmError('unsupported', `${target.provider} keeps no pictures; send their data or an address.`, { target })
}
const picturesOf = ({ images }: ImageRequest, context: Context): readonly string[] | undefined =>
  images?.length ? images.map((part) => pictureOf(part, context)) : undefined

const formats: Readonly<Record<string, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }

// The first that fits. Checkpoints of Stable Diffusion are named by their file.
const forms: readonly Form[] = [
  {
    at: /\.(?:safetensors|ckpt)$/,
    path: () => '/v3/async/txt2img',
    body: (request, context) => ({
      extra: defined({ response_image_type: formats[request.mediaType ?? ''] }),
      request: defined({
        model_name: context.target.model,
        prompt: request.prompt,
        negative_prompt: request.negativePrompt,
        ...pixels(request.size ?? '1024x1024', context),
        image_num: request.count ?? 1,
        steps: request.steps ?? 20,
        seed: request.seed ?? -1,
        guidance_scale: request.guidance ?? 7.5,
        sampler_name: 'Euler a',
      }),
    }),
  },
  {
    at: /^flux-1-schnell$/,
    path: (model) => `/v3beta/${model}`,
    body: (request, context) =>
      defined({
        prompt: request.prompt,
        ...pixels(request.size ?? '1024x1024', context),
        steps: request.steps ?? 4,
        seed: request.seed ?? 0,
        image_num: request.count ?? 1,
        response_image_format: formats[request.mediaType ?? ''],
      }),
  },
  {
    at: /^seedream/,
    path: (model) => `/v3/${model}`,
    body: (request, context) =>
      defined({
        prompt: request.prompt,
        size: request.size,
        image: picturesOf(request, context),
        seed: request.seed,
        ...(request.count !== undefined &&
          request.count > 1 && {
            sequential_image_generation: 'auto',
            sequential_image_generation_options: { max_images: request.count },
          }),
      }),
  },
  {
    at: /./,
    path: (model) => `/v3/async/${model}`,
    body: (request, context) =>
      defined({
        prompt: request.prompt,
        size: request.size?.replace('x', '*'),
        seed: request.seed,
        negative_prompt: request.negativePrompt,
        images: picturesOf(request, context),
      }),
  },
]

/** Pictures of Novita's models, each of which has a path and a form of its own: at once, or as a task that is waited for. */
export function novitaImage(http: Http): Handler<'image'> {
  async function image(request: ImageRequest, context: Context): Promise<ImageResult> {
    const { target } = context
    const form = forms.find(({ at }) => at.test(target.model))!
    const { task, facts } = await run(http, form.path(target.model), form.body(request, context), context)
    const images = (task.images ?? []).map((one): MediaPart => {
      const { image_url: url, image_type: type } = typeof one === 'string' ? { image_url: one } : { ...one }
      return { type: 'media', mediaType: type ? `image/${type}` : 'image/*', url }
    })
    if (images.length === 0)
      throw llmError('bad-response', `${target.provider} made no picture with ${target.model}.`, { target })
    const id = task.task?.task_id
    return { images, usage: { images: images.length }, ...facts, ...(id !== undefined && { id }) }
  }
  return Object.assign(image, {
    params: ['prompt', 'size', 'count', 'seed', 'steps', 'guidance', 'negativePrompt', 'images', 'mediaType'],
    // As of 2026-11-22: answers at once.
    defaultModel: 'flux-1-schnell',
  })
}

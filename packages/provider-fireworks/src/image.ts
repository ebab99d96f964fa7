import { defined, llmError } from '@llmrr/core'
import { givenUrl, nearestRatio, pixelsOf, poll, renamed, toBase64 } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, Handler, ImageRequest, ImageResult, MediaPart } from '@llmrr/core'
import type { Http, SentFacts } from '@llmrr/provider-kit'

/** The ratio to ask for: as asked, or the nearest to a size. */
function ratioOf({ aspectRatio, size }: ImageRequest, context: Context): string | undefined {
  if (size === undefined || aspectRatio !== undefined) return aspectRatio
  const pixels = pixelsOf(size)
  const nearest = pixels && nearestRatio(pixels)
  const instead = nearest === undefined ? '' : `; it is asked for ${nearest}`
  context.warn('size', `${context.target.model} makes pictures by ratio${instead}.`)
  return nearest
}

type Kind = 'workflow' | 'kontext' | 'diffusion'

/** Which of its ways a model has: FLUX, FLUX that works on pictures, or the older family around Stable Diffusion. */
const kindOf = (model: string): Kind =>
  /kontext/.test(model) ? 'kontext' : /flux/.test(model) ? 'workflow' : 'diffusion'

const common = ['prompt', 'mediaType', 'seed'] as const
const params: Readonly<Record<Kind, readonly string[]>> = {
  workflow: [...common, 'aspectRatio', 'size', 'steps', 'guidance'],
  kontext: [...common, 'aspectRatio', 'size', 'images'],
  diffusion: [...common, 'size', 'steps', 'guidance', 'negativePrompt'],
}

function typeOf({ mediaType = 'image/jpeg' }: ImageRequest, { target }: Context): string {
  if (/^image\/(?:jpeg|png)$/.test(mediaType)) return mediaType
  throw llmError('unsupported', `${target.provider} makes image/jpeg and image/png, not ${mediaType}.`, { target })
}

interface WireResult {
  readonly status: string
  readonly result?: { readonly sample?: string } | null
}

/** Fireworks' pictures, one for each call. */
export function fireworksImage(http: Http): Handler<'image'> {
  /** The bytes of a picture, as they come. */
  async function made(path: string, body: object, mediaType: string, context: Context): Promise<ImageResult> {
    const { response, requestId, limits } = await http.send({ path, body, headers: { accept: mediaType } }, context)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    if (bytes.length === 0 || !type.startsWith('image/'))
      throw llmError('bad-response', `${context.target.provider} answered no picture (${type || 'no content type'}).`, {
        target: context.target,
        ...(requestId !== undefined && { requestId }),
      })
    const image: MediaPart = { type: 'media', mediaType: type, data: toBase64(bytes) }
    return {
      images: [image],
      usage: { images: 1 },
      ...(requestId !== undefined && { requestId }),
      ...(limits && { limits }),
    }
  }

  /** Work that is waited for. */
  async function edited(request: ImageRequest, mediaType: string, context: Context): Promise<ImageResult> {
    const { provider, model } = context.target
    const [picture, ...others] = request.images ?? []
    if (others.length > 0) context.warn('images', `${model} works on one picture; the others are left out.`)
    const path = `/workflows/${model}`
    const body = defined({
      prompt: request.prompt,
      input_image: picture && givenUrl(picture, context),
      aspect_ratio: ratioOf(request, context),
      seed: request.seed,
      output_format: mediaType.slice('image/'.length),
      ...renamed(optionsOf(context), { promptUpsampling: 'prompt_upsampling', safetyTolerance: 'safety_tolerance' }),
    })
    const { body: begun } = await http.json<{ readonly request_id: string }>({ path, body }, context)
    let facts: SentFacts = {}
    const done = await poll(async () => {
      const look = await http.json<WireResult>({ path: `${path}/get_result`, body: { id: begun.request_id } }, context)
      facts = look.facts
      return look.body.status === 'Pending' ? undefined : look.body
    }, context)
    const sample = done.result?.sample
    if (done.status === 'Ready' && sample !== undefined)
      return {
        images: [{ type: 'media', mediaType, url: sample }],
        usage: { images: 1 },
        id: begun.request_id,
        ...facts,
      }
    const isModerated = /Moderated/.test(done.status)
    throw llmError(
      isModerated ? 'content-filter' : 'server',
      isModerated
        ? `${provider} refused this picture (${done.status}); change the prompt or the picture.`
        : `${provider} could not make this picture (${done.status}); try again.`,
      { target: context.target, rawCode: done.status, ...facts },
    )
  }

  function image(request: ImageRequest, context: Context): Promise<ImageResult> {
    const { model } = context.target
    const { prompt, seed, steps, guidance, negativePrompt } = request
    const mediaType = typeOf(request, context)
    const kind = kindOf(model)
    if (kind === 'kontext') return edited(request, mediaType, context)
    if (kind === 'workflow') {
      const ratio = ratioOf(request, context)
      const body = { prompt, aspect_ratio: ratio, guidance_scale: guidance, num_inference_steps: steps, seed }
      return made(`/workflows/${model}/text_to_image`, defined(body), mediaType, context)
    }
    const pixels = pixelsOf(request.size)
    const texts = [{ text: prompt, weight: 1 }, ...(negativePrompt ? [{ text: negativePrompt, weight: -1 }] : [])]
    const size = pixels && { width: pixels[0], height: pixels[1] }
    const body = { text_prompts: texts, ...size, samples: 1, cfg_scale: guidance, steps, seed }
    return made(`/image_generation/${model}`, defined(body), mediaType, context)
  }
  return Object.assign(image, {
    params: ({ model }: { readonly model: string }) => params[kindOf(model)],
    defaultModel: 'accounts/fireworks/models/flux-1-schnell-fp8',
  })
}

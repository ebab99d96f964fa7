import { bytesOf, toBase64 } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import { lacking, run } from './run.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, ImageRequest, ImageResult, MediaPart } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** The bytes of a picture as a list of numbers, which is how tasks take them. */
function numbersOf(part: MediaPart, { target }: Context): readonly number[] {
  const bytes = bytesOf(part)
  if (bytes) return [...bytes]
  throw llmError('unsupported', `${target.provider} takes no pictures by address; send the data.`, { target })
}

function sizeOf(size: string | undefined, context: Context): object {
  if (size === undefined) return {}
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? []
  if (width && height) return { width: Number(width), height: Number(height) }
  context.warn('size', 'A size is written as WIDTHxHEIGHT; it is left out.')
  return {}
}

const steps = (model: string): string => (/flux/i.test(model) ? 'steps' : 'num_steps')

/** Pictures as a task of Workers AI: bytes of a PNG or JPEG, or base64 inside the result. One a call. */
export function cloudflareImage(http: Http): Handler<'image'> {
  async function image(request: ImageRequest, context: Context): Promise<ImageResult> {
    const { prompt, size, negativePrompt, guidance, seed, images = [], mask, count } = request
    if (count !== undefined && count > 1) context.warn('count', 'One picture a call is made here.')
    if (images.length > 1) context.warn('images', 'One picture is taken; the others are left out.')
    const { strength } = optionsOf(context)
    const body = {
      prompt,
      ...sizeOf(size, context),
      ...(negativePrompt !== undefined && { negative_prompt: negativePrompt }),
      ...(request.steps !== undefined && { [steps(context.target.model)]: request.steps }),
      ...(guidance !== undefined && { guidance }),
      ...(seed !== undefined && { seed }),
      ...(images[0] && { image: numbersOf(images[0], context) }),
      ...(mask && { mask: numbersOf(mask, context) }),
      ...(strength !== undefined && { strength }),
    }
    const { result, bytes, facts } = await run<{ readonly image: string }>(http, body, context)
    const made = bytes ? { mediaType: bytes.mediaType, data: toBase64(bytes.data) } : undefined
    // Base64 inside a result is a JPEG (FLUX).
    const picture = made ?? (result?.image === undefined ? undefined : { mediaType: 'image/jpeg', data: result.image })
    if (!picture) throw lacking('a picture', context)
    return { images: [{ type: 'media', ...picture }], usage: { images: 1 }, ...facts }
  }
  return Object.assign(image, {
    params: ['prompt', 'size', 'negativePrompt', 'steps', 'guidance', 'seed', 'images', 'mask', 'count'],
    // As of 2026-11-22: the fastest of those that it hosts.
    defaultModel: '@cf/black-forest-labs/flux-1-schnell',
  })
}

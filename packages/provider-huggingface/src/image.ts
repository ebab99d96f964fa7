import { llmError } from '@llmrr/core'
import { base64Of, openaiImages, toBase64 } from '@llmrr/provider-kit'
import { lacking } from './lacking.ts'
import { parametersOf } from './place.ts'
import type { Context, Handler, ImageRequest, ImageResult, MediaPart } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'
import type { TaskPath } from './place.ts'

/** Width and height of a size, in pixels. Warns of one that is none. */
function sizeOf(size: string | undefined, context: Context): { readonly width?: number; readonly height?: number } {
  if (size === undefined) return {}
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? []
  if (width && height) return { width: Number(width), height: Number(height) }
  context.warn('size', 'A size is written as WIDTHxHEIGHT; it is left out.')
  return {}
}

/** The picture to change, as base64. */
function firstOf(images: readonly MediaPart[], context: Context): string | undefined {
  const [first] = images
  if (!first) return undefined
  if (images.length > 1) context.warn('images', 'One picture is taken; the others are left out.')
  const data = base64Of(first)
  if (data !== undefined) return data
  const { target } = context
  throw llmError('unsupported', `${target.provider} takes no pictures by address here; send the data.`, { target })
}

interface WireReply {
  readonly data?: readonly { readonly b64_json?: string }[]
}

/** Pictures as Hugging Face's tasks `text-to-image` and `image-to-image`: bytes, one picture a call. */
export function taskImage(http: Http, taskPath: TaskPath): Handler<'image'> {
  async function image(request: ImageRequest, context: Context): Promise<ImageResult> {
    const { target } = context
    const { prompt, size, images = [], negativePrompt, steps, guidance, seed } = request
    const picture = firstOf(images, context)
    const given = {
      // To change a picture is a task of its own, in which the words are a parameter.
      ...(picture !== undefined && { prompt }),
      ...sizeOf(size, context),
      negative_prompt: negativePrompt,
      num_inference_steps: steps,
      guidance_scale: guidance,
      seed,
    }
    const parameters = parametersOf(given, context)
    const body = { inputs: picture ?? prompt, ...(parameters && { parameters }) }
    const { response, error: _, ...facts } = await http.send({ path: taskPath(target.model), body }, context)
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    const usage = { images: 1 }
    // Dedicated endpoints may answer JSON in OpenAI's form.
    if (type.includes('json')) {
      const { data } = (await response.json()) as WireReply
      const base64 = data?.[0]?.b64_json
      if (base64 === undefined) throw lacking('a picture', context)
      return {
        images: [{ type: 'media', mediaType: 'image/jpeg', data: base64 }],
        usage,
        model: target.model,
        ...facts,
      }
    }
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (!type.startsWith('image/') || bytes.length === 0) throw lacking('a picture', context)
    const made = { type: 'media' as const, mediaType: type, data: toBase64(bytes) }
    return { images: [made], usage, model: target.model, ...facts }
  }
  return Object.assign(image, { params: ['prompt', 'images', 'size', 'negativePrompt', 'steps', 'guidance', 'seed'] })
}

// OpenAI's sizes are two fields at these hosts, and pictures come as data.
const formats: Readonly<Record<string, string>> = { together: 'base64', nscale: 'b64_json' }

/** Pictures by a host in OpenAI's form. */
export const hostImage =
  (vendor: OpenAIVendor) =>
  (path: string, host: string): Handler<'image'> =>
    openaiImages(vendor, {
      path,
      editPath: undefined,
      impliedType: 'image/jpeg',
      without: ['images', 'mask', 'mediaType', 'quality', 'background', 'user'],
      fields: { negativePrompt: 'negative_prompt', seed: 'seed', ...stepsOf(host) },
      body({ size, ...body }, _request, context) {
        const parameters = parametersOf(host === 'deepinfra' ? { size } : sizeOf(size as string, context), context)
        return { ...body, ...parameters, response_format: formats[host] ?? 'b64_json' }
      },
    })

const stepsOf = (host: string) =>
  host === 'together'
    ? ({ steps: 'steps', guidance: 'guidance_scale' } as const)
    : ({ steps: 'num_inference_steps', guidance: 'guidance_scale' } as const)

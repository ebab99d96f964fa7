import { base64Of, bytesOf, fileIdOf, mediaUrl } from '../media.ts'
import { factsOf } from './facts.ts'
import { llmError } from '@llmrr/core'
import { remaining } from '../dialects/openai-chat/request.ts'
import { toFields, toForm } from './fields.ts'
import { toUsage as toChatUsage } from '../dialects/openai-chat/usage.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, Handler, ImageRequest, MediaPart, Usage } from '@llmrr/core'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'
import type { WireUsage as ChatUsage } from '../dialects/openai-chat/wire.ts'

/** In what the image generation of a service differs. */
export interface ImageQuirks extends CapabilityQuirks<ImageRequest> {
  /** Where pictures are changed. Default `/images/edits`; `undefined` where the service cannot. */
  readonly editPath?: string | undefined
  /** How pictures to work from are sent: as a form, or in JSON as data or addresses. Default: a form where all are data. */
  readonly edits?: 'form' | 'json'
  /** What the pictures are when neither the request nor the reply says it. Default `image/png`. */
  readonly impliedType?: string
  /** Further fields by our name and the service's. OpenAI has none for ratio, negative prompt, steps, guidance and seed. */
  readonly fields?: Partial<Record<keyof ImageRequest, string>>
}

interface WireUsage extends ChatUsage {
  readonly input_tokens?: number
  readonly input_tokens_details?: { readonly image_tokens?: number; readonly cached_tokens?: number } | null
  readonly output_tokens?: number
  readonly output_tokens_details?: { readonly image_tokens?: number } | null
}

interface WireReply {
  readonly data?: readonly {
    readonly b64_json?: string | null
    readonly url?: string | null
    readonly revised_prompt?: string | null
    readonly media_type?: string
    readonly mime_type?: string
  }[]
  readonly output_format?: string
  readonly usage?: WireUsage | null
}

const names = {
  prompt: 'prompt',
  count: 'n',
  size: 'size',
  quality: 'quality',
  background: 'background',
  user: 'user',
} as const

const subtype = (mediaType: string): string => mediaType.slice(mediaType.indexOf('/') + 1).replace('+xml', '')
const typeOf = (format: string): string => `image/${format === 'jpg' ? 'jpeg' : format === 'svg' ? 'svg+xml' : format}`

const fileOf = (part: MediaPart, name: string): File =>
  new File([bytesOf(part)!], part.name ?? `${name}.${subtype(part.mediaType)}`, { type: part.mediaType })

function reference(part: MediaPart, context: Context): object {
  const file = fileIdOf(part, context)
  return file === undefined ? { image_url: mediaUrl(part) } : { file_id: file }
}

/** Pictures are counted by their tokens where the service tells them, else by the piece. */
function toUsage(usage: WireUsage | null | undefined, images: number): Usage {
  // Counted as in a chat; 0 where pictures have a price each.
  if (usage?.completion_tokens) return toChatUsage(usage)!
  if (usage?.output_tokens === undefined) return { images }
  const {
    input_tokens: input = 0,
    input_tokens_details: read,
    output_tokens: output,
    output_tokens_details: wrote,
  } = usage
  const cacheRead = Math.min(read?.cached_tokens ?? 0, input)
  const imageInput = Math.min(read?.image_tokens ?? 0, input - cacheRead)
  const imageOutput = Math.min(wrote?.image_tokens ?? output, output)
  return {
    input: input - cacheRead - imageInput,
    ...(cacheRead > 0 && { cacheRead }),
    ...(imageInput > 0 && { imageInput }),
    ...(output > imageOutput && { output: output - imageOutput }),
    imageOutput,
  }
}

/** OpenAI's images: made from words, or from other pictures where the request has some. */
export function openaiImages(vendor: OpenAIVendor, quirks: ImageQuirks = {}): Handler<'image'> {
  const http = vendorHttp(vendor)
  const { path = '/images/generations', fields = {}, edits, impliedType = 'image/png' } = quirks
  const editPath = 'editPath' in quirks ? quirks.editPath : '/images/edits'
  const known = ['images', 'mask', 'mediaType', ...Object.keys(names), ...Object.keys(fields)]

  async function image(request: ImageRequest, context: Context) {
    const { images = [], mask, mediaType } = request
    const pictures = mask ? [...images, mask] : images
    if (pictures.length > 0 && editPath === undefined) {
      throw llmError(
        'unsupported',
        `${context.target.provider} makes pictures from words only; leave "images" and "mask" out.`,
        { target: context.target },
      )
    }
    const format = mediaType !== undefined && { output_format: subtype(mediaType) }
    const asForm = edits !== 'json' && pictures.length > 0 && pictures.every((part) => base64Of(part) !== undefined)
    const body = toFields<ImageRequest>({ ...names, ...fields }, request, context, quirks, () => ({
      ...format,
      ...(images.length > 0 && {
        [asForm ? 'image' : 'images']: images.map((part, at) =>
          asForm ? fileOf(part, `image-${at}`) : reference(part, context),
        ),
      }),
      ...(mask && { mask: asForm ? fileOf(mask, 'mask') : reference(mask, context) }),
    }))
    const wire = { path: pictures.length > 0 ? editPath! : path, body: asForm ? toForm(body, context) : body }
    const { body: reply, facts } = await http.json<WireReply>(wire, context)
    const data = reply.data ?? []
    const made = reply.output_format === undefined ? (mediaType ?? impliedType) : typeOf(reply.output_format)
    const revised = data.find(({ revised_prompt: prompt }) => prompt)?.revised_prompt
    return {
      images: data.map(({ b64_json: base64, url, media_type: type, mime_type: mime }): MediaPart => {
        const mediaType = type ?? mime ?? made
        return base64 ? { type: 'media', mediaType, data: base64 } : { type: 'media', mediaType, url: url ?? '' }
      }),
      ...(revised && { revisedPrompt: revised }),
      ...factsOf(vendor, reply as object, facts, toUsage(reply.usage, data.length)),
    }
  }
  return Object.assign(image, { params: remaining(known, quirks.without) })
}

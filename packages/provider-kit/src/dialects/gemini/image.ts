import { llmError } from '@llmrr/core'
import { nearestRatio, pixelsOf } from '../../pixels.ts'
import { askingFor, askOnce } from './ask-for.ts'
import { gemini } from './dialect.ts'
import type { Context, Handler, ImageRequest, ImageResult, MediaPart, Part } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { Http } from '../../http.ts'

const ratios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9']

/** Ratio and size for pixels: the nearest that there is. */
function imageConfig({ size, aspectRatio }: ImageRequest, context: Context): object | undefined {
  const pixels = pixelsOf(size)
  // Models think in ratios, and in sizes of their longer side.
  if (!pixels)
    return aspectRatio || size ? { ...(aspectRatio && { aspectRatio }), ...(size && { imageSize: size }) } : undefined
  const nearest = nearestRatio(pixels, ratios)
  const longer = Math.max(...pixels)
  const imageSize = longer > 2048 ? '4K' : longer > 1024 ? '2K' : '1K'
  context.warn(
    'size',
    `${context.target.provider} makes pictures by ratio; asked for ${aspectRatio ?? nearest} in ${imageSize}.`,
  )
  return { aspectRatio: aspectRatio ?? nearest, imageSize }
}

const isPicture = (part: Part): part is MediaPart => part.type === 'media' && part.mediaType.startsWith('image/')

/** Pictures, made by a chat model that draws. With pictures in the request they are worked on. */
export function geminiImage(http: Http, quirks: GeminiQuirks): Handler<'image'> {
  const dialect = gemini(quirks)
  async function image(request: ImageRequest, context: Context): Promise<ImageResult> {
    const { prompt, images = [], seed } = request
    const config = imageConfig(request, context)
    const asked = askingFor(context, { responseModalities: ['IMAGE'], ...(config && { imageConfig: config }) })
    const content: readonly Part[] = [{ type: 'text', text: prompt }, ...images]
    const chat = { messages: [{ role: 'user' as const, content }], ...(seed !== undefined && { seed }) }
    const { parts, finish, facts } = await askOnce(http, dialect, chat, asked)
    const made = parts.filter(isPicture)
    if (made.length > 0) return { images: made, ...facts }
    const isRefused = finish?.reason === 'content-filter'
    throw llmError(
      isRefused ? 'content-filter' : 'bad-response',
      isRefused
        ? `${context.target.provider} refused to draw this (${finish.raw}); change the prompt.`
        : `${context.target.model} of ${context.target.provider} drew nothing; ask an image model, or ask again.`,
      { target: context.target, ...(finish?.raw !== undefined && { rawCode: finish.raw }) },
    )
  }
  return Object.assign(image, { params: ['images', 'size', 'aspectRatio', 'seed'] })
}

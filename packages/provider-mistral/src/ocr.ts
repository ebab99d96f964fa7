import { fileIdOf, kindOf, mediaUrl, renamed } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, Handler, MediaPart, OcrRequest, OcrResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireReply {
  readonly pages: readonly {
    readonly index: number
    readonly markdown: string
    readonly images?: readonly { readonly id: string; readonly image_base64?: string | null }[] | null
  }[]
  readonly model?: string
  readonly usage_info?: { readonly pages_processed?: number } | null
}

/** A document in the words of the endpoint. */
export function writeDocument(document: MediaPart, context: Context): object {
  const file = fileIdOf(document, context)
  if (file !== undefined) return { type: 'file', file_id: file }
  const url = mediaUrl(document)
  if (kindOf(document.mediaType) === 'image') return { type: 'image_url', image_url: url }
  return {
    type: 'document_url',
    document_url: url,
    ...(document.name !== undefined && { document_name: document.name }),
  }
}

/** The fields that a target's options add to a reading. */
export function readingOptions(context: Context): Record<string, unknown> {
  return renamed(optionsOf(context), {
    tableFormat: 'table_format',
    imageLimit: 'image_limit',
    imageMinSize: 'image_min_size',
    extractHeader: 'extract_header',
    extractFooter: 'extract_footer',
  })
}

// A `data:` URL, or the bare text; `name` is how the page's text calls the picture.
function pictureOf({ id, image_base64: data }: { readonly id: string; readonly image_base64?: string | null }) {
  if (!data) return []
  const [, type, bare = data] = /^data:([^;,]+);base64,(.*)$/s.exec(data) ?? []
  const named = /\.(png|webp|gif)$/i.exec(id)?.[1]?.toLowerCase() ?? 'jpeg'
  return { type: 'media' as const, mediaType: type ?? `image/${named}`, data: bare, name: id }
}

/** Reads documents and pictures, page by page. */
export function mistralOcr(http: Http): Handler<'ocr'> {
  async function ocr({ document, pages, includeImages }: OcrRequest, context: Context): Promise<OcrResult> {
    const { body, facts } = await http.json<WireReply>(
      {
        path: '/ocr',
        body: {
          model: context.target.model,
          document: writeDocument(document, context),
          ...(pages && { pages }),
          ...(includeImages !== undefined && { include_image_base64: includeImages }),
          ...readingOptions(context),
        },
      },
      context,
    )
    const processed = body.usage_info?.pages_processed
    return {
      pages: body.pages.map(({ index, markdown, images }) => {
        const pictures = (images ?? []).flatMap(pictureOf)
        return { index, markdown, ...(pictures.length > 0 && { images: pictures }) }
      }),
      ...facts,
      ...(body.model !== undefined && { model: body.model }),
      ...(processed !== undefined && { usage: { pages: processed } }),
    }
  }
  return Object.assign(ocr, { params: ['document', 'pages', 'includeImages'] })
}

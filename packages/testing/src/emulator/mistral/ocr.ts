import { imageOf } from '../brain/media.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { missing, mistralWords as words } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  document: {
    type: 'object',
    required: true,
    fields: {
      type: { type: 'string', values: ['document_url', 'image_url', 'file'] },
      document_url: a.string,
      document_name: a.string,
      image_url: { type: ['string', 'object'] },
      file_id: a.string,
    },
  },
  bbox_annotation_format: a.object,
  confidence_scores_granularity: { type: 'string', values: ['page', 'block', 'word'] },
  document_annotation_format: a.object,
  document_annotation_prompt: a.string,
  extract_footer: a.boolean,
  extract_header: a.boolean,
  image_limit: a.integer,
  image_min_size: a.integer,
  include_blocks: a.boolean,
  include_image_base64: a.boolean,
  pages: { type: ['string', 'array'] },
  table_format: { type: 'string', values: ['markdown', 'html'] },
}

/** `POST /ocr`: documents of two pages, pictures of one. */
export function ocr(call: Call): Reply {
  const { body, state } = call
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
  const { document, document_annotation_format: form } = body
  const source = document.document_url ?? document.image_url?.url ?? document.image_url
  const stored = document.file_id === undefined ? undefined : state.files.get(document.file_id)
  if (document.file_id !== undefined && !stored) refuse(missing('File', document.file_id))
  const size = stored?.bytes.length ?? source.length
  const all = document.image_url ? [0] : [0, 1]
  const pages = Array.isArray(body.pages) ? all.filter((page) => body.pages.includes(page)) : all
  const picture = (page: number): Loose => ({
    id: `img-${page}.jpeg`,
    top_left_x: 10,
    top_left_y: 10,
    bottom_right_x: 90,
    bottom_right_y: 60,
    image_base64: body.include_image_base64
      ? `data:image/jpeg;base64,${imageOf('jpeg', String(page)).toString('base64')}`
      : null,
  })
  const annotation = form ? filledIn(call, form.json_schema?.schema, size) : null
  return {
    json: {
      pages: pages.map((index) => ({
        index,
        markdown: `# Page ${index + 1}\n\nThe document holds ${size} characters, and a façade.\n\n![img-${index}.jpeg](img-${index}.jpeg)`,
        images: [picture(index)],
        dimensions: { dpi: 200, height: 2200, width: 1700 },
      })),
      model: body.model,
      document_annotation: annotation,
      usage_info: { pages_processed: pages.length, doc_size_bytes: size },
    },
  }
}

/** A form that is filled in as a model would. */
const filledIn = (call: Call, schema: unknown, size: number): string =>
  call
    .think({
      service: call.service.slug,
      model: call.body.model,
      system: '',
      messages: [{ role: 'user', text: `A document of ${size} characters.`, media: ['document'] }],
      tools: [],
      toolChoice: 'none',
      parallel: false,
      schema,
      reasoning: false,
      stop: [],
      serverTools: [],
      documents: [],
    })
    .text.join('')

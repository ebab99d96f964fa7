import { imageOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { named } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { failed, openaiWords } from './words.ts'

const shared: Fields = {
  model: a.string,
  prompt: { type: 'string', required: true },
  background: { type: 'string', values: ['transparent', 'opaque', 'auto'] },
  moderation: { type: 'string', values: ['low', 'auto'] },
  n: { type: 'integer', min: 1, max: 10 },
  output_compression: { type: 'integer', min: 0, max: 100 },
  output_format: { type: 'string', values: ['png', 'jpeg', 'webp'] },
  partial_images: { type: 'integer', min: 0, max: 3 },
  quality: { type: 'string', values: ['low', 'medium', 'high', 'auto'] },
  size: a.string,
  stream: a.boolean,
  user: a.string,
}

const generation: Fields = { ...shared, complexity: a.string, svg: a.boolean, frame_count: a.integer }
const edit: Fields = {
  ...shared,
  images: { type: 'array', required: true },
  mask: a.object,
  input_fidelity: { type: 'string', values: ['low', 'high'] },
}

/** `POST /images/generations`. */
export const generate = (call: Call): Reply => images(call, call.body, generation, 'image_generation', 0)

/** `POST /images/edits`, as a form or as JSON with `images`. */
export function editImages(call: Call): Reply {
  const body = call.form ? bodyOf(call.form) : call.body
  const problem = inspect(body, edit)
  if (problem) refuse(openaiWords.problem(problem))
  for (const [i, { image_url: url, file_id: id }] of body.images.entries()) {
    if (typeof id === 'string' || /^https?:\/\//u.test(url ?? '') || isPicture(url)) continue
    refuse(
      failed(400, 'Invalid image data.', 'invalid_image_file', `images[${i}].image_url`, 'image_generation_user_error'),
    )
  }
  return images(call, body, edit, 'image_edit', body.images.length)
}

// The first bytes of PNG, JPEG, WebP and GIF files.
const starts = ['89504e47', 'ffd8ff', '52494646', '47494638']

function isPicture(url: unknown): boolean {
  const data = /^data:image\/[\w+.-]+;base64,([\w+/]+=*)$/u.exec(String(url))?.[1] ?? ''
  const head = Buffer.from(data.slice(0, 16), 'base64').toString('hex')
  return starts.some((start) => head.startsWith(start))
}

// A form says everything in text; numbers and booleans are read as the service reads them.
function bodyOf({ fields, files }: NonNullable<Call['form']>): Loose {
  const read = (value: string): unknown =>
    /^\d+$/u.test(value) ? Number(value) : value === 'true' ? true : value === 'false' ? false : value
  const body: Loose = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name === 'prompt' ? value : read(value)]),
  )
  const url = ({ type, bytes }: { type: string; bytes: Buffer }): Loose => ({
    image_url: `data:${type};base64,${bytes.toString('base64')}`,
  })
  const pictures = files.filter(({ name }) => name === 'image' || name === 'image[]').map(url)
  const mask = files.find(({ name }) => name === 'mask')
  return { ...body, ...(pictures.length > 0 && { images: pictures }), ...(mask && { mask: url(mask) }) }
}

function images(call: Call, body: Loose, fields: Fields, event: string, inputs: number): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(openaiWords.problem(problem))
  const model: string = body.model ?? 'gpt-image-2'
  if (isUnknownModel(model) || model.startsWith('dall-e')) {
    refuse(failed(400, `The model '${model}' does not exist.`, 'invalid_value', 'model', 'image_generation_user_error'))
  }
  const size: string = body.size ?? 'auto'
  if (!/^(?:auto|\d+x\d+)$/u.test(size)) {
    refuse(
      failed(
        400,
        `Invalid value: '${size}'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.`,
        'invalid_value',
        'size',
      ),
    )
  }
  const format: string = body.output_format ?? 'png'
  const b64 = imageOf(format, body.prompt).toString('base64')
  const n: number = body.n ?? 1
  const made = 272 * n
  const text = countTokens(body.prompt)
  const usage = {
    input_tokens: text + inputs * 64,
    input_tokens_details: { image_tokens: inputs * 64, text_tokens: text },
    output_tokens: made,
    output_tokens_details: { image_tokens: made, text_tokens: 0 },
    total_tokens: text + inputs * 64 + made,
  }
  const facts = {
    background: body.background === 'transparent' ? 'transparent' : 'opaque',
    output_format: format,
    quality: body.quality && body.quality !== 'auto' ? body.quality : 'medium',
    size: size === 'auto' ? '1024x1024' : size,
  }
  const created = call.state.seconds()
  if (!body.stream)
    return { json: { created, ...facts, data: Array.from({ length: n }, () => ({ b64_json: b64 })), usage } }
  const events = Array.from({ length: body.partial_images ?? 0 }, (_, i) =>
    named(`${event}.partial_image`, {
      type: `${event}.partial_image`,
      b64_json: b64,
      created_at: created,
      ...facts,
      partial_image_index: i,
    }),
  )
  events.push(
    named(`${event}.completed`, { type: `${event}.completed`, b64_json: b64, created_at: created, ...facts, usage }),
  )
  const broken = {
    type: 'image_generation_server_error',
    code: 'image_generation_server_error',
    message: 'The image could not be made.',
    param: null,
  }
  return { events, broken: () => [named('error', { type: 'error', error: broken })] }
}

import { vectorOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import { a } from '../http/shape.ts'
import type { Fields } from '../http/shape.ts'
import type { Call, Reply } from '../service.ts'
import { checkFields } from './check.ts'
import { invalid } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  input_type: {
    type: 'string',
    required: true,
    values: ['search_document', 'search_query', 'classification', 'clustering', 'image'],
  },
  texts: a.array,
  images: a.array,
  inputs: { type: 'array', fields: { content: { type: 'array', required: true } } },
  embedding_types: a.array,
  output_dimension: a.integer,
  truncate: { type: 'string', values: ['NONE', 'START', 'END'] },
  max_tokens: { type: 'integer', min: 1 },
  priority: { type: 'integer', min: 0, max: 999 },
}

/** `POST /v2/embed`. */
export function embed(call: Call): Reply {
  const headers = checkFields(call, fields)
  const { body, requestId, state } = call
  const { model, texts, images, inputs, output_dimension: wanted } = body
  const given = [texts, images, inputs].filter((one) => one != null)
  if (given.length !== 1) invalid('exactly one of texts, images and inputs must be given', requestId)
  const [list] = given as [Loose[]]
  if (list.length === 0) invalid('at least one input must be given', requestId)
  if (list.length > 96) invalid('at most 96 inputs may be given', requestId)
  const isNew = model.includes('v4')
  if (inputs && !isNew) invalid(`inputs is not supported by model ${model}`, requestId)
  if ((images != null) !== (body.input_type === 'image'))
    invalid('input_type image goes with images, and only with them', requestId)
  if (images && !isNew && images.length > 1) invalid('only one image may be given', requestId)
  if (images?.some((one: string) => !/^data:image\/(?:png|jpeg|webp|gif);base64,/u.test(one)))
    invalid('images must be data URLs of png, jpeg, webp or gif', requestId)
  if (wanted != null && !isNew) invalid(`output_dimension is not supported by model ${model}`, requestId)
  if (wanted != null && ![256, 512, 1024, 1536].includes(wanted))
    invalid('output_dimension must be one of 256, 512, 1024, 1536', requestId)
  const kinds: string[] = body.embedding_types ?? ['float']
  const unknown = kinds.find((kind) => !(kind in writers))
  if (unknown !== undefined) invalid(`embedding_types must be of ${Object.keys(writers).join(', ')}`, requestId)

  const size = wanted ?? (isNew ? 1536 : model.includes('light') ? 384 : 1024)
  const told = list.map((one) => (typeof one === 'string' ? one : JSON.stringify(one.content)))
  const vectors = told.map((one) => vectorOf(one, size))
  const pictures =
    images?.length ??
    (inputs ?? []).flatMap(({ content }: Loose) => content).filter((part: Loose) => part.type === 'image_url').length
  return {
    headers,
    json: {
      id: state.id('', 32),
      texts: texts ?? [],
      ...(images && { images: images.map(() => ({ width: 2, height: 2, format: 'image/png', bit_depth: 0 })) }),
      embeddings: Object.fromEntries(kinds.map((kind) => [kind, vectors.map((vector) => writers[kind]!(vector))])),
      meta: {
        api_version: { version: '2' },
        billed_units: isNew
          ? {
              input_tokens: images ? 0 : told.reduce((sum, one) => sum + countTokens(one), 0),
              image_tokens: pictures * 258,
            }
          : images
            ? { images: pictures }
            : { input_tokens: told.reduce((sum, one) => sum + countTokens(one), 0) },
      },
      response_type: 'embeddings_by_type',
    },
  }
}

/** Eight signs in one number. */
const packed = (vector: Float32Array, less: number): number[] =>
  Array.from({ length: vector.length >> 3 }, (_, at) => {
    let byte = 0
    for (let bit = 0; bit < 8; bit++) byte = (byte << 1) | (vector[at * 8 + bit]! > 0 ? 1 : 0)
    return byte - less
  })

const writers: Readonly<Record<string, (vector: Float32Array) => Loose>> = {
  float: (vector) => Array.from(vector),
  int8: (vector) => Array.from(vector, (value) => Math.round(value * 127)),
  uint8: (vector) => Array.from(vector, (value) => Math.round(value * 127) + 128),
  binary: (vector) => packed(vector, 128),
  ubinary: (vector) => packed(vector, 0),
  base64: (vector) => Buffer.from(vector.buffer).toString('base64'),
}

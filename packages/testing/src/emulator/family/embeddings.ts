import { vectorOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { isUnknownModel, type Member } from './member.ts'

/** In what members' embeddings differ. */
export interface EmbeddingsManner {
  /** Fields beside `model` and `input`. Default: OpenAI's. */
  readonly fields?: Fields
  /** Length of a model's vectors, where they may be made shorter by `dimensions`. Default: OpenAI's models. */
  readonly size?: number
}

const openaiFields: Fields = {
  dimensions: { type: 'integer', min: 1 },
  encoding_format: { type: 'string', values: ['float', 'base64'] },
  user: a.string,
}

const required: Fields = {
  model: { type: 'string', required: true },
  input: { type: ['string', 'array'], required: true },
}

/** `POST /embeddings`: vectors of length one, as numbers or as base64 of little-endian 32-bit floats. */
export function embeddingsRoute(
  { words }: Member,
  { fields: own = openaiFields, size }: EmbeddingsManner = {},
): (call: Call) => Reply {
  const fields = { ...required, ...own }
  return ({ body }) => {
    const problem = inspect(body, fields)
    if (problem) refuse(words.problem(problem))
    if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
    const { model } = body
    // A list of numbers is one input of tokens; a list of lists is several.
    const single = typeof body.input === 'string' || typeof body.input[0] === 'number'
    const inputs: (string | number[])[] = single ? [body.input] : body.input
    if (inputs.length === 0)
      refuse(words.refusal("Invalid 'input': input cannot be an empty array.", 'input', 'empty_array'))
    if (inputs.some((one) => one.length === 0))
      refuse(words.refusal("Invalid 'input': input cannot be an empty string.", 'input', 'empty_string'))
    if (inputs.length > 2048)
      refuse(
        words.refusal(
          "Invalid 'input': array too long. Expected at most 2048 inputs.",
          'input',
          'array_above_max_length',
        ),
      )
    const full = size ?? (/large/u.test(model) ? 3072 : 1536)
    if (size === undefined && body.dimensions != null && !model.includes('embedding-3')) {
      refuse(words.refusal('This model does not support specifying dimensions.', 'dimensions', null))
    }
    if (body.dimensions > full) {
      refuse(
        words.refusal(
          `Invalid value for 'dimensions' = ${body.dimensions}. Must be less than or equal to ${full}.`,
          'dimensions',
          null,
        ),
      )
    }
    const data = inputs.map((input, index) => {
      const vector = vectorOf(typeof input === 'string' ? input : input.join(' '), body.dimensions ?? full)
      const embedding =
        body.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector)
      return { object: 'embedding', index, embedding }
    })
    const tokens = inputs.reduce(
      (sum, input) => sum + (typeof input === 'string' ? countTokens(input) : input.length),
      0,
    )
    return { json: { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } } }
  }
}

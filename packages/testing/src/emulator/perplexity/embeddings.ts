import { vectorOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import type { Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { checkFields, invalid, perplexityWords } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  input: { type: ['string', 'array'], required: true },
  dimensions: { type: 'integer', min: 128 },
  encoding_format: { type: 'string', values: ['base64_int8', 'base64_binary'] },
}

/** Signed bytes, or a bit for each number: whether it is positive. */
function encoded(text: string, { model, dimensions, encoding_format: format }: Loose): string {
  const vector = vectorOf(text, dimensions ?? (model.includes('4b') ? 2560 : 1024))
  if (format !== 'base64_binary') {
    const most = Math.max(...Array.from(vector, Math.abs), 1e-9)
    return Buffer.from(Int8Array.from(vector, (one) => Math.round((one / most) * 127)).buffer).toString('base64')
  }
  const bytes = Buffer.alloc(Math.ceil(vector.length / 8))
  for (const [at, one] of vector.entries()) if (one > 0) bytes[at >> 3]! |= 128 >> (at & 7)
  return bytes.toString('base64')
}

function usageOf(texts: readonly string[]): Loose {
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
  const usd = Math.round(tokens * 4) / 1e9
  return { prompt_tokens: tokens, total_tokens: tokens, cost: { currency: 'USD', input_cost: usd, total_cost: usd } }
}

const vectors = (texts: readonly string[], body: Loose): Loose[] =>
  texts.map((text, index) => ({ object: 'embedding', index, embedding: encoded(text, body) }))

/** `POST /v1/embeddings`: bytes or bits, as base64. There are no floats. */
export function embeddings({ body }: Call): Reply {
  checkFields(body, fields)
  if (!body.model.startsWith('pplx-embed-v1-')) refuse(perplexityWords.unknownModel(body.model))
  const texts: string[] = [body.input].flat()
  if (texts.some((text) => text === '')) invalid('Input must not be empty.')
  return { json: { object: 'list', model: body.model, data: vectors(texts, body), usage: usageOf(texts) } }
}

/** `POST /v1/contextualizedembeddings`: the pieces of documents. */
export function contextualized({ body }: Call): Reply {
  checkFields(body, fields)
  if (!body.model.startsWith('pplx-embed-context-')) refuse(perplexityWords.unknownModel(body.model))
  const documents: string[][] = body.input
  if (!Array.isArray(documents) || !documents.every(Array.isArray)) invalid('Input must be a list of lists of texts.')
  const data = documents.map((pieces, index) => ({ object: 'list', index, data: vectors(pieces, body) }))
  return { json: { object: 'list', model: body.model, data, usage: usageOf(documents.flat()) } }
}

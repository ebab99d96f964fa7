import { imageOf, vectorOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import type { Call, Reply } from '../service.ts'
import { invokeClaude } from './converse.ts'
import { baseOf, modelOf } from './model.ts'
import { invalid, sayProblem } from './words.ts'

/** How a family of models is invoked: what its body may hold, and what it answers with how many tokens. */
interface Family {
  readonly at: RegExp
  readonly fields: Fields
  answer(body: Loose, id: string): { readonly json: Loose; readonly tokens?: number }
}

const required = { type: 'string', required: true } as const
const vector = (text: string, size: number): number[] => Array.from(vectorOf(text, size))

function embedCohere({ texts, inputs, output_dimension: size = 1024 }: Loose, id: string) {
  if (!texts && !inputs)
    invalid('Malformed input request: #: required key [texts] not found, please reformat your input and try again.')
  const list: string[] = texts ?? inputs.map((one: Loose) => JSON.stringify(one))
  if (list.length > 96)
    invalid('Malformed input request: #/texts: expected maximum item count: 96, found: ' + list.length)
  const vectors = list.map((text) => vector(text, size))
  const isOld = /-v3/u.test(id)
  return {
    json: {
      embeddings: isOld ? vectors : { float: vectors },
      id: 'embedded',
      response_type: isOld ? 'embeddings_floats' : 'embeddings_by_type',
      ...(texts && { texts }),
    },
    tokens: list.reduce((sum, text) => sum + countTokens(text), 0),
  }
}

const families: readonly Family[] = [
  {
    at: /titan-embed-text/u,
    fields: {
      inputText: required,
      dimensions: { type: 'integer' },
      normalize: a.boolean,
      embeddingTypes: a.array,
    },
    answer({ inputText, dimensions = 1024 }, id) {
      const isFirst = id.includes('-v1')
      if (!isFirst && ![256, 512, 1024].includes(dimensions))
        invalid('Malformed input request: #/dimensions: dimensions must be one of 256, 512, 1024')
      const embedding = vector(inputText, isFirst ? 1536 : dimensions)
      const tokens = countTokens(inputText)
      return {
        json: { embedding, ...(!isFirst && { embeddingsByType: { float: embedding } }), inputTextTokenCount: tokens },
        tokens,
      }
    },
  },
  {
    at: /cohere\.embed/u,
    fields: {
      texts: a.array,
      images: a.array,
      inputs: a.array,
      input_type: {
        ...required,
        values: ['search_query', 'search_document', 'classification', 'clustering', 'image'],
      },
      truncate: { type: 'string', values: ['NONE', 'START', 'END', 'LEFT', 'RIGHT'] },
      output_dimension: a.integer,
      embedding_types: a.array,
    },
    answer: embedCohere,
  },
  {
    at: /nova-2-multimodal-embeddings/u,
    fields: {
      taskType: { ...required, values: ['SINGLE_EMBEDDING'] },
      singleEmbeddingParams: { type: 'object', required: true },
      schemaVersion: a.string,
    },
    answer({ singleEmbeddingParams: { text, image, embeddingDimension = 3072 } }) {
      const shown = text?.value ?? image?.source?.bytes ?? invalid('Malformed input request: nothing to embed.')
      return {
        json: {
          embeddings: [{ embeddingType: text ? 'TEXT' : 'IMAGE', embedding: vector(shown, embeddingDimension) }],
        },
        tokens: countTokens(text?.value ?? ''),
      }
    },
  },
  {
    at: /rerank/u,
    fields: {
      query: required,
      documents: { type: 'array', required: true },
      top_n: { type: 'integer', min: 1 },
      api_version: a.integer,
    },
    answer({ query, documents, top_n: most }, id) {
      if (!documents.every((one: unknown) => typeof one === 'string')) invalid('documents must be strings')
      const asked = vectorOf(query, 64)
      const results = (documents as string[])
        .map((text, index) => {
          const cosine = vectorOf(text, 64).reduce((sum, value, at) => sum + value * asked[at]!, 0)
          return { index, relevance_score: Math.round((cosine + 1) * 5e5) / 1e6 }
        })
        .toSorted((one, other) => other.relevance_score - one.relevance_score)
        .slice(0, most)
      return { json: { results, ...(id.startsWith('cohere') && { api_version: 2 }) } }
    },
  },
  {
    at: /^stability\./u,
    fields: {
      prompt: required,
      image: a.string,
      mask: a.string,
      mode: a.string,
      strength: a.number,
      aspect_ratio: a.string,
      output_format: { type: 'string', values: ['png', 'jpeg', 'webp'] },
      negative_prompt: a.string,
      seed: a.integer,
    },
    answer: ({ prompt, output_format: format = 'png', seed = 0 }) => ({
      json: {
        images: [imageOf(format, prompt).toString('base64')],
        seeds: [seed],
        finish_reasons: [null],
      },
    }),
  },
]

/** `POST /model/{id}/invoke`: each vendor's own format. */
export const invoke =
  (stream: boolean) =>
  (call: Call): Reply => {
    const name = call.params[0]!
    const id = baseOf(name)
    if (/anthropic\.claude/u.test(id)) return invokeClaude(call, stream)
    modelOf(name)
    const family = stream ? undefined : families.find(({ at }) => at.test(id))
    if (!family) return invalid('The emulator speaks this model over Converse only.')
    const problem = inspect(call.body ?? {}, family.fields)
    if (problem) invalid(sayProblem(problem))
    const { json, tokens } = family.answer(call.body, id)
    return {
      headers: {
        'x-amzn-bedrock-invocation-latency': '10',
        ...(tokens !== undefined && { 'x-amzn-bedrock-input-token-count': String(tokens) }),
      },
      json,
    }
  }

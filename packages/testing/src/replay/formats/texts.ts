import { foldMessages } from './anthropic-messages-fold.ts'
import { foldResponses } from './openai-responses-fold.ts'
import { given } from './request.ts'
import { readMessagesRequest } from './anthropic-messages-request.ts'
import { readResponsesRequest } from './openai-responses-request.ts'
import { floats, rounded, smallFormat } from './small.ts'
import type { Part } from '@llmrr/core'
import type { Bag } from './request.ts'
import type { Small } from './small.ts'

const bitsOf = (byte: number): number[] => [...byte.toString(2).padStart(8, '0')].map(Number)

/** A vector as it was asked for; Perplexity has bytes and bits beside floats. */
function vectorOf(embedding: string | number[], encoding: unknown): number[] {
  if (typeof embedding !== 'string') return embedding
  if (encoding === 'base64') return floats(embedding)
  const bytes = Buffer.from(embedding, 'base64')
  return encoding === 'base64_binary' ? [...bytes].flatMap(bitsOf) : [...new Int8Array(bytes)]
}

const inputs = (input: unknown): unknown =>
  Array.isArray(input) && input.every((one) => typeof one === 'object')
    ? [
        input.map((part: Bag): Part =>
          part['type'] === 'image_url'
            ? { type: 'media', mediaType: 'image/*', url: part['image_url'].url }
            : { type: 'text', text: part['text'] },
        ),
      ]
    : input

const smalls: readonly Small[] = [
  {
    name: 'openai-embeddings',
    capability: 'embed',
    at: /^POST .*\/embeddings$/,
    intent: ({ model, input, dimensions, user, encoding_format: encoding, ...rest }) => ({
      model,
      request: given({ input, dimensions, user }),
      rest: { ...rest, ...(encoding?.startsWith('base64_') && { encoding: encoding.slice('base64_'.length) }) },
    }),
    unrecorded: { input: 'Hello' },
    theirs: (body, recording) => ({
      vectors: body['data'].map(({ embedding }: Bag) =>
        rounded(vectorOf(embedding, (recording.sent as Bag | undefined)?.['encoding_format'])),
      ),
      total: body['usage']?.total_tokens ?? undefined,
    }),
    ours: (value) => ({ vectors: value['embeddings'].map(rounded) }),
  },
  {
    name: 'openai-completions',
    capability: 'complete',
    at: /^POST .*(?<!\/chat)\/completions$/,
    intent: ({
      model,
      prompt,
      suffix,
      max_tokens: maxOutputTokens,
      temperature,
      top_p: topP,
      stop,
      seed,
      frequency_penalty: frequencyPenalty,
      presence_penalty: presencePenalty,
      logprobs,
      user,
      stream,
      ...rest
    }) => ({
      model,
      stream: stream === true,
      request: given({
        prompt: Array.isArray(prompt) ? prompt[0] : prompt,
        suffix,
        maxOutputTokens,
        temperature,
        topP,
        stop: typeof stop === 'string' ? [stop] : stop,
        seed,
        frequencyPenalty,
        presencePenalty,
        logprobs,
        user,
      }),
      rest,
    }),
    unrecorded: { prompt: 'Hello' },
    theirs: (body) => ({ text: body['choices']?.[0]?.text ?? body['choices']?.[0]?.message?.content }),
    ours: (value) => ({ text: value['text'] }),
  },
  {
    name: 'openai-moderations',
    capability: 'moderate',
    at: /^POST .*\/moderations$/,
    intent: ({ model, input, ...rest }) => ({ model, request: { input: inputs(input) }, rest }),
    unrecorded: { input: 'Hello' },
    theirs: (body) => ({
      results: body['results'].map(({ categories, category_scores: scores, ...verdict }: Bag) => ({
        // Mistral leaves it to the categories.
        flagged: verdict['flagged'] ?? Object.values(categories).includes(true),
        scores,
      })),
    }),
    ours: (value) => ({ results: value['results'].map(({ flagged, scores }: Bag) => ({ flagged, scores })) }),
  },
  {
    name: 'openai-input-tokens',
    capability: 'countTokens',
    at: /^POST .*\/responses\/input_tokens$/,
    intent: readResponsesRequest,
    unrecorded: { prompt: 'Hello' },
    fold: foldResponses,
    theirs: (body) => ({ inputTokens: body['input_tokens'] }),
    ours: (value) => ({ inputTokens: value['inputTokens'] }),
  },
  {
    name: 'anthropic-count-tokens',
    capability: 'countTokens',
    at: /^POST .*\/messages\/count_tokens$/,
    intent: readMessagesRequest,
    unrecorded: { prompt: 'Hello' },
    fold: foldMessages,
    theirs: (body) => ({ inputTokens: body['input_tokens'] }),
    ours: (value) => ({ inputTokens: value['inputTokens'] }),
  },
]

/** Embeddings, plain texts, verdicts and counts: the forms that most services share. */
export const textFormats = smalls.map(smallFormat)

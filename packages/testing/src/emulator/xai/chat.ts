import { responseFormat } from '../family/fields.ts'
import type { ChatManner } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call } from '../service.ts'
import { failed } from './words.ts'

/** Fields that a model and its answer have over both APIs. */
export const common: Fields = {
  model: { type: 'string', required: true },
  parallel_tool_calls: a.boolean,
  service_tier: { type: 'string', values: ['default', 'priority'] },
  stream: a.boolean,
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
}

const fields: Fields = {
  ...common,
  messages: { type: 'array', required: true },
  deferred: a.boolean,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logprobs: a.boolean,
  max_completion_tokens: { type: 'integer', min: 1 },
  max_tokens: { type: 'integer', min: 1 },
  n: { type: 'integer', min: 1, max: 8 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  reasoning_effort: { type: 'string', values: ['none', 'low', 'medium', 'high', 'xhigh'] },
  response_format: responseFormat,
  search_parameters: a.object,
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream_options: a.object,
  top_logprobs: { type: 'integer', min: 0, max: 8 },
}

const dials: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^grok-3-mini/u, ['low', 'high']],
  [/^grok-4\.3/u, ['none', 'low', 'medium', 'high']],
  [/^grok-4\.20-multi-agent/u, ['low', 'medium', 'high', 'xhigh']],
  [/^grok-4\.5/u, ['low', 'medium', 'high']],
  [/^grok-4\.6/u, ['low', 'medium', 'high', 'xhigh']],
]

/** Whether a model thinks at this effort. */
export const thinks = (model: string, effort: unknown): boolean => !/non-reasoning/u.test(model) && effort !== 'none'

/** Refuses an effort that the model does not know. */
export function checkEffort(model: string, effort: unknown): void {
  if (effort == null) return
  const dial = dials.find(([pattern]) => pattern.test(model))?.[1]
  if (!dial) refuse(failed(400, `Model ${model} does not support parameter reasoningEffort.`))
  if (!dial!.includes(String(effort)))
    refuse(failed(400, `Model ${model} does not support the reasoning effort ${effort}.`))
}

// Ticks for a token of the models' list price.
const ticks = { input: 12_500, cached: 2_000, output: 25_000, search: 50_000_000 }

/** What an answer costs, in ten-billionths of a dollar. */
export const costOf = (prompt: number, cached: number, output: number, searches = 0): number =>
  (prompt - cached) * ticks.input + cached * ticks.cached + output * ticks.output + searches * ticks.search

/** xAI's Chat Completions: reasoning is counted beside the answer, and all is told what it cost. */
export const xaiChat: ChatManner = {
  fields,
  wholeToolCalls: 'last',
  chunkTail: '"system_fingerprint":"fp_emulated",',
  namedCallEnds: 'tool_calls',
  reasoningField: 'reasoning_content',
  check,
  tooLong: (_model, tokens) =>
    tokens > 1_000_000
      ? failed(
          400,
          `This model's maximum prompt length is 1000000 but the request contains ${tokens} tokens.`,
          'Client specified an invalid argument',
        )
      : undefined,
  reasoning: ({ model, reasoning_effort: effort }) => (thinks(model, effort) ? 'shown' : 'none'),
  completionId: (state) => state.uuid(),
  callId: (state) => `call-${state.uuid()}-0`,
  extras: () => ({ reply: { system_fingerprint: 'fp_emulated' } }),
  usageExtras: ({ prompt_tokens: prompt, completion_tokens: whole, cached }, reasoning) => ({
    completion_tokens: whole - reasoning,
    prompt_tokens_details: { text_tokens: prompt, audio_tokens: 0, image_tokens: 0, cached_tokens: cached },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
    num_sources_used: 0,
    cost_in_usd_ticks: costOf(prompt, cached, whole),
  }),
  broken: (code) => [data(code === undefined ? failed(500, 'Something went wrong.').json : failed(429, code).json)],
}

const refusedByThinkers = {
  presence_penalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
  stop: 'stop',
} as const

function check({ body }: Call): void {
  const { model } = body
  if (body.search_parameters != null)
    refuse(failed(410, 'Live search is deprecated. Please switch to the tools of the Responses API.'))
  for (const [field, name] of Object.entries(refusedByThinkers)) {
    if (body[field] != null && thinks(model, 'low'))
      refuse(failed(400, `Model ${model} does not support parameter ${name}.`, 'Client specified an invalid argument'))
  }
  checkEffort(model, body.reasoning_effort)
  const tools: Loose[] = body.tools ?? []
  if (tools.length > 128) refuse(failed(400, 'At most 128 tools may be given.'))
  const foreign = tools.find(({ type }) => type !== 'function')
  if (foreign)
    refuse(
      failed(
        422,
        `Failed to deserialize the JSON body into the target type: tools: unknown variant \`${foreign.type}\``,
      ),
    )
  for (const { content } of body.messages as Loose[]) {
    if (!Array.isArray(content)) continue
    const other = content.find(({ type }: Loose) => !['text', 'image_url', 'file'].includes(type))
    if (other)
      refuse(
        failed(
          422,
          `Failed to deserialize the JSON body into the target type: messages: unknown variant \`${other.type}\``,
        ),
      )
  }
}

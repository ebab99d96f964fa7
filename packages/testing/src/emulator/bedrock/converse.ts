import { eventFrame } from '../../event-stream.ts'
import { argumentPieces, pieces } from '../brain/tokens.ts'
import type { Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { askOf } from '../messages/ask.ts'
import { countPrompt } from '../messages/cache.ts'
import { create } from '../messages/create.ts'
import { countTokens as countMessages } from '../messages/create.ts'
import type { Call, Reply } from '../service.ts'
import { checkConverse } from './check.ts'
import { converseFields, countFields } from './fields.ts'
import { modelOf, type BedrockModel } from './model.ts'
import { signed } from './thinking.ts'
import { asMessages } from './translate.ts'
import { exceptionOf, failureOf, invalid, sayProblem } from './words.ts'

interface Written {
  readonly block: Loose
  readonly deltas: readonly Loose[]
}

const reasons = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'content_filtered',
} as const

const window = 1_000_000

const frame = (name: string, payload: Loose): Buffer => Buffer.from(eventFrame('event', name, JSON.stringify(payload)))

/** The frames with which the service fails in the middle of a stream. */
const broken = (code: string | undefined): Buffer[] => [Buffer.from(eventFrame('exception', ...exceptionOf(code)))]

function written(thought: Thought, call: Call, model: BedrockModel): Written[] {
  const out: Written[] = []
  if (thought.reasoning.length > 0) {
    const block = signed(thought.reasoning.join(''), model)
    const { signature } = block.reasoningContent.reasoningText
    out.push({
      block,
      deltas: [
        ...thought.reasoning.map((text) => ({ reasoningContent: { text } })),
        { reasoningContent: { signature } },
      ],
    })
  }
  const text = thought.refusal === undefined ? thought.text : pieces(thought.refusal)
  if (text.length > 0) out.push({ block: { text: text.join('') }, deltas: text.map((piece) => ({ text: piece })) })
  for (const { id, name, input } of thought.calls) {
    const toolUse = { toolUseId: id ?? call.state.id('tooluse_', 22), name }
    const deltas = input === '{}' ? [''] : argumentPieces(input)
    out.push({
      block: { toolUse: { ...toolUse, input: parsed(input) } },
      deltas: deltas.map((piece) => ({ toolUse: { input: piece } })),
    })
  }
  return out
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch {
    return {}
  }
}

function usageOf({ tokens, usage }: Thought, counted: ReturnType<typeof countPrompt>, { caches }: BedrockModel): Loose {
  const write5m = usage?.cacheWrite5m ?? counted.write5m
  const write1h = usage?.cacheWrite1h ?? counted.write1h
  const inputTokens = usage?.input ?? counted.input
  const read = usage?.cacheRead ?? counted.read
  const outputTokens = (usage?.output ?? tokens.output) + (usage?.reasoning ?? tokens.reasoning)
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens + read + write5m + write1h,
    ...(caches && {
      cacheReadInputTokens: read,
      cacheReadInputTokenCount: read,
      cacheWriteInputTokens: write5m + write1h,
      cacheWriteInputTokenCount: write5m + write1h,
      cacheDetails: [
        ...(write1h > 0 ? [{ ttl: '1h', inputTokens: write1h }] : []),
        ...(write5m > 0 ? [{ ttl: '5m', inputTokens: write5m }] : []),
      ],
    }),
    serverToolUsage: {},
  }
}

/** `POST /model/{id}/converse` and `/converse-stream`. */
export const converse =
  (stream: boolean) =>
  (call: Call): Reply => {
    const model = modelOf(call.params[0]!)
    checkConverse(call.body, converseFields, model)
    const body = asMessages(call.body, model)
    const prompt = countPrompt(call.state, body)
    if (prompt.input + prompt.read + prompt.write5m + prompt.write1h > window)
      invalid('Input is too long for requested model.')
    const thought = call.think({ ...askOf({ ...call, body }), model: call.params[0]! })
    const blocks = written(thought, call, model)
    const stopReason = thought.stopped === undefined ? reasons[thought.finish] : 'stop_sequence'
    const tier = call.body.serviceTier
    const facts = {
      usage: usageOf(thought, prompt, model),
      metrics: { latencyMs: 10 },
      ...(tier && { serviceTier: tier }),
      ...(call.body.guardrailConfig?.trace === 'enabled' && { trace: { guardrail: { actionReason: 'No action.' } } }),
    }
    if (!stream) {
      const message = { role: 'assistant', content: blocks.map(({ block }) => block) }
      return { json: { output: { message }, stopReason, ...facts } }
    }
    return {
      headers: { 'content-type': 'application/vnd.amazon.eventstream' },
      events: frames(blocks, stopReason, facts),
      broken,
    }
  }

function* frames(blocks: readonly Written[], stopReason: string, facts: Loose): Iterable<Buffer> {
  // Padding of any length, so that the length of a frame says nothing.
  const p = 'abcdefghij'
  yield frame('messageStart', { role: 'assistant', p: p.slice(3) })
  for (const [contentBlockIndex, { block, deltas }] of blocks.entries()) {
    if (block.toolUse) {
      const { input: _, ...toolUse } = block.toolUse
      yield frame('contentBlockStart', { contentBlockIndex, start: { toolUse }, p })
    }
    for (const delta of deltas)
      yield frame('contentBlockDelta', { contentBlockIndex, delta, p: p.slice(delta.text?.length ?? 0) })
    yield frame('contentBlockStop', { contentBlockIndex, p })
  }
  yield frame('messageStop', { stopReason, p })
  yield frame('metadata', { ...facts, p })
}

/** Claude's own format: the version stands in the body, the model in the path. */
function ownBody({ body, headers }: Call, model: BedrockModel): Pick<Call, 'body' | 'headers'> {
  const { anthropic_version: version, anthropic_beta: betas, ...rest } = body
  if (version !== 'bedrock-2023-05-31') invalid('anthropic_version: Field required')
  if (rest.model !== undefined || rest.stream !== undefined)
    invalid(
      'Malformed input request: extraneous key [model] is not permitted, please reformat your input and try again.',
    )
  return {
    body: { ...rest, model: asMessages({ messages: [] }, model).model },
    headers: {
      ...headers,
      'anthropic-version': '2023-06-01',
      ...(betas && { 'anthropic-beta': betas.join(',') }),
    },
  }
}

/** `POST /model/{id}/invoke` and `/invoke-with-response-stream`, for Claude. */
export function invokeClaude(call: Call, stream: boolean): Reply {
  const model = modelOf(call.params[0]!)
  const own = ownBody(call, model)
  const reply = create({ ...call, ...own, body: { ...own.body, ...(stream && { stream }) } })
  if (!('events' in reply)) return reply
  return {
    headers: {
      'content-type': 'application/vnd.amazon.eventstream',
      'x-amzn-bedrock-content-type': 'application/json',
    },
    events: chunks(reply.events as Iterable<string>),
    broken,
  }
}

/** Server-sent events in frames. Pings have none. */
function* chunks(events: Iterable<string>): Iterable<Buffer> {
  for (const event of events) {
    const data = event.slice(event.indexOf('data: ') + 6).trim()
    if (!data.startsWith('{"type": "ping"'))
      yield frame('chunk', { bytes: Buffer.from(data).toString('base64'), p: 'abc' })
  }
}

/** `POST /model/{id}/count-tokens`: Claude's models alone, by their own ids. */
export function countTokens(call: Call): Reply {
  const id = call.params[0]!
  const model = modelOf(id, { profile: false })
  if (!model.isClaude || model.id !== id) invalid("The provided model doesn't support counting tokens.")
  const { converse: asked, invokeModel } = call.body?.input ?? {}
  if (asked) {
    const problem = inspect(asked, countFields)
    if (problem) invalid(sayProblem(problem))
    checkConverse(asked, countFields, model)
    const { input } = countPrompt({ ...call.state, prefixes: new Map() }, asMessages(asked, model))
    return { json: { inputTokens: input } }
  }
  if (!invokeModel?.body) return failureOf(400, undefined)
  const body = JSON.parse(Buffer.from(invokeModel.body, 'base64').toString())
  const { max_tokens: _, ...own } = ownBody({ ...call, body }, model).body
  const reply = countMessages({ ...call, body: own, headers: { ...call.headers, 'anthropic-version': '2023-06-01' } })
  return 'json' in reply ? { json: { inputTokens: reply.json.input_tokens } } : reply
}
